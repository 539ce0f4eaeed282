import { listener, type Listener } from "../../kernel/outbox.ts";
import { hearPaid, hearSessionsOver } from "./flash/run-sale.ts";
import type { PromotionParts } from "./promotion.ts";

/** What promotion hears: which units cannot come back any more, and that a broadcast is over. */
export function promotionListeners(parts: PromotionParts): Listener[] {
  return [
    listener("promotion.count_paid", ["order.paid"], (tx, events) => hearPaid(parts, tx, events)),
    listener("promotion.end_sales", ["session.ended", "session.cancelled", "session.lapsed"], (tx, events) =>
      hearSessionsOver(parts, tx, events),
    ),
  ];
}
