import { assert } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { startRefunds } from "./apply-facts.ts";
import type { PaymentParts } from "./parts.ts";
import type { NewRefund } from "./payment.ts";
import { lockIntents, refundsOfIntents } from "./store.ts";
import type { IntentRow, RefundRow } from "./tables.ts";

/** See `Payments.refund`. */
export async function refundIntents(
  parts: Pick<PaymentParts, "ctx" | "ledger">,
  tx: Tx,
  refunds: readonly NewRefund[],
  at: Date,
): Promise<void> {
  const shops = [...Map.groupBy(refunds, (refund) => refund.shop_id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [shop_id, theirs] of shops) {
    const intents = await lockIntents(tx, shop_id, { order_ids: theirs.map((refund) => refund.order_id) });
    const before =
      intents.length === 0
        ? []
        : await refundsOfIntents(
            tx,
            shop_id,
            intents.map((intent) => intent.id),
          );
    const fresh = theirs.flatMap((refund) => {
      const intent = intents.find((one) => one.order_id === refund.order_id);
      if (intent === undefined) return refuse("not_found");
      return isRepeated(refund, intent, before) ? [] : [{ ...refund, intent }];
    });
    await startRefunds(parts, tx, fresh, at);
  }
}

/** True for the same refund again; refuses what cannot be paid back. */
function isRepeated(refund: NewRefund, intent: IntentRow, before: readonly RefundRow[]): boolean {
  const first = before.find((one) => one.intent_id === intent.id);
  if (first?.id === refund.id) {
    assert(first.amount === refund.amount, `${refund.id} keeps its amount`);
    return true;
  }
  if (first?.state === "paying") refuse("refund_running");
  if (first !== undefined || refund.amount > intent.amount) refuse("refund_exceeds");
  assert(refund.amount === intent.amount, `${refund.id} pays back the whole of its intent`);
  if (intent.state !== "captured") refuse("order_state", { details: { state: "unpaid" } });
  return false;
}
