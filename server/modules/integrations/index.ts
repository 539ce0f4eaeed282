import { webhookTypes } from "../../../contract/webhooks.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { listener } from "../../kernel/outbox.ts";
import { createDeliverer } from "./deliver-webhooks.ts";
import { queueWebhooks } from "./queue-webhooks.ts";
import { integrationRoutes, type IntegrationDeps } from "./routes.ts";
import { sweepDeliveries } from "./store.ts";
import { webhookOf } from "./webhook.ts";

/** Webhooks out: README.md. */
export interface Integrations {
  /** Sends everything that is due by now. For tests and the simulation. */
  readonly drain: () => Promise<void>;
  readonly part: ModulePart;
}

export function createIntegrations(ctx: Context, deps: IntegrationDeps): Integrations {
  const deliverer = createDeliverer(ctx);
  return {
    drain: deliverer.drain,
    part: {
      routes: integrationRoutes(ctx, deps, deliverer),
      listeners: [
        listener("integrations.queue_webhooks", webhookTypes, async (tx, events) => {
          await queueWebhooks(ctx, tx, events.map(webhookOf));
          ctx.db.afterCommit(tx, deliverer.wake);
        }),
      ],
      jobs: [
        {
          name: "integrations.sweep",
          cron: "41 3 * * *",
          retry_max: 3,
          work: () =>
            ctx.db.transact((tx) =>
              sweepDeliveries(tx, new Date(ctx.clock.nowMs() - limits.webhook_log_kept_days * 24 * 3600_000)),
            ),
        },
      ],
      start: async () => deliverer.start(),
      stop: () => deliverer.stop(),
    },
  };
}
