import { assert, present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reach } from "../../kernel/fault-points.ts";
import type { Ledger } from "../ledger/index.ts";
import { beginPayment } from "./begin-payment.ts";
import { createCharge } from "./charges/create-charge.ts";
import { chargeById, membersOfCharge } from "./charges/store.ts";
import { wireIntent } from "./intent.ts";
import { paymentJobs } from "./jobs.ts";
import { paymentListeners } from "./listeners.ts";
import type { DeskDeps, PaymentParts } from "./parts.ts";
import { payBackRest, paymentTimers } from "./pay-back-again.ts";
import type { Payments } from "./payment.ts";
import { personalPayments } from "./personal/personal-data.ts";
import { createProviders } from "./providers/create-providers.ts";
import { bindReconciliationRoutes } from "./reconciliation/routes.ts";
import { refundIntents } from "./refund-intents.ts";
import { bindPaymentRoutes } from "./routes.ts";
import { bindSearchRoutes } from "./search/routes.ts";
import { addIntents, intentsOfOrders, refundsOfIntents } from "./store.ts";
import { voidIntents } from "./void-intents.ts";

export type { BeginOptions, Payments } from "./payment.ts";
export type { FaultPoint } from "../../kernel/fault-points.ts";
export { callProvider } from "./provider-http.ts";
export { sandboxSecrets, sandboxSignatureHeader } from "./providers/sandbox.ts";
export { signatureHeader, verifySignature } from "./signature.ts";

export function createPayments(ctx: Context, deps: { ledger: Ledger; desk?: DeskDeps; reach?: Reach }): Payments {
  const all = createProviders(ctx);
  const parts: PaymentParts = {
    ctx,
    ledger: deps.ledger,
    providers: new Map(all.map((one) => [one.name, one])),
    first: present(all[0], "somebody takes the money"),
    desk: deps.desk ?? {
      names: () => Promise.resolve(new Map()),
      audit: () => Promise.resolve(),
      alarm: () => Promise.resolve(),
    },
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
        provider: parts.first.name,
        state: "requires_payment",
        method: null,
        payment_id: null,
        page_id: null,
        pay_url: null,
        charge_id: null,
        paid_by: null,
        paid_provider: null,
        refunded: 0n,
        failure: null,
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
    createCharge: (tx, charge, at) => createCharge(parts, tx, charge, at),
    async charge(reader, account_id, charge_id) {
      const row = await chargeById(reader, account_id, charge_id);
      if (row === undefined) return null;
      const { id, amount, state, expires_at } = row;
      return { id, account_id, amount, state, expires_at, members: await membersOfCharge(reader, account_id, id) };
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
    payBackRest: (tx, key, at) => payBackRest(parts, tx, key, at),
    async left(reader, keys) {
      const intents = await intentsOfOrders(reader, keys);
      const paid = intents.filter((one) => one.paid_by !== null);
      const left = new Map(paid.map((one) => [one.order_id, one.amount]));
      for (const [shop_id, theirs] of Map.groupBy(paid, (one) => one.shop_id)) {
        const back = await refundsOfIntents(
          reader,
          shop_id,
          theirs.map((one) => one.id),
        );
        for (const refund of back)
          if (refund.state !== "failed" && refund.cause !== "double_payment")
            left.set(refund.order_id, (left.get(refund.order_id) ?? 0n) - refund.amount);
      }
      return left;
    },
    part: {
      routes: [...bindPaymentRoutes(parts), ...bindReconciliationRoutes(parts), ...bindSearchRoutes(parts)],
      jobs: paymentJobs(parts),
      timers: paymentTimers(parts),
      listeners: paymentListeners(parts),
      personal: personalPayments,
    },
  };
}
