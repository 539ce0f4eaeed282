import { createDecipheriv, type KeyObject } from "node:crypto";
import { signRsa, verifyRsa } from "./rsa.ts";

/** What the signature of a request of ours covers (WeChat Pay API v3, "构造签名串"). */
export function requestMessage(method: string, path: string, timestamp: string, nonce: string, body: string): string {
  return `${[method, path, timestamp, nonce, body].join("\n")}\n`;
}

/** What the signature of an answer or a notification covers. */
export function answerMessage(timestamp: string, nonce: string, body: string): string {
  return `${[timestamp, nonce, body].join("\n")}\n`;
}

export interface WechatSigner {
  readonly mch_id: string;
  readonly serial_no: string;
  readonly private_key: KeyObject;
}

/** The Authorization header of one request. */
export function authorization(
  { mch_id, serial_no, private_key }: WechatSigner,
  call: { method: string; path: string; timestamp: string; nonce: string; body: string },
): string {
  const signature = signRsa(private_key, requestMessage(call.method, call.path, call.timestamp, call.nonce, call.body));
  return `WECHATPAY2-SHA256-RSA2048 mchid="${mch_id}",nonce_str="${call.nonce}",signature="${signature}",timestamp="${call.timestamp}",serial_no="${serial_no}"`;
}

/**
 * Whether an answer or a notification was signed by WeChat Pay: by the platform certificate or the public key that its
 * `Wechatpay-Serial` names. "unknown": by one we were not given.
 */
export function verifyWechat(
  keys: ReadonlyMap<string, KeyObject>,
  headers: Headers,
  body: Uint8Array,
): "valid" | "invalid" | "unknown" {
  const [serial, timestamp, nonce, signature] = ["serial", "timestamp", "nonce", "signature"].map(
    (name) => headers.get(`wechatpay-${name}`) ?? "",
  );
  if (serial === undefined || timestamp === undefined || nonce === undefined || signature === undefined)
    return "invalid";
  const key = keys.get(serial);
  if (key === undefined) return "unknown";
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from("\n")]);
  return verifyRsa(key, message, signature) ? "valid" : "invalid";
}

export interface SealedResource {
  readonly algorithm: string;
  readonly ciphertext: string;
  readonly nonce: string;
  readonly associated_data?: string | null | undefined;
}

/** AEAD_AES_256_GCM with the merchant's API v3 key; null where it was not sealed with it. The tag is the last 16 bytes. */
export function openResource(key: string, sealed: Omit<SealedResource, "algorithm">): string | null {
  const bytes = Buffer.from(sealed.ciphertext, "base64");
  const secret = Buffer.from(key, "utf8");
  if (bytes.length < 16 || (secret.length !== 16 && secret.length !== 32)) return null;
  try {
    const cipher = secret.length === 32 ? "aes-256-gcm" : "aes-128-gcm";
    const opener = createDecipheriv(cipher, secret, Buffer.from(sealed.nonce, "utf8"));
    opener.setAuthTag(bytes.subarray(-16));
    opener.setAAD(Buffer.from(sealed.associated_data ?? "", "utf8"));
    return Buffer.concat([opener.update(bytes.subarray(0, -16)), opener.final()]).toString("utf8");
  } catch {
    return null;
  }
}
