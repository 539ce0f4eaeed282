import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { assert } from "./assert.ts";
import type { Random } from "./random.ts";

/**
 * Personal data at rest (DESIGN §9): AES-256-GCM with a key that lives outside the database, and an HMAC index to find
 * it again. `purpose` is bound into both, so that a value cannot be moved to another column unnoticed.
 */
export interface Seal {
  /** `v1.` + base64url(nonce 12 | tag 16 | ciphertext). */
  seal(plain: string, purpose: string): string;
  /** Throws where the text was not sealed by us for this purpose. */
  open(sealed: string, purpose: string): string;
  /** A keyed fingerprint of a normalized value, for equality look-ups. 43 characters. */
  index(plain: string, purpose: string): string;
  /** A key of its own for another use, such as signing cookies. 64 hex characters. */
  derive(purpose: string): string;
}

export function createSeal(secret: string, random: Random): Seal {
  const key = (purpose: string) => Buffer.from(hkdfSync("sha256", secret, "laotie", purpose, 32));
  const encryptionKey = key("seal");
  const indexKey = key("index");
  return {
    seal(plain, purpose) {
      const nonce = random.bytes(12);
      const cipher = createCipheriv("aes-256-gcm", encryptionKey, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    open(sealed, purpose) {
      assert(sealed.startsWith("v1."), "sealed text has a version");
      const bytes = Buffer.from(sealed.slice(3), "base64url");
      const decipher = createDecipheriv("aes-256-gcm", encryptionKey, bytes.subarray(0, 12))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
    index: (plain, purpose) => createHmac("sha256", indexKey).update(`${purpose}\0${plain}`).digest("base64url"),
    derive: (purpose) => key(`derive:${purpose}`).toString("hex"),
  };
}
