import { paymentRoutes } from "../../../contract/payments.ts";
import { isDatabaseAway } from "../../kernel/db.ts";
import { Intake } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { applyFacts, type Applied } from "./apply-facts.ts";
import type { Fact } from "./fact.ts";
import type { PaymentParts } from "./parts.ts";

export function bindPaymentRoutes(parts: PaymentParts): readonly BoundRoute[] {
  const { ctx, provider } = parts;
  // Webhooks of one shop are written together: its balances are locked once for all of them.
  const intake = new Intake<Fact, Applied>({
    batch_max: limits.webhook_batch_max,
    queue_max: limits.webhook_queue_per_shop_max,
    laneOf: (fact) => fact.shop_id,
    run: async (shop_id, facts) => {
      const outcomes = await ctx.db.transact((tx) => applyFacts(parts, tx, shop_id, facts));
      parts.reach("payments.webhook: applied, not answered");
      return outcomes;
    },
    isShared: isDatabaseAway,
  });
  return [
    handle(paymentRoutes.receiveWebhook, async ({ params, body, request }) => {
      if (params.provider !== provider.name) refuse("webhook_unknown");
      const { duplicate } = await intake.submit(provider.parseWebhook(request.headers, body, ctx.clock.now()));
      return { object: "webhook_received" as const, duplicate };
    }),
  ];
}
