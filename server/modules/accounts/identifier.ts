import { z } from "zod";

/** What people sign in with, in its one normal form. */
export interface Identifier {
  readonly channel: "email" | "sms";
  /** A lower-case e-mail address, or a phone number as `+` and digits. */
  readonly value: string;
}

const Email = z.email().max(254);
const chinese_mobile = /^1[3-9]\d{9}$/;

/** Reads what a person typed; undefined where it is neither an e-mail address nor a mobile number. */
export function parseIdentifier(typed: string): Identifier | undefined {
  const text = typed.normalize("NFKC").trim();
  if (text.includes("@")) {
    const value = normalizeEmail(text);
    return Email.safeParse(value).success ? { channel: "email", value } : undefined;
  }
  const phone = normalizePhone(text);
  return phone === undefined ? undefined : { channel: "sms", value: phone };
}

export function normalizeEmail(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

/** International form; without a country code it is taken as mainland China. */
export function normalizePhone(typed: string): string | undefined {
  if (!/^\+?[0-9 ()-]+$/.test(typed)) return undefined;
  const digits = typed.replaceAll(/[^0-9]/g, "");
  if (!typed.startsWith("+")) {
    if (digits.startsWith("00")) return normalizePhone(`+${digits.slice(2)}`);
    return chinese_mobile.test(digits) ? `+86${digits}` : undefined;
  }
  if (digits.startsWith("86")) return chinese_mobile.test(digits.slice(2)) ? `+${digits}` : undefined;
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : undefined;
}

/** Enough for its owner to recognize, too little for anybody else: `l***@example.com`, `+86138****8000`. */
export function maskIdentifier({ channel, value }: Identifier): string {
  if (channel === "email") {
    const at = value.lastIndexOf("@");
    return `${at > 1 ? value.slice(0, 1) : ""}***${value.slice(at)}`;
  }
  const shown = Math.max(3, value.length - 8);
  return `${value.slice(0, shown)}****${value.slice(-4)}`;
}
