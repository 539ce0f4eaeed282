import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Stripe's published scheme (docs.stripe.com/webhooks, "Verify webhook signatures manually"): the header
 * `t=<unix seconds>,v1=<hex>` where v1 = HMAC-SHA256(secret, t + "." + body) over the raw body. Several v1 may stand
 * there while a secret is being changed; other schemes are ignored.
 */
export function signatureHeader(secret: string, at: Date, body: string | Uint8Array): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${digest(secret, String(seconds), body).toString("hex")}`;
}

/** "stale": rightly signed, but further from `at` than the tolerance, so it may be a replay. */
export function verifySignature(
  secret: string,
  header: string | null,
  body: string | Uint8Array,
  at: Date,
  tolerance_ms: number,
): "valid" | "invalid" | "stale" {
  const parts = (header ?? "")
    .slice(0, 1000)
    .split(",")
    .map((part) => part.trim());
  const stamps = parts.filter((part) => part.startsWith("t=")).map((part) => part.slice(2));
  const [seconds] = stamps;
  if (stamps.length !== 1 || seconds === undefined || !/^\d{1,12}$/.test(seconds)) return "invalid";
  const expected = digest(secret, seconds, body);
  const rightlySigned = parts
    .filter((part) => /^v1=[0-9a-f]{64}$/.test(part))
    .some((part) => timingSafeEqual(Buffer.from(part.slice(3), "hex"), expected));
  if (!rightlySigned) return "invalid";
  return Math.abs(at.getTime() - Number(seconds) * 1000) <= tolerance_ms ? "valid" : "stale";
}

function digest(secret: string, seconds: string, body: string | Uint8Array): Buffer {
  return createHmac("sha256", secret).update(`${seconds}.`).update(body).digest();
}
