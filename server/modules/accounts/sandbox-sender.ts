import type { z } from "zod";
import type { InboxMessage } from "../../../contract/accounts.ts";
import type { Clock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Random } from "../../kernel/random.ts";
import type { CodeSender, Message } from "./code-sender.ts";

type InboxEntry = z.infer<typeof InboxMessage>;

/** The dev inbox: what would have been sent, in the memory of this process, the newest first, a limited number. */
export interface Sandbox {
  put(channel: "email" | "sms", message: Message): void;
  read(to: string | undefined): InboxEntry[];
}

export function createSandbox(source: { clock: Clock; random: Random }): Sandbox {
  const messages: InboxEntry[] = [];
  return {
    put(channel, { to, subject, text }) {
      messages.unshift({
        id: newId(source, "msg"),
        object: "dev_message",
        channel,
        to,
        subject,
        text,
        created_at: source.clock.now().toISOString(),
      });
      messages.length = Math.min(messages.length, limits.dev_inbox_messages_max);
    },
    read: (to) => messages.filter((message) => to === undefined || message.to === to),
  };
}

export function createSandboxSender(sandbox: Sandbox, channel: "email" | "sms"): CodeSender {
  return { send: async (message) => sandbox.put(channel, message), stop: () => undefined };
}
