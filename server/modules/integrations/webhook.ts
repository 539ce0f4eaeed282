import type { WebhookEvent, WebhookType } from "../../../contract/webhooks.ts";
import { assert } from "../../kernel/assert.ts";
import type { Heard } from "../../kernel/outbox.ts";

/** Pauses between attempts, in seconds: nine attempts within two days, then it has failed and can be replayed. */
const pauses_s = [5, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600] as const;

/** When to try again after `attempts` attempts failed, or null where it is given up. `chance` in [0, 1) spreads by ±10 %. */
export function nextAttempt(attempts: number, at: Date, chance: number): Date | null {
  const pause = pauses_s[attempts - 1];
  return pause === undefined ? null : new Date(at.getTime() + Math.round(pause * 1000 * (0.9 + 0.2 * chance)));
}

/** Accepted is any 2xx; `gone` (410) says to send nothing there any more. */
export function outcomeOf(status: number | null): "accepted" | "gone" | "refused" {
  if (status === 410) return "gone";
  return status !== null && status >= 200 && status < 300 ? "accepted" : "refused";
}

/** What is told of an event: ids to read by and the facts of that moment, nothing personal. */
function dataOf(event: Heard<WebhookType>): WebhookEvent["data"] {
  switch (event.type) {
    case "order.placed":
    case "order.paid":
    case "order.closed":
    case "order.refunded": {
      const { order_id, session_id, room_id, quantity } = event;
      return {
        order_id,
        session_id,
        room_id,
        quantity,
        total: minor(event.total),
        ...(event.type === "order.closed" ? { reason: event.reason } : {}),
        ...(event.type === "order.refunded" ? { refunded: minor(event.amount) } : {}),
      };
    }
    case "order.shipped":
    case "order.received":
    case "order.settled": {
      const { order_id, session_id, room_id } = event;
      return { order_id, session_id, room_id };
    }
    case "aftersale.applied":
    case "aftersale.changed":
    case "aftersale.succeeded":
    case "aftersale.closed":
    case "aftersale.due_soon": {
      const { aftersale_id, order_id, way, state, turn, due_at } = event;
      const step = event.type === "aftersale.due_soon" ? {} : { action: event.action, by: event.by };
      return { aftersale_id, order_id, way, state, turn, due_at, amount: minor(event.amount), ...step };
    }
    case "product.changed":
      return { product_id: event.product_id };
    case "stock.changed":
      return { product_id: event.product_id, variant_id: event.variant_id, available: event.available };
    case "session.started":
      return { session_id: event.session_id, room_id: event.room_id, host_id: event.host_id };
  }
}

/** Minor units fit a JSON number: limits.price_minor_max times limits.quantity_per_line_max lies below 2^53. */
function minor(amount: string): number {
  const value = Number(amount);
  assert(Number.isSafeInteger(value), "an amount is a whole number a client can read");
  return value;
}

export function webhookOf(event: Heard<WebhookType>): WebhookEvent {
  return {
    id: event.event_id,
    object: "event",
    type: event.type,
    created_at: event.at.toISOString(),
    shop_id: event.shop_id,
    data: dataOf(event),
  };
}
