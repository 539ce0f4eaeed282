import type { Currency } from "../../../contract/money.ts";
import { assert, present } from "../../kernel/assert.ts";
import { applyFacts } from "./apply-facts.ts";
import type { PaymentParts } from "./parts.ts";
import { refundToPay } from "./store.ts";

/**
 * Asks the provider to pay a refund back and takes its yes into the books. Safe to run any number of times, also after
 * a death between the two: the provider knows the refund's id and pays it back once.
 */
export async function runRefund(parts: PaymentParts, shop_id: string, refund_id: string): Promise<void> {
  const { ctx, provider, reach } = parts;
  const refund = present(await refundToPay(ctx.db.reader, shop_id, refund_id), `${refund_id} exists before its job`);
  if (refund.state === "success") return;
  const payment_id = present(refund.payment_id, "what is captured has a payment");
  const fact = await provider.refund({
    refund_id,
    intent_id: refund.intent_id,
    shop_id,
    payment_id,
    amount: refund.amount,
    currency: refund.currency as Currency,
  });
  if (fact === null) return;
  reach("payments.refund: paid back, not kept");
  const [outcome] = await ctx.db.transact((tx) => applyFacts(parts, tx, shop_id, [fact]));
  assert(outcome?.ok === true, `the provider's answer is about ${refund_id}`);
}
