import type { SearchKind } from "../../../contract/search.ts";
import type { Tx } from "../../kernel/db.ts";
import { listener, type Listener } from "../../kernel/outbox.ts";
import { forgetHistories } from "./history/keep-history.ts";
import { indexThings } from "./index-things.ts";
import type { SearchParts } from "./needs.ts";

/** What search hears: whatever changes a thing makes its entry anew, from what the thing is then. */
export function searchListeners(search: SearchParts): Listener[] {
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
