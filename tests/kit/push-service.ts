import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
  type ECDH,
} from "node:crypto";
import type { PushTransport } from "../../server/modules/notifications/index.ts";

/** The body of a push as its browser reads it: aes128gcm of RFC 8188 with the keys of RFC 8291. Throws where it was not meant for it. */
export function decryptPush(body: Uint8Array, browser: { ecdh: ECDH; auth: Buffer }): string {
  const bytes = Buffer.from(body);
  const salt = bytes.subarray(0, 16);
  const idLength = bytes.readUInt8(20);
  const serverPublic = bytes.subarray(21, 21 + idLength);
  const secret = browser.ecdh.computeSecret(serverPublic);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.ecdh.getPublicKey(), serverPublic]);
  const keyed = Buffer.from(hkdfSync("sha256", secret, browser.auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", keyed, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", keyed, salt, "Content-Encoding: nonce\0", 12));
  const sealed = bytes.subarray(21 + idLength);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0) throw new Error("the last record has its delimiter");
  return padded.subarray(0, end).toString("utf8");
}

/** Who signed this push, by the VAPID header of RFC 8292; throws where the signature, the audience or the time is wrong. */
export function verifyVapid(authorization: string, endpoint: string, nowMs: number): { key: string; sub: string } {
  const [, token = "", key = ""] = /^vapid t=([^,]+), *k=(.+)$/.exec(authorization) ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const x = point.subarray(1, 33).toString("base64url");
  const y = point.subarray(33).toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const right = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!right) throw new Error("the signature is not theirs");
  const said = JSON.parse(Buffer.from(claims, "base64url").toString()) as { aud: string; exp: number; sub: string };
  if (said.aud !== new URL(endpoint).origin) throw new Error("meant for another push service");
  if (said.exp * 1000 < nowMs || said.exp * 1000 > nowMs + 24 * 3600_000) throw new Error("out of its time");
  return { key, sub: said.sub };
}

export interface Pushed {
  readonly endpoint: string;
  readonly ttl_s: number;
  readonly urgency: string;
  readonly key: string;
  readonly payload: { title: string; body: string; link: string; tag: string };
}

/** A push service and its browsers: takes what a real one would take, and reads it as the browser would. */
export function fakePushService() {
  const browsers = new Map<string, { ecdh: ECDH; auth: Buffer }>();
  /** What the next posts to an endpoint are answered with, instead of 201; null: no answer at all. */
  const trouble = new Map<string, (number | null)[]>();
  const pushed: Pushed[] = [];
  const transport: PushTransport = {
    async post(endpoint, headers, body) {
      const next = trouble.get(endpoint)?.shift();
      if (next === null) throw new Error("connection reset");
      if (next !== undefined) return next;
      const browser = browsers.get(endpoint);
      if (browser === undefined) return 404;
      if (headers["Content-Encoding"] !== "aes128gcm") return 415;
      const { key } = verifyVapid(headers["Authorization"] ?? "", endpoint, Date.now());
      pushed.push({
        endpoint,
        key,
        ttl_s: Number(headers["TTL"]),
        urgency: headers["Urgency"] ?? "",
        payload: JSON.parse(decryptPush(body, browser)) as Pushed["payload"],
      });
      return 201;
    },
  };
  return {
    transport,
    pushed,
    trouble,
    /** A new browser's subscription, as it hands it to the page. */
    subscribe(name: string) {
      const ecdh = createECDH("prime256v1");
      ecdh.generateKeys();
      const auth = randomBytes(16);
      const endpoint = `https://fcm.googleapis.com/fcm/send/${name}-${createHmac("sha256", auth).update(name).digest("hex").slice(0, 12)}`;
      browsers.set(endpoint, { ecdh, auth });
      const keys = { p256dh: ecdh.getPublicKey().toString("base64url"), auth: auth.toString("base64url") };
      return { endpoint, keys };
    },
  };
}
