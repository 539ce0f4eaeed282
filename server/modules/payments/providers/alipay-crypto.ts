import type { KeyObject } from "node:crypto";
import { signRsa, verifyRsa } from "./rsa.ts";

export type AlipayParams = Readonly<Record<string, string>>;

/** What a signature covers: the parameters that are not empty, in the order of their names, without `sign`. */
export function signContent(params: AlipayParams, without: readonly string[] = ["sign"]): string {
  return Object.keys(params)
    .filter((name) => !without.includes(name) && params[name] !== "")
    .toSorted()
    .map((name) => `${name}=${params[name] ?? ""}`)
    .join("&");
}

export function signParams(key: KeyObject, params: AlipayParams): string {
  return signRsa(key, signContent(params));
}

/** A notification: signed without `sign_type` too. */
export function verifyNotice(key: KeyObject, params: AlipayParams): boolean {
  return (
    params["sign_type"] === "RSA2" &&
    params["sign"] !== undefined &&
    verifyRsa(key, signContent(params, ["sign", "sign_type"]), params["sign"])
  );
}

/**
 * The bytes of an answer that Alipay signed: the object under `name`, exactly as it was sent. Null where there is none. The
 * answer is not parsed and printed again, which would change it.
 */
export function signedPart(text: string, name: string): string | null {
  const head = new RegExp(`"${name}"\\s*:\\s*`).exec(text);
  if (head === null) return null;
  const from = head.index + head[0].length;
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (inString && char === "\\") at += 1;
    else if (char === '"') inString = !inString;
    else if (!inString && char === "{") depth += 1;
    else if (!inString && char === "}") {
      depth -= 1;
      if (depth === 0) return text.slice(from, at + 1);
    }
  }
  return null;
}
