import type { Tx } from "../../kernel/db.ts";
import type { Heard } from "../../kernel/outbox.ts";
import type { NewItem } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { writeItems } from "./write-items.ts";

type AftersaleWord = Heard<
  "aftersale.applied" | "aftersale.changed" | "aftersale.succeeded" | "aftersale.closed" | "aftersale.due_soon"
>;

/**
 * Each step is told to the sides that did not take it, and a deadline to the side whose turn it is; a dispute and its deadline to the
 * operators. Money that went back is told by `order.refunded`; a state that nobody has to act on but the provider is not told at all.
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
  const operators = events.some(isForOperators) ? await parts.accounts.operators(tx) : [];
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
      what: !due && event.action === "give_evidence" ? "evidence" : event.state,
      ...(event.due_at === null ? {} : { when: event.due_at }),
    };
    const tell = (kind: NewItem["kind"], account_ids: Iterable<string>): void => {
      for (const account_id of account_ids)
        items.push({ account_id, kind, cause: `${kind}:${event.event_id}`, params, at: event.at });
    };
    const concerns = (side: "buyer" | "seller"): boolean => (due ? event.turn === side : event.by !== side);
    // A buyer's own wish that comes to life by itself needs no word.
    if (concerns("buyer") && (due || event.state !== "applied"))
      tell(due ? "aftersale_due" : "aftersale_changed", [event.buyer_id]);
    if (concerns("seller")) tell(due ? "shop_aftersale_due" : "shop_aftersale_changed", staff.get(event.shop_id) ?? []);
    if (isForOperators(event)) tell(due ? "dispute_due" : "dispute_opened", operators);
  }
  await writeItems(parts, tx, items);
}

/** A dispute begins, or its time runs out; what an operator did themselves is no news to them. */
function isForOperators(event: AftersaleWord): boolean {
  if (event.type === "aftersale.due_soon") return event.turn === "operator";
  return event.state === "dispute" && (event.action === "dispute" || event.action === "reject_goods");
}
