import { z } from "zod";
import type { SearchKind } from "../../../contract/search.ts";
import { searchKinds } from "../../../contract/search.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { indexThings } from "./index-things.ts";
import type { SearchParts } from "./needs.ts";
import { putEdition, selectEdition, selectIds } from "./store.ts";
import { edition } from "./terms.ts";

/** Makes every entry anew, page by page, and drops those of things that are gone. Safe to run twice, and beside listeners. */
export async function rebuild(search: SearchParts): Promise<void> {
  const { db, clock } = search.ctx;
  for (const kind of searchKinds) {
    await inPages(search, kind, (reader, after, limit) => source(search, kind, reader, after, limit));
    await inPages(search, kind, (reader, after, limit) => selectIds(reader, kind, after, limit));
  }
  await db.transact((tx) => putEdition(tx, edition, clock.now()));
}

export const indexGoodsJob = "search.index_goods";
export const IndexGoodsJob = z.object({ shop_id: z.string() });

/** A shop and all its goods, when whether anybody may buy there has changed. Safe to run twice. */
export async function indexGoods(search: SearchParts, { shop_id }: z.infer<typeof IndexGoodsJob>): Promise<void> {
  await search.ctx.db.transact((tx) => indexThings(search, tx, "shop", [shop_id]));
  await inPages(search, "product", (reader, after, limit) => search.catalog.onSaleOf(reader, shop_id, after, limit));
}

/** True where the entries were never made, or cut in another way. */
export async function isOutdated(reader: Reader): Promise<boolean> {
  return (await selectEdition(reader)) !== edition;
}

type PageOf = (reader: Reader, after: string | null, limit: number) => Promise<readonly string[]>;

async function inPages(search: SearchParts, kind: SearchKind, pageOf: PageOf): Promise<void> {
  const limit = limits.search_rebuild_rows;
  for (let after: string | null = null; ;) {
    const ids: readonly string[] = await pageOf(search.ctx.db.reader, after, limit);
    await search.ctx.db.transact((tx) => indexThings(search, tx, kind, ids));
    after = ids.at(-1) ?? null;
    if (ids.length < limit) return;
  }
}

async function source(
  search: SearchParts,
  kind: SearchKind,
  reader: Reader,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  switch (kind) {
    case "product":
      return search.catalog.onSaleAfter(reader, after, limit);
    case "shop":
      return search.shops.shopsAfter(reader, after, limit);
    case "host":
      return search.accounts.hostsAfter(reader, after, limit);
    case "room": {
      const rooms = await search.live.watchedRooms(reader, null);
      return rooms
        .map((room) => room.room_id)
        .toSorted()
        .filter((id) => after === null || id > after)
        .slice(0, limit);
    }
  }
}
