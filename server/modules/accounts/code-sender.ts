import type { Locale } from "../../../contract/errors.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Config } from "../../kernel/config.ts";
import { limits } from "../../kernel/limits.ts";
import { createMailSender } from "./mail-sender.ts";
import { createSandboxSender, type Sandbox } from "./sandbox-sender.ts";
import { createSmsSender } from "./sms-sender.ts";

/** One short message to one person. */
export interface Message {
  /** An e-mail address, or a phone number as `+` and digits. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
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

export type Senders = Readonly<Record<"email" | "sms", CodeSender | null>>;

/** Codes are shown in the dev inbox: no real sender is configured and this is not production. */
export function devInboxOpen(config: Config): boolean {
  return config.env !== "production" && config.smtp_url === null && config.sms_url === null;
}

/** What the configuration says; null for a channel that nothing can carry. */
export function createSenders(config: Config, clock: Clock, sandbox: Sandbox): Senders {
  if (devInboxOpen(config)) return { email: createSandboxSender(sandbox, "email"), sms: createSandboxSender(sandbox, "sms") };
  return {
    email: config.smtp_url === null ? null : createMailSender({ url: config.smtp_url, from: config.mail_from, timeout_ms: limits.mail_timeout_ms }),
    sms: config.sms_url === null ? null : createSmsSender({ url: config.sms_url, token: config.sms_token, timeout_ms: limits.sms_timeout_ms, clock }),
  };
}

/** What the person reads, in their language. */
export function codeMessage(locale: Locale, to: string, code: string): Message {
  const minutes = limits.code_ttl_ms / 60_000;
  return locale === "en"
    ? { to, subject: "Your Laotie code", text: `${code} is your Laotie code. It works for ${minutes} minutes. Give it to nobody.` }
    : { to, subject: "老铁验证码", text: `【老铁】验证码 ${code}，${minutes} 分钟内有效，请勿告诉他人。` };
}
