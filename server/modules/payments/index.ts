import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reach } from "../../kernel/fault-points.ts";
import type { Ledger } from "../ledger/index.ts";
import { beginPayment } from "./begin-payment.ts";
import { wireIntent } from "./intent.ts";
import { paymentJobs } from "./jobs.ts";
import type { PaymentParts } from "./parts.ts";
import type { Payments } from "./payment.ts";
import { refundIntents } from "./refund-intents.ts";
import { bindPaymentRoutes } from "./routes.ts";
import { createSandboxAdapter } from "./sandbox.ts";
import { addIntents, intentsOfOrders, refundsOfIntents } from "./store.ts";
import { voidIntents } from "./void-intents.ts";

export type { Payments } from "./payment.ts";
export type { FaultPoint } from "../../kernel/fault-points.ts";
export { sandboxSecrets, sandboxSignatureHeader } from "./sandbox.ts";
export { callProvider } from "./provider-http.ts";
export { signatureHeader, verifySignature } from "./signature.ts";

export function createPayments(ctx: Context, deps: { ledger: Ledger; reach?: Reach }): Payments {
  const parts: PaymentParts = {
    ctx,
    ledger: deps.ledger,
    provider: createSandboxAdapter(ctx),
    reach: deps.reach ?? ctx.reach,
  };
  const intentsAcross: Payments["intentsAcross"] = async (reader, keys) => {
    if (keys.length === 0) return new Map();
    return new Map((await intentsOfOrders(reader, keys)).map((row) => [row.order_id, wireIntent(row)]));
  };
  return {
    async createIntents(tx, intents, at) {
      for (const intent of intents)
        assert(
          intent.amount >= 0n && intent.expires_at > at,
          `${intent.id} asks for no less than nothing, and leaves time to pay`,
        );
      const fresh = {
        currency: ctx.config.currency,
        provider: parts.provider.name,
        state: "requires_payment",
        payment_id: null,
        pay_url: null,
        created_at: at,
        captured_at: null,
        voided_at: null,
        refunded_at: null,
        ask_at: null,
      } as const;
      const rows = intents.map((intent) => ({ ...fresh, ...intent }));
      await addIntents(tx, rows);
      return new Map(rows.map((row) => [row.order_id, wireIntent(row)]));
    },
    intents: (reader, shop_id, order_ids) =>
      intentsAcross(
        reader,
        order_ids.map((order_id) => ({ shop_id, order_id })),
      ),
    intentsAcross,
    void: (tx, shop_id, order_ids) => voidIntents(tx, shop_id, order_ids, ctx.clock.now()),
    begin: (shop_id, order_id, options) => beginPayment(parts, shop_id, order_id, options),
    refund: (tx, refunds, at) => refundIntents(parts, tx, refunds, at),
    async left(reader, keys) {
      const intents = await intentsOfOrders(reader, keys);
      const left = new Map(intents.filter((one) => one.state === "captured").map((one) => [one.order_id, one.amount]));
      for (const [shop_id, theirs] of Map.groupBy(intents, (one) => one.shop_id))
        for (const refund of await refundsOfIntents(
          reader,
          shop_id,
          theirs.map((one) => one.id),
        ))
          left.set(refund.order_id, (left.get(refund.order_id) ?? 0n) - refund.amount);
      return left;
    },
    part: { routes: bindPaymentRoutes(parts), jobs: paymentJobs(parts) },
  };
}
