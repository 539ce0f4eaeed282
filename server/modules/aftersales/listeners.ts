import type { Context } from "../../kernel/context.ts";
import { listener, type Listener } from "../../kernel/outbox.ts";
import type { Orders } from "../orders/index.ts";
import { succeedRefunds } from "./store.ts";

/** The provider gave the money back: refunds of ours succeed and their orders close. Others (late payments) are not ours. */
export function aftersalesListeners(ctx: Context, orders: Orders): Listener[] {
  return [
    listener("aftersales.finish_refund", ["payment.refunded"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id)) {
        const order_ids = await succeedRefunds(
          tx,
          shop_id,
          mine.map((event) => event.refund_id),
          ctx.clock.now(),
        );
        if (order_ids.length > 0) await orders.closeRefunded(tx, shop_id, order_ids);
      }
    }),
  ];
}
