import type { OrderState } from "../../../contract/orders.ts";
import type { ChannelItem } from "../../../contract/socket.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { listener, type Listener } from "../../kernel/outbox.ts";
import type { OrderDeps } from "./deps.ts";
import { factOf, gistOf } from "./gist.ts";
import { paid } from "./order.ts";
import { insertEntries, linesByKey, lockOrders, ordersByKey, saveOrders } from "./store.ts";

const stateAfter = {
  "order.placed": "unpaid",
  "order.paid": "to_ship",
  "order.shipped": "shipped",
  "order.received": "received",
  "order.settled": "success",
  "order.closed": "closed",
} as const satisfies Record<string, OrderState>;

const tellers = Object.keys(stateAfter) as (keyof typeof stateAfter)[];

/** What happens to an order between its states; its page is read again. */
const progress = [
  "parcel.shipped",
  "parcel.corrected",
  "parcel.moved",
  "ask.made",
  "ask.ended",
  "order.compensated",
] as const;

/** The name of the channel that the edge gives to a signed-in client as `account`. */
export const accountChannel = (account_id: string): string => `account:${account_id}`;

export function orderListeners(ctx: Context, deps: Pick<OrderDeps, "ledger">): Listener[] {
  return [
    listener("orders.take_payment", ["payment.captured"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id))
        await takePayments(ctx, deps, tx, shop_id, new Map(mine.map((event) => [event.order_id, event.at])));
    }),
    listener("orders.note_late_refund", ["payment.refunded"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id)) {
        // Refunds that after-sales asked for close the order themselves; what reaches a closed order came too late.
        const orders = (
          await lockOrders(
            tx,
            shop_id,
            mine.map((event) => event.order_id),
          )
        ).filter((order) => order.close_reason === "unpaid_expired" || order.close_reason === "buyer_cancelled");
        await insertEntries(
          tx,
          orders.map(({ order_id }) => ({
            shop_id,
            order_id,
            event: "late_payment_refunded",
            at: ctx.clock.now(),
            by_whom: "system",
            note: "",
          })),
        );
      }
    }),
    listener("orders.tell_buyer_of_progress", progress, async (tx, events) => {
      const orders = new Map((await ordersByKey(tx, events)).map((order) => [order.order_id, order.state]));
      ctx.db.afterCommit(tx, () => {
        for (const event of events)
          ctx.channel.publish(accountChannel(event.buyer_id), {
            t: "order",
            order_id: event.order_id,
            state: present(orders.get(event.order_id), "the order of an event exists"),
          } satisfies ChannelItem);
      });
    }),
    listener("orders.tell_buyer", tellers, async (tx, events) => {
      ctx.db.afterCommit(tx, () => {
        for (const event of events)
          ctx.channel.publish(accountChannel(event.buyer_id), {
            t: "order",
            order_id: event.order_id,
            state: stateAfter[event.type],
          } satisfies ChannelItem);
      });
    }),
  ];
}

/** The ledger holds the buyers' money: orders that still wait for it go on to be shipped. A closed one stays closed; payments gives the money back. */
async function takePayments(
  ctx: Context,
  deps: Pick<OrderDeps, "ledger">,
  tx: Tx,
  shop_id: string,
  captured: ReadonlyMap<string, Date>,
): Promise<void> {
  const at = (order_id: string): Date => present(captured.get(order_id), "only captured orders are locked");
  const after = (await lockOrders(tx, shop_id, [...captured.keys()]))
    .filter((order) => order.state === "unpaid")
    .map((order) => paid(order, at(order.order_id)));
  if (after.length === 0) return;
  // The platform's coupon joins the buyer's money in escrow: a payment that came too late never brings it.
  const subsidised = after.filter((order) => order.subsidy > 0n);
  await deps.ledger.post(
    tx,
    subsidised.map(({ order_id, subsidy }) => ({
      shop_id,
      kind: "subsidy",
      cause: `subsidy:${order_id}`,
      order_id,
      entries: [
        { account: "subsidy", amount: -subsidy },
        { account: "escrow", amount: subsidy },
      ],
      at: at(order_id),
    })),
  );
  await saveOrders(tx, after);
  await insertEntries(
    tx,
    after.map(({ order_id }) => ({ shop_id, order_id, event: "paid", at: at(order_id), by_whom: "buyer", note: "" })),
  );
  const lines = Map.groupBy(await linesByKey(tx, after), (line) => line.order_id);
  await ctx.outbox.emit(
    tx,
    after.map((order) => ({ type: "order.paid", ...factOf(order), ...gistOf(order, lines.get(order.order_id) ?? []) })),
  );
}
