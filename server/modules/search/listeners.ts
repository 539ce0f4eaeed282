import type { SearchKind } from "../../../contract/search.ts";
import type { Tx } from "../../kernel/db.ts";
import { listener, type Listener } from "../../kernel/outbox.ts";
import { forgetHistories } from "./history/keep-history.ts";
import { indexThings } from "./index-things.ts";
import { indexGoodsJob } from "./rebuild.ts";
import type { SearchParts } from "./needs.ts";

/** What search hears: whatever changes a thing makes its entry anew, from what the thing is then. */
export function searchListeners(search: SearchParts): Listener[] {
  /** All goods of a shop are many: a job goes through them. */
  const goodsOf = async (tx: Tx, shop_ids: readonly string[]): Promise<void> => {
    for (const shop_id of new Set(shop_ids))
      await search.ctx.jobs.add(tx, indexGoodsJob, { shop_id }, { key: shop_id });
  };
  const hear = (tx: Tx, kind: SearchKind, ids: readonly string[]) => indexThings(search, tx, kind, ids);
  return [
    listener("search.index_products", ["product.changed"], (tx, events) =>
      hear(
        tx,
        "product",
        events.map((event) => event.product_id),
      ),
    ),
    listener("search.index_shops", ["shop.changed"], (tx, events) =>
      hear(
        tx,
        "shop",
        events.map((event) => event.shop_id),
      ),
    ),
    listener("search.index_goods_of_shops", ["shop.closed", "shop.reopened"], (tx, events) =>
      goodsOf(
        tx,
        events.map((event) => event.shop_id),
      ),
    ),
    listener(
      "search.index_goods_of_sellers",
      ["account.suspended", "account.reinstated", "verification.decided"],
      async (tx, events) => {
        for (const account_id of new Set(events.map((event) => event.account_id)))
          await goodsOf(tx, await search.shops.shopsOf(tx, account_id, "owner"));
      },
    ),
    listener(
      "search.index_hosts",
      ["account.created", "account.suspended", "account.reinstated", "host.changed", "verification.decided"],
      (tx, events) =>
        hear(
          tx,
          "host",
          events.map((event) => event.account_id),
        ),
    ),
    listener("search.forget_history", ["account.personalization_declined"], (tx, events) =>
      forgetHistories(
        tx,
        events.map((event) => event.account_id),
      ),
    ),
    listener(
      "search.index_rooms",
      ["session.started", "session.changed", "session.interrupted", "session.resumed", "session.ended"],
      (tx, events) =>
        hear(
          tx,
          "room",
          events.map((event) => event.room_id),
        ),
    ),
  ];
}
