import type { Currency } from "../../../contract/money.ts";
import type { PaymentIntent } from "../../../contract/payments.ts";
import { present } from "../../kernel/assert.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { wireIntent } from "./intent.ts";
import type { PaymentParts } from "./parts.ts";
import type { BeginOptions } from "./payment.ts";
import { intentsOfOrders, keepPayPage } from "./store.ts";
import type { IntentRow } from "./tables.ts";

/** See `Payments.begin`. */
export async function beginPayment(
  { ctx, provider, reach }: PaymentParts,
  shop_id: string,
  order_id: string,
  options: BeginOptions,
): Promise<PaymentIntent> {
  const [intent] = await intentsOfOrders(ctx.db.reader, [{ shop_id, order_id }]);
  if (intent === undefined) refuse("not_found");
  refuseUnpayable(intent, ctx.clock.now());
  if (intent.pay_url !== null) return wireIntent(intent);
  const { id: intent_id, amount, expires_at } = intent;
  const page = await provider.createPayment({
    intent_id,
    shop_id,
    amount,
    currency: intent.currency as Currency,
    expires_at,
    ...options,
  });
  reach("payments.begin: answered, not kept");
  const ask_at = new Date(ctx.clock.nowMs() + limits.payment_ask_again_ms);
  const kept = present(
    await ctx.db.transact((tx) => keepPayPage(tx, shop_id, intent_id, { ...page, ask_at })),
    "intents are never deleted",
  );
  refuseUnpayable(kept, ctx.clock.now());
  return wireIntent(kept);
}

function refuseUnpayable(intent: IntentRow, at: Date): void {
  if (intent.state === "captured" || intent.state === "refunded") refuse("already_paid");
  if (intent.state === "voided" || intent.expires_at <= at) refuse("order_expired");
}
