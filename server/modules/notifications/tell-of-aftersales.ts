import type { Tx } from "../../kernel/db.ts";
import type { Heard } from "../../kernel/outbox.ts";
import type { NewItem } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { writeItems } from "./write-items.ts";

type AftersaleWord = Heard<
  "aftersale.applied" | "aftersale.changed" | "aftersale.succeeded" | "aftersale.closed" | "aftersale.due_soon"
>;

/**
 * Each step is told to the sides that did not take it, and a deadline to the side whose turn it is. Money that went back is told by
 * `order.refunded`; a state that nobody has to act on but the provider is not told at all.
 */
export async function hearAftersales(
  parts: NotificationParts,
  tx: Tx,
  events: readonly AftersaleWord[],
): Promise<void> {
  const titles = (await parts.ports.orderTitles?.(tx, events)) ?? new Map<string, string>();
  const staff =
    (await parts.ports.staffOf?.(tx, [...new Set(events.map((event) => event.shop_id))])) ??
    new Map<string, ReadonlySet<string>>();
  const items: NewItem[] = [];
  for (const event of events) {
    const due = event.type === "aftersale.due_soon";
    const refunded = event.type === "aftersale.succeeded" && event.way !== "exchange";
    if (refunded || (!due && (event.action === "pay_failed" || event.action === "pay_again"))) continue;
    const params = {
      order_id: event.order_id,
      aftersale_id: event.aftersale_id,
      shop_id: event.shop_id,
      title: titles.get(event.order_id) ?? "",
      amount: event.amount,
      what: event.state,
      ...(event.due_at === null ? {} : { when: event.due_at }),
    };
    const common = { params, at: event.at };
    const told = (side: "buyer" | "seller"): boolean => (due ? event.turn === side : event.by !== side);
    if (told("buyer")) {
      const kind = due ? ("aftersale_due" as const) : ("aftersale_changed" as const);
      // A buyer's own wish that comes to life by itself needs no word.
      if (due || event.state !== "applied")
        items.push({ ...common, account_id: event.buyer_id, kind, cause: `${kind}:${event.event_id}` });
    }
    if (told("seller")) {
      const kind = due ? ("shop_aftersale_due" as const) : ("shop_aftersale_changed" as const);
      for (const account_id of staff.get(event.shop_id) ?? [])
        items.push({ ...common, account_id, kind, cause: `${kind}:${event.event_id}` });
    }
  }
  await writeItems(parts, tx, items);
}
