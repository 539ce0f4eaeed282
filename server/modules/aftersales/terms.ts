import {
  aftersaleReasons,
  aftersaleWays,
  reasonsFor,
  type AftersaleReason,
  type AftersaleWay,
} from "../../../contract/aftersale-words.ts";
import type { OrderState } from "../../../contract/orders.ts";
import { Refusal } from "../../kernel/refusal.ts";

/** How an order stands, as far as an application depends on it. */
export interface OrderStanding {
  readonly state: OrderState;
  readonly received_at: Date | null;
}
export interface Terms {
  readonly no_reason_days: number;
  readonly quality_days: number;
}

const day_ms = 24 * 3600_000;

/** Orders somebody paid for and that are not over; a settled one is asked about within its terms. */
const askable: readonly OrderState[] = ["to_ship", "shipped", "received", "success"];

/** Until when a reason may be given; null: no end yet, because nothing was received. */
export function endOf(
  reason: AftersaleReason,
  received_at: Date | null,
  terms: Terms,
): { until: Date; days: number } | null {
  if (received_at === null) return null;
  const { term } = aftersaleReasons[reason];
  const days = term === "no_reason" ? terms.no_reason_days : term === "quality" ? terms.quality_days : 0;
  return { until: new Date(received_at.getTime() + days * day_ms), days };
}

/** Ways and reasons an order allows at `at`; empty where none. */
export function choicesOf(
  order: OrderStanding,
  terms: Terms,
  at: Date,
): { way: AftersaleWay; reasons: AftersaleReason[] }[] {
  if (!askable.includes(order.state)) return [];
  const before = order.state === "to_ship";
  return aftersaleWays.flatMap((way) => {
    const reasons = reasonsFor(way, before).filter((reason) => {
      const end = endOf(reason, order.received_at, terms);
      return end === null || at < end.until;
    });
    return reasons.length === 0 ? [] : [{ way, reasons }];
  });
}

/** Why nothing may be asked of an order in this state, whatever it is; null where something may. */
export const overRefusal = (state: OrderState): Refusal | null =>
  askable.includes(state) ? null : new Refusal("order_state", { details: { state } });

/**
 * Why somebody may not ask this of the order; null where they may. `exempt`: one of the lines was sold without the 7-day right.
 * Only the right itself is exempt: goods that are not as they should be go back whatever the page said.
 */
export function refusalOf(
  order: OrderStanding,
  asked: { readonly way: AftersaleWay; readonly reason: AftersaleReason; readonly exempt: boolean },
  terms: Terms,
  at: Date,
): Refusal | null {
  const over = overRefusal(order.state);
  if (over !== null) return over;
  if (!reasonsFor(asked.way, order.state === "to_ship").includes(asked.reason)) return new Refusal("aftersale_way");
  const end = endOf(asked.reason, order.received_at, terms);
  if (end !== null && at >= end.until)
    return end.days === 0
      ? new Refusal("aftersale_way")
      : new Refusal("aftersale_term_over", { details: { days: end.days } });
  if (aftersaleReasons[asked.reason].term === "no_reason" && asked.exempt) return new Refusal("return_exempt");
  return null;
}
