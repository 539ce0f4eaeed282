import { sql } from "kysely";
import type { SearchKind } from "../../../contract/search.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { EntryRow } from "./tables.ts";

/** Writes entries as they are now; those that exist are replaced. */
export async function putEntries(tx: Tx, rows: readonly EntryRow[]): Promise<void> {
  for (const row of rows)
    await sql`insert into search.entry (id, kind, category, title, terms, at)
      values (${row.id}, ${row.kind}, ${row.category}::text[], ${row.title}, ${row.terms}::tsvector, ${row.at})
      on conflict (id) do update set category = excluded.category, title = excluded.title, terms = excluded.terms, at = excluded.at`.execute(
      tx,
    );
}

export async function deleteEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`delete from search.entry where id = any(${ids}::text[])`.execute(tx);
}

/** Ids of one kind in the order of ids, behind `after`. */
export async function selectIds(
  reader: Reader,
  kind: SearchKind,
  after: string | null,
  count: number,
): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select id from search.entry
    where kind = ${kind} and (${after}::text is null or id > ${after}::text) order by id limit ${count}`.execute(reader);
  return found.rows.map((row) => row.id);
}

export interface Found {
  readonly id: string;
  readonly kind: SearchKind;
  readonly title: string | null;
}

/**
 * What matches, the best first, the newer first among equals. Nothing that people can buy is looked at: no likes, no
 * followers, no sales. The best are chosen among the newest `looked_at` that match.
 */
export async function findEntries(
  reader: Reader,
  query: { readonly match: string; readonly rank: string },
  wanted: { readonly kind: SearchKind | null; readonly category: string | null; readonly start: number; readonly count: number; readonly looked_at: number },
): Promise<readonly Found[]> {
  const kind = wanted.kind === null ? sql`true` : sql`kind = ${wanted.kind}`;
  const category = wanted.category === null ? sql`true` : sql`${wanted.category} = any(category)`;
  const found = await sql<Found>`
    select id, kind, title from (
      select id, kind, title, terms, at from search.entry where terms @@ ${query.match}::tsquery and ${kind} and ${category} order by at desc, id desc limit ${wanted.looked_at}
    ) m order by ts_rank('{0.05, 0.2, 0.5, 1}', terms, ${query.rank}::tsquery) desc, at desc, id desc limit ${wanted.count} offset ${wanted.start}`.execute(
    reader,
  );
  return found.rows;
}

/** What there is of a kind without a question, the newest first. */
export async function newestEntries(
  reader: Reader,
  wanted: { readonly kind: SearchKind; readonly category: string | null; readonly start: number; readonly count: number },
): Promise<readonly Found[]> {
  const category = wanted.category === null ? sql`true` : sql`${wanted.category} = any(category)`;
  const found = await sql<Found>`select id, kind, title from search.entry
    where kind = ${wanted.kind} and ${category} order by at desc, id desc limit ${wanted.count} offset ${wanted.start}`.execute(
    reader,
  );
  return found.rows;
}

export async function selectEdition(reader: Reader): Promise<number | null> {
  const found = await sql<{ edition: number }>`select edition from search.edition order by edition desc limit 1`.execute(
    reader,
  );
  return found.rows[0]?.edition ?? null;
}

export async function putEdition(tx: Tx, edition: number, built_at: Date): Promise<void> {
  await sql`delete from search.edition where edition <> ${edition}`.execute(tx);
  await sql`insert into search.edition (edition, built_at) values (${edition}, ${built_at})
    on conflict (edition) do update set built_at = excluded.built_at`.execute(tx);
}
