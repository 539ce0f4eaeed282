import type { Currency } from "../../../contract/money.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { PaymentParts } from "./parts.ts";
import { refundToPay } from "./store.ts";
import { applyReport } from "./take-report.ts";

/**
 * Asks the provider to pay a refund back and takes its word into the books. Safe to run any number of times, also after
 * a death between the two: the provider knows the refund's id and pays it back once.
 */
export async function runRefund(parts: PaymentParts, shop_id: string, refund_id: string): Promise<void> {
  const { ctx, reach } = parts;
  const refund = present(await refundToPay(ctx.db.reader, shop_id, refund_id), `${refund_id} exists before its job`);
  if (refund.state !== "paying") return;
  const provider = present(parts.providers.get(refund.provider), `${refund.provider} took the money of ${refund_id}`);
  const report = await provider.refund({
    refund_id,
    shop_id,
    reference: refund.reference,
    owner: refund.reference === refund.intent_id ? shop_id : refund.buyer_id,
    payment_id: refund.payment_id,
    page_id: refund.page_id,
    amount: refund.amount,
    payment_amount: refund.payment_amount,
    currency: refund.currency as Currency,
  });
  if (report === null) return;
  reach("payments.refund: paid back, not kept");
  const outcome = await applyReport(parts, report);
  assert(outcome.ok, `the provider's answer is about ${refund_id}`);
}
