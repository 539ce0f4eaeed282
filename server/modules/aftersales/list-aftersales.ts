import type { z } from "zod";
import type { AftersaleSide, AftersaleState } from "../../../contract/aftersale-words.ts";
import type { Aftersale, AftersaleCounts } from "../../../contract/aftersales.ts";
import { idOf } from "../../../contract/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { isOver, openStates, statesOf } from "./aftersale.ts";
import { aftersaleStates } from "../../../contract/aftersale-words.ts";
import type { AftersaleParts } from "./deps.ts";
import { readAftersales } from "./read-aftersales.ts";
import { countOpen, inStates, listBuyers, listForDesk } from "./store.ts";
import type { AftersaleKey } from "./tables.ts";

const day_ms = 24 * 3600_000;
const aftersaleId = idOf("aft");

export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly only?: "open" | "ended" | undefined;
}
export interface DeskQuery extends ListQuery {
  readonly state?: AftersaleState | undefined;
  readonly order_id?: string | undefined;
  readonly turn?: AftersaleSide | undefined;
  readonly deadline?: "near" | undefined;
}

/** A cursor is the id of the last one seen: ids sort by time. */
function before(query: ListQuery): string | null {
  if (query.cursor === undefined) return null;
  if (!aftersaleId.safeParse(query.cursor).success)
    refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return query.cursor;
}

const ended = aftersaleStates.filter(isOver);
const statesFor = (only: ListQuery["only"]): readonly AftersaleState[] | null =>
  only === undefined ? null : only === "open" ? openStates : ended;

async function toList(
  parts: AftersaleParts,
  keys: readonly AftersaleKey[],
  limit: number,
  side: AftersaleSide,
): Promise<{ object: "list"; data: Aftersale[]; has_more: boolean; next_cursor: string | null }> {
  const page = keys.slice(0, limit);
  const more = keys.length > limit;
  return {
    object: "list",
    data: await readAftersales(parts, parts.ctx.db.reader, page, side),
    has_more: more,
    next_cursor: more ? (page.at(-1)?.aftersale_id ?? null) : null,
  };
}

export async function listForShop(
  parts: AftersaleParts,
  shop_id: string | null,
  query: DeskQuery,
  side: AftersaleSide,
) {
  const sets = [
    statesFor(query.only),
    query.state === undefined ? null : [query.state],
    query.turn === undefined ? null : statesOf(query.turn),
  ].filter((set) => set !== null);
  const keys = await listForDesk(parts.ctx.db.reader, {
    shop_id,
    states: sets.length === 0 ? null : aftersaleStates.filter((state) => sets.every((set) => set.includes(state))),
    order_id: query.order_id ?? null,
    due_before: query.deadline === undefined ? null : new Date(parts.ctx.clock.nowMs() + day_ms),
    before: before(query),
    limit: query.limit + 1,
  });
  return toList(parts, keys, query.limit, side);
}

/** A buyer's: keys come from the account's table in strides and are sifted by state until the page is full. */
export async function listForBuyer(parts: AftersaleParts, account_id: string, query: ListQuery) {
  const states = statesFor(query.only);
  let from = before(query);
  const found: AftersaleKey[] = [];
  for (let stride = 0; stride < limits.order_list_strides_max && found.length <= query.limit; stride += 1) {
    const { reader } = parts.ctx.db;
    const keys = await listBuyers(reader, account_id, { before: from, limit: limits.order_list_stride_keys });
    const fitting = states === null || keys.length === 0 ? null : await inStates(reader, keys, states);
    found.push(...keys.filter((key) => fitting === null || fitting.has(key.aftersale_id)));
    from = keys.at(-1)?.aftersale_id ?? from;
    if (keys.length < limits.order_list_stride_keys) break;
  }
  return toList(parts, found, query.limit, "buyer");
}

/** How much waits for whom; of one shop, or of all. */
export async function countAftersales(
  parts: AftersaleParts,
  shop_id: string | null,
): Promise<z.output<typeof AftersaleCounts>> {
  const at = parts.ctx.clock.now();
  const near = new Date(at.getTime() + day_ms);
  const rows = await countOpen(parts.ctx.db.reader, shop_id, openStates, at, near);
  const sum = (states: readonly AftersaleState[], of: "count" | "near" | "failed" | "gathering" = "count"): number =>
    rows.filter((row) => states.includes(row.state)).reduce((total, row) => total + Number(row[of]), 0);
  return {
    object: "aftersale_counts",
    open: sum(openStates),
    seller_turn: sum(statesOf("seller")),
    seller_near: sum(statesOf("seller"), "near"),
    buyer_turn: sum(statesOf("buyer")),
    disputes: sum(["dispute"]) - sum(["dispute"], "gathering"),
    disputes_gathering: sum(["dispute"], "gathering"),
    paying: sum(["paying"]),
    failed: sum(["paying"], "failed"),
  };
}
