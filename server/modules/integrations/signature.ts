import { createHmac, timingSafeEqual } from "node:crypto";

const secret_prefix = "whsec_";

/** A signing secret as Standard Webhooks writes it, from 32 random bytes. */
export function secretText(bytes: Uint8Array): string {
  return secret_prefix + Buffer.from(bytes).toString("base64");
}

/**
 * Standard Webhooks (standardwebhooks.com, "Signature scheme"): `v1,` and the base64 of HMAC-SHA256 over
 * `id.seconds.body`, keyed with the secret's bytes. Several secrets make several signatures, parted by blanks, so that
 * a receiver may change over.
 */
export function signatureOf(
  secrets: readonly string[],
  message: { readonly id: string; readonly seconds: number; readonly body: string },
): string {
  return secrets.map((secret) => `v1,${digest(secret, message).toString("base64")}`).join(" ");
}

/** Whether one of the signatures in the header was made with this secret. What a receiver does; here for the tests. */
export function verifies(
  secret: string,
  header: string,
  message: { readonly id: string; readonly seconds: number; readonly body: string },
): boolean {
  const expected = digest(secret, message);
  return header.split(" ").some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return one.startsWith("v1,") && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function digest(secret: string, { id, seconds, body }: { id: string; seconds: number; body: string }): Buffer {
  const key = Buffer.from(secret.slice(secret_prefix.length), "base64");
  return createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest();
}
