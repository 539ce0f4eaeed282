import type { z } from "zod";
import { searchKinds, type SearchKind, type SearchResults, type Suggestion } from "../../../contract/search.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { printOf, type SearchParts } from "./needs.ts";
import { showHostCards } from "./show-hosts.ts";
import { findEntries, newestEntries, type Found } from "./store.ts";
import { questionOf } from "./terms.ts";
import { queryOf } from "./vector.ts";

export interface Asked {
  readonly q: string;
  readonly kind?: SearchKind | undefined;
  readonly category?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}
type Page = z.infer<typeof SearchResults>;

/**
 * What is found, by kind: a few of each, or with `kind` page by page. The index only proposes: every thing is read as it
 * is now, and what is off sale, closed, ended or no host any more is left out.
 */
export async function findThings(search: SearchParts, asked: Asked, account_id: string | null): Promise<SearchResults> {
  const results: Page = {
    object: "search_results",
    rooms: [],
    hosts: [],
    shops: [],
    products: [],
    more: [],
    next_cursor: null,
  };
  const start = startOf(asked.cursor);
  const count = asked.kind === undefined ? limits.search_group_shown_max : asked.limit;
  const kinds = asked.kind === undefined ? searchKinds : [asked.kind];
  const { reader } = search.ctx.db;
  for (const kind of kinds) {
    const found = await look(search, reader, asked, { kind, start: asked.kind === undefined ? 0 : start, count: count + 1 });
    if (found.length > count && start + count < limits.search_deep_max) {
      results.more.push(kind);
      if (asked.kind !== undefined) results.next_cursor = String(start + count);
    }
    const ids = found.slice(0, count).map((one) => one.id);
    await show(search, reader, kind, ids, account_id, results);
  }
  return results;
}

/** What could be meant: titles of what is found, each once. */
export async function suggestThings(search: SearchParts, q: string): Promise<Suggestion[]> {
  const { reader } = search.ctx.db;
  const asked = { q, limit: limits.suggestions_max };
  if (questionOf(q) === null) return [];
  const found = await look(search, reader, asked, { kind: null, start: 0, count: limits.suggestions_max * 3 });
  const results = new Map<string, Suggestion>();
  const shown: Page = { ...empty(), object: "search_results" };
  for (const kind of searchKinds)
    await show(
      search,
      reader,
      kind,
      found.filter((one) => one.kind === kind).map((one) => one.id),
      null,
      shown,
    );
  const texts = new Map<string, string>([
    ...shown.rooms.map((room) => [room.room_id, room.title] as const),
    ...shown.hosts.map((card) => [card.host.id, card.host.name] as const),
    ...shown.shops.map((one) => [one.shop.id, one.shop.name] as const),
    ...shown.products.map((product) => [product.id, product.title] as const),
  ]);
  for (const { id, kind } of found) {
    const text = texts.get(id);
    if (text !== undefined && !results.has(text)) results.set(text, { object: "suggestion", kind, id, text });
  }
  return [...results.values()].slice(0, limits.suggestions_max);
}

const empty = () => ({ rooms: [], hosts: [], shops: [], products: [], more: [], next_cursor: null });

async function look(
  search: SearchParts,
  reader: Reader,
  asked: Pick<Asked, "q" | "category">,
  wanted: { readonly kind: SearchKind | null; readonly start: number; readonly count: number },
): Promise<readonly Found[]> {
  const category = asked.category ?? null;
  const text = [...asked.q].slice(0, limits.search_chars_max).join("");
  const question = questionOf(text);
  if (question !== null)
    return findEntries(reader, queryOf(question, printOf(search.ctx)), {
      ...wanted,
      category,
      looked_at: limits.search_looked_at_max,
    });
  // A category without words is a question of its own; signs alone are none.
  return category === null || wanted.kind === null || text.trim() !== ""
    ? []
    : newestEntries(reader, { ...wanted, kind: wanted.kind, category });
}

/** Adds what these ids are now, in their order. */
async function show(
  search: SearchParts,
  reader: Reader,
  kind: SearchKind,
  ids: readonly string[],
  account_id: string | null,
  results: Page,
): Promise<void> {
  if (ids.length === 0) return;
  switch (kind) {
    case "room": {
      const rooms = await search.live.rooms(reader, ids);
      results.rooms = ids.flatMap((id) => {
        const session = rooms.get(id)?.session ?? null;
        return session === null || session.flv_url === null ? [] : [session];
      });
      return;
    }
    case "host":
      results.hosts = await showHostCards(search, reader, ids, account_id);
      return;
    case "shop": {
      const [cards, shops] = [await search.shops.cards(reader, ids), await search.shops.shops(reader, ids)];
      results.shops = ids.flatMap((id) => {
        const [card, shop] = [cards.get(id), shops.get(id)];
        return card === undefined || shop?.state !== "open"
          ? []
          : [{ object: "shop_found" as const, shop: card, intro: shop.intro }];
      });
      return;
    }
    case "product": {
      const products = await search.catalog.products(reader, ids);
      const shops = await search.shops.shops(reader, [...new Set([...products.values()].map((one) => one.shop.id))]);
      results.products = ids.flatMap((id) => {
        const product = products.get(id);
        return product?.state === "on_sale" && shops.get(product.shop.id)?.state === "open" ? [product] : [];
      });
    }
  }
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,3}$/.test(cursor)) refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return Number(cursor);
}
