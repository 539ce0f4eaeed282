import type { Room } from "../../../../contract/live.ts";
import type { Seen } from "../../../../contract/search.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { SearchParts } from "../needs.ts";
import * as store from "./store.ts";

const day_ms = 24 * 3600_000;
const sinceOf = (search: SearchParts): Date => new Date(search.ctx.clock.nowMs() - limits.history_days * day_ms);

/** Notes that somebody looks at a room or product now. Refuses `not_found` for what visitors cannot see. False: nothing is kept for them. */
export async function rememberSeen(search: SearchParts, account_id: string, subject_id: string): Promise<boolean> {
  const { ctx } = search;
  const { reader } = ctx.db;
  const there = subject_id.startsWith("room_")
    ? (await search.live.rooms(reader, [subject_id])).has(subject_id)
    : ((await search.catalog.products(reader, [subject_id])).get(subject_id)?.state ?? "draft") !== "draft";
  if (!there) refuse("not_found");
  return ctx.db.transact(async (tx) => {
    await store.lockHistory(tx, account_id);
    if (!(await isHistoryKept(search, tx, account_id))) return false;
    await store.putSeen(tx, { account_id, subject_id, at: ctx.clock.now() });
    await store.trimSeen(tx, account_id, limits.history_things_max);
    return true;
  });
}

/** Whether anything is kept: neither the history nor everything personal is switched off. */
export async function isHistoryKept(search: SearchParts, reader: Reader, account_id: string): Promise<boolean> {
  if (!(await store.isKept(reader, account_id))) return false;
  return !(await search.accounts.impersonal(reader, [account_id])).has(account_id);
}

/** Of those who want nothing personal any more. */
export async function forgetHistories(tx: Tx, account_ids: readonly string[]): Promise<void> {
  for (const account_id of [...new Set(account_ids)].toSorted()) {
    await store.lockHistory(tx, account_id);
    await store.deleteSeen(tx, account_id, null);
  }
}

/** Takes one thing out, or (null) everything. */
export async function forgetSeen(search: SearchParts, account_id: string, subject_id: string | null): Promise<void> {
  await search.ctx.db.transact(async (tx) => {
    await store.lockHistory(tx, account_id);
    await store.deleteSeen(tx, account_id, subject_id);
  });
}

/** Keeps a history from now on, or none: then what was kept is gone in the same moment. */
export async function chooseHistory(search: SearchParts, account_id: string, kept: boolean): Promise<void> {
  const { ctx } = search;
  await ctx.db.transact(async (tx) => {
    await store.lockHistory(tx, account_id);
    await store.setKept(tx, account_id, kept, ctx.clock.now());
    if (!kept) await store.deleteSeen(tx, account_id, null);
  });
}

export async function readHistory(
  search: SearchParts,
  account_id: string,
  page: {
    readonly kind?: "room" | "product" | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ data: Seen[]; has_more: boolean; next_cursor: string | null }> {
  const { reader } = search.ctx.db;
  // Switched off a moment ago: what is about to be emptied is not shown any more.
  if (!(await isHistoryKept(search, reader, account_id))) return { data: [], has_more: false, next_cursor: null };
  const rows = await store.selectSeen(reader, account_id, {
    prefix: page.kind === undefined ? "" : page.kind === "room" ? "room_" : "prod_",
    since: sinceOf(search),
    after: placeOf(page.cursor),
    count: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const idsOf = (prefix: string) => shown.map((row) => row.subject_id).filter((id) => id.startsWith(prefix));
  const [rooms, products] = await Promise.all([
    search.live.rooms(reader, idsOf("room_")),
    search.catalog.products(reader, idsOf("prod_")),
  ]);
  const last = shown.at(-1);
  const has_more = rows.length > page.limit;
  return {
    data: shown.flatMap(({ subject_id, at }): Seen[] => {
      const [room, product] = [rooms.get(subject_id) ?? null, products.get(subject_id) ?? null];
      if (room === null && (product === null || product.state === "draft")) return [];
      return [
        { object: "seen", subject_id, at: at.toISOString(), room: room === null ? null : placeOnly(room), product },
      ];
    }),
    has_more,
    next_cursor: has_more && last !== undefined ? `${last.at.getTime()}.${last.subject_id}` : null,
  };
}

/** A room without what it sells. */
const placeOnly = ({ id, object, host, session }: Room): NonNullable<Seen["room"]> => ({ id, object, host, session });

/** Where a page begins. Refuses `invalid_param` for what we did not hand out. */
function placeOf(cursor: string | undefined): { at: Date; subject_id: string } | null {
  if (cursor === undefined) return null;
  const parts = /^(\d{1,14})\.((?:room|prod)_[0-9a-z]{26})$/.exec(cursor);
  if (parts === null) refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return { at: new Date(Number(parts[1])), subject_id: parts[2] ?? "" };
}

/** Forgets what is older than we keep. */
export async function sweepHistory(search: SearchParts): Promise<void> {
  await search.ctx.db.transact((tx) => store.sweepSeen(tx, sinceOf(search)));
}

/** Everything that was looked at, for the account's own copy. */
export async function exportHistory(reader: Reader, account_id: string): Promise<unknown> {
  const seen = await store.selectSeen(reader, account_id, {
    prefix: "",
    since: new Date(0),
    after: null,
    count: limits.history_things_max,
  });
  return {
    kept: await store.isKept(reader, account_id),
    seen: seen.map(({ subject_id, at }) => ({ subject_id, at: at.toISOString() })),
  };
}

export async function eraseHistory(tx: Tx, account_id: string): Promise<void> {
  await store.lockHistory(tx, account_id);
  await store.deleteSeen(tx, account_id, null);
  await store.setKept(tx, account_id, true, new Date(0));
}
