import type { Locale } from "../../../contract/errors.ts";
import { limits } from "../../kernel/limits.ts";

/** One short message to one person. */
export interface Message {
  /** An e-mail address, or a phone number as `+` and digits. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** More headers of a mail, such as List-Unsubscribe; nothing else carries them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Carries messages. `send` returns once the other side has taken it, and throws where it has not. */
export interface CodeSender {
  send(message: Message): Promise<void>;
  stop(): void;
}

/** The other side did not take the message. `reason` is a code for the log; never an address or the message itself. */
export class SenderError extends Error {
  override readonly name = "SenderError";
  readonly reason: string;
  constructor(reason: string) {
    super(`message not sent: ${reason}`);
    this.reason = reason;
  }
}

/** What the person reads, in their language. */
export function codeMessage(locale: Locale, to: string, code: string): Message {
  const minutes = limits.code_ttl_ms / 60_000;
  return locale === "en"
    ? {
        to,
        subject: "Your Laotie code",
        text: `${code} is your Laotie code. It works for ${minutes} minutes. Give it to nobody.`,
      }
    : { to, subject: "老铁验证码", text: `【老铁】验证码 ${code}，${minutes} 分钟内有效，请勿告诉他人。` };
}
