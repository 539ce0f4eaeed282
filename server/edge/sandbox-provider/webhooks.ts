import { sandboxSecrets, sandboxSignatureHeader, signatureHeader } from "../../modules/payments/index.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import type { Job } from "../../kernel/jobs.ts";
import { limits } from "../../kernel/limits.ts";
import { randomText } from "../../kernel/random.ts";
import { addWebhook, markDelivered, putOffWebhook, takeDueWebhooks } from "./store.ts";
import type { WebhookRow } from "./tables.ts";

const retry_after_s = [2, 5, 15, 60, 300, 900, 3600] as const;
const deliverers_max = 10;

/** Writes down what the merchant has to be told, in the transaction that made it true. */
export async function tellMerchant(
  ctx: Context,
  tx: Tx,
  content: { type: "payment.paid" | "refund.succeeded"; payment: object; refund?: object },
): Promise<void> {
  const id = `sbe_${randomText(ctx.random, 32)}`;
  const at = ctx.clock.now();
  await addWebhook(tx, {
    id,
    body: JSON.stringify({ id, object: "event", ...content }),
    created_at: at,
    next_at: at,
    attempts: 0,
    delivered_at: null,
  });
  await ctx.jobs.add(tx, "sandbox.deliver", {});
}

/** Sends what is due until the merchant answers 2xx; what it does not take is sent again with growing pauses. */
export async function deliverWebhooks(ctx: Context): Promise<void> {
  const at = ctx.clock.now();
  // A deliverer that dies has its webhooks sent again a minute later.
  const due = await ctx.db.transact((tx) =>
    takeDueWebhooks(tx, at, new Date(at.getTime() + 60_000), limits.sandbox_webhooks_per_delivery_max),
  );
  const waiting = [...due];
  await Promise.all(
    Array.from({ length: Math.min(deliverers_max, waiting.length) }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await deliver(ctx, one);
    }),
  );
}

async function deliver(ctx: Context, webhook: WebhookRow): Promise<void> {
  const taken = await send(ctx, webhook.body);
  await ctx.db.transact(async (tx) => {
    const at = ctx.clock.now();
    if (taken) return markDelivered(tx, [webhook.id], at);
    if (webhook.attempts >= limits.sandbox_webhook_attempts_max) {
      ctx.log.warn({ webhook_id: webhook.id, attempts: webhook.attempts }, "sandbox provider: a webhook was given up");
      return putOffWebhook(tx, webhook.id, null);
    }
    const pause_s = retry_after_s[Math.min(webhook.attempts, retry_after_s.length) - 1] ?? retry_after_s[0];
    await putOffWebhook(tx, webhook.id, new Date(at.getTime() + pause_s * 1000));
    await ctx.jobs.add(tx, "sandbox.deliver", {}, { start_after_s: pause_s });
  });
}

async function send(ctx: Context, body: string): Promise<boolean> {
  const abort = new AbortController();
  const cancel = ctx.clock.after(limits.payment_provider_answer_ms_max, () => abort.abort());
  const secret = ctx.seal.derive(sandboxSecrets.webhook);
  try {
    const response = await fetch(`${ctx.public_url}/webhooks/sandbox`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [sandboxSignatureHeader]: signatureHeader(secret, ctx.clock.now(), body),
      },
      body,
      redirect: "error",
      signal: abort.signal,
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Away or too slow: the same as a no, it will be sent again.
    return false;
  } finally {
    cancel();
  }
}

export function sandboxJobs(ctx: Context): readonly Job[] {
  return [
    { name: "sandbox.deliver", cron: "* * * * *", awaited: true, retry_max: 3, work: () => deliverWebhooks(ctx) },
  ];
}
