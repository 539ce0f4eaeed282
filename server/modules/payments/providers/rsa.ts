import { createPublicKey, sign, verify, X509Certificate, type KeyObject } from "node:crypto";

/** SHA-256 with RSA (PKCS #1 v1.5) in base64, as WeChat Pay v3 and Alipay's RSA2 sign. */
export function signRsa(key: KeyObject, text: string): string {
  return sign("sha256", Buffer.from(text, "utf8"), key).toString("base64");
}

export function verifyRsa(key: KeyObject, text: string | Uint8Array, signature: string): boolean {
  const bytes = typeof text === "string" ? Buffer.from(text, "utf8") : text;
  return verify("sha256", bytes, key, Buffer.from(signature, "base64"));
}

/** A public key from a PEM of it, of a certificate that holds it, or from the bare base64 that Alipay's console shows. */
export function readPublicKey(text: string): KeyObject {
  if (text.includes("BEGIN CERTIFICATE")) return new X509Certificate(text).publicKey;
  return createPublicKey(text.includes("BEGIN") ? text : pemOf(text, "PUBLIC KEY"));
}

/** The bare base64 of a console as a PEM. */
export function pemOf(base64: string, name: "PUBLIC KEY" | "PRIVATE KEY"): string {
  const lines = base64.replaceAll(/\s/g, "").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${name}-----\n${lines.join("\n")}\n-----END ${name}-----\n`;
}
