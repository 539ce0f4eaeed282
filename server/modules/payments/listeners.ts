import { listener, type Listener } from "../../kernel/outbox.ts";
import type { PaymentFailure } from "../../../contract/payments.ts";
import { tellMembers } from "./charges/apply-report.ts";
import type { PaymentParts } from "./parts.ts";

/** What a charge's members learn from it, each in its shop. */
export function paymentListeners(parts: PaymentParts): readonly Listener[] {
  return [
    listener("payments.share_charge", ["charge.captured"], async (tx, events) => {
      for (const event of events) await tellMembers(parts, tx, event, { type: "paid" });
    }),
    listener("payments.share_failure", ["charge.failed"], async (tx, events) => {
      for (const event of events)
        await tellMembers(parts, tx, event, { type: "failed", failure: event.reason as PaymentFailure });
    }),
  ];
}
