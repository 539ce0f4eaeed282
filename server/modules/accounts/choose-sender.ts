import type { Clock } from "../../kernel/clock.ts";
import type { Config } from "../../kernel/config.ts";
import { limits } from "../../kernel/limits.ts";
import type { CodeSender } from "./code-sender.ts";
import { createMailSender } from "./mail-sender.ts";
import { createSandboxSender, type Sandbox } from "./sandbox-sender.ts";
import { createSmsSender } from "./sms-sender.ts";

export type Senders = Readonly<Record<"email" | "sms", CodeSender | null>>;

/** Codes are shown in the dev inbox: no real sender is configured and this is not production. */
export function devInboxOpen(config: Config): boolean {
  return config.env !== "production" && config.smtp_url === null && config.sms_url === null;
}

/** What the configuration says; null for a channel that nothing can carry. */
export function createSenders(config: Config, clock: Clock, sandbox: Sandbox): Senders {
  if (devInboxOpen(config))
    return { email: createSandboxSender(sandbox, "email"), sms: createSandboxSender(sandbox, "sms") };
  return {
    email:
      config.smtp_url === null
        ? null
        : createMailSender({ url: config.smtp_url, from: config.mail_from, timeout_ms: limits.mail_timeout_ms }),
    sms:
      config.sms_url === null
        ? null
        : createSmsSender({ url: config.sms_url, token: config.sms_token, timeout_ms: limits.sms_timeout_ms, clock }),
  };
}
