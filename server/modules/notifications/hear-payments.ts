import type { Tx } from "../../kernel/db.ts";
import type { Heard } from "../../kernel/outbox.ts";
import type { NewItem } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { writeItems } from "./write-items.ts";

export const paymentWords = ["payment.failed", "payment.refund_failed"] as const;
type PaymentWord = Heard<(typeof paymentWords)[number]>;

/** Refunds that begin by themselves and are made anew by themselves, over some days. */
const unasked = ["late_payment", "double_payment", "late_dispatch"];

/**
 * A try to pay that did not work concerns the buyer alone, once per payment and reason, of however many orders it is. A refund the
 * provider refused for good concerns the buyer, the shop, and the operators, who have to do something. One that is made anew by itself
 * is told buyer and shop once, however often it is refused, and operators when the tries end; what came too late or too often never was
 * the shop's. Events of an older version, still on their way after an update, do not say who the buyer is: then the buyer is told nothing,
 * and the others are.
 */
export async function hearPayments(parts: NotificationParts, tx: Tx, events: readonly PaymentWord[]): Promise<void> {
  const { ports, accounts } = parts;
  const orders = events.filter((event) => event.order_id.startsWith("ord_"));
  const titles = (await ports.orderTitles?.(tx, orders)) ?? new Map<string, string>();
  const refused = events.filter((event) => event.type === "payment.refund_failed");
  const staff =
    (await ports.staffOf?.(tx, [...new Set(refused.map((event) => event.shop_id))])) ??
    new Map<string, ReadonlySet<string>>();
  const operators = refused.length === 0 ? [] : await accounts.operators(tx);
  await writeItems(
    parts,
    tx,
    events.flatMap((event): NewItem[] => {
      const { shop_id, order_id, buyer_id, reason, at } = event;
      const buyers = buyer_id === undefined ? [] : [buyer_id];
      const params = { shop_id, order_id, title: titles.get(order_id) ?? "", what: reason };
      if (event.type === "payment.failed") {
        const cause = `payment_failed:${event.reference}:${reason}`;
        return buyers.map((account_id) => ({ account_id, kind: "payment_failed", cause, params, at }));
      }
      const again = unasked.includes(event.cause);
      const about = { params: { ...params, amount: event.amount, refund_cause: event.cause }, at };
      const once = `refund_failed:${again ? `${order_id}:${event.cause}` : event.refund_id}`;
      const tell = (kind: NewItem["kind"], account_ids: Iterable<string>, cause = once): NewItem[] =>
        [...account_ids].map((account_id) => ({ ...about, cause: `${cause}:${kind}`, account_id, kind }));
      return [
        ...tell("order_refund_failed", buyers),
        ...tell("shop_refund_failed", again && event.cause !== "late_dispatch" ? [] : (staff.get(shop_id) ?? [])),
        ...tell(
          "refund_failed",
          (event.again_at ?? null) === null ? operators : [],
          `refund_failed:${event.refund_id}`,
        ),
      ];
    }),
  );
}
