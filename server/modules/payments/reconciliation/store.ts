import { sql, type RawBuilder } from "kysely";
import type { DifferenceRule, ReconciliationState } from "../../../../contract/reconciliation.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { Difference } from "./compare.ts";
import type { OurMovement } from "./movement.ts";
import { movementKey } from "./movement.ts";
import type { DifferenceRow, ReconciliationRow, RunRow } from "./tables.ts";

const columns = sql`h.provider, h.day::text as day, h.starts_at, h.ends_at, h.state, h.reason, h.attempts, h.next_at, h.claim, h.claimed_until, h.run_id`;

type Key = Pick<ReconciliationRow, "provider" | "day">;
const isKey = ({ provider, day }: Key): RawBuilder<boolean> => sql`h.provider = ${provider} and h.day = ${day}::date`;

/** The newest day there is, up to one. */
export async function newestDay(reader: Reader, provider: string, last: string): Promise<string | null> {
  const { rows } = await sql<{
    day: string | null;
  }>`select max(day)::text as day from payments.reconciliation where provider = ${provider} and day <= ${last}::date`.execute(
    reader,
  );
  return rows[0]?.day ?? null;
}

/** Adds days that are not there yet, each to be compared from its own instant on. */
export async function addDays(
  tx: Tx,
  rows: readonly Pick<ReconciliationRow, "provider" | "day" | "starts_at" | "ends_at" | "next_at">[],
): Promise<void> {
  for (const row of rows)
    await sql`insert into payments.reconciliation (provider, day, starts_at, ends_at, state, attempts, next_at)
      values (${row.provider}, ${row.day}::date, ${row.starts_at}, ${row.ends_at}, 'waiting', 0, ${row.next_at}) on conflict do nothing`.execute(
      tx,
    );
}

/** Days whose time has come and that nobody is at. */
export async function daysToCompare(reader: Reader, at: Date, limit: number): Promise<Key[]> {
  const { rows } = await sql<Key>`select provider, day::text as day from payments.reconciliation
    where next_at <= ${at} and (claimed_until is null or claimed_until <= ${at}) order by next_at limit ${limit}`.execute(
    reader,
  );
  return rows;
}

/** Takes a day, unless somebody is at it. */
export async function claimDay(
  tx: Tx,
  key: Key,
  claim: { readonly id: string; readonly at: Date; readonly until: Date },
): Promise<ReconciliationRow | undefined> {
  const { rows } = await sql<ReconciliationRow>`
    update payments.reconciliation as h set claim = ${claim.id}, claimed_until = ${claim.until}, attempts = attempts + 1
    where ${isKey(key)} and (claimed_until is null or claimed_until <= ${claim.at}) returning ${columns}`.execute(tx);
  return rows[0];
}

/** When a day is tried again, should nobody hear of this try any more. */
export async function putOff(tx: Tx, key: Key, next_at: Date | null): Promise<void> {
  await sql`update payments.reconciliation as h set next_at = ${next_at} where ${isKey(key)}`.execute(tx);
}

/** Of a day that is still this claim's: whoever took too long has lost it. */
export async function lockClaimed(tx: Tx, key: Key, claim: string): Promise<ReconciliationRow | undefined> {
  const { rows } = await sql<ReconciliationRow>`
    select ${columns} from payments.reconciliation as h where ${isKey(key)} and h.claim = ${claim} for update`.execute(
    tx,
  );
  return rows[0];
}

export async function settleDay(
  tx: Tx,
  key: Key,
  after: Pick<ReconciliationRow, "state" | "reason" | "next_at" | "attempts" | "run_id">,
): Promise<void> {
  await sql`update payments.reconciliation as h set state = ${after.state}, reason = ${after.reason}, next_at = ${after.next_at},
      attempts = ${after.attempts}, run_id = ${after.run_id}, claim = null, claimed_until = null
    where ${isKey(key)}`.execute(tx);
}

export async function addRun(tx: Tx, run: RunRow, differences: readonly Difference[]): Promise<void> {
  const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
  await sql`insert into payments.reconciliation_run (id, provider, day, account_id, at, outcome, reason, totals, differences)
    values (${run.id}, ${run.provider}, ${run.day}::date, ${run.account_id}, ${run.at}, ${run.outcome}, ${run.reason},
      ${json(run.totals)}::jsonb, ${run.differences})`.execute(tx);
  if (differences.length === 0) return;
  const column = (of: (one: Difference) => string | null) => sql`${differences.map(of)}::text[]`;
  await sql`insert into payments.reconciliation_difference
      (run_id, position, fingerprint, rule, kind, movement_id, shop_id, order_id, here, there, row_read)
    select ${run.id}, n, f, r, k, m, s, o, h::jsonb, t::jsonb, w::jsonb
    from unnest(${column((one) => one.fingerprint)}, ${column((one) => one.rule)}, ${column((one) => one.kind)}, ${column((one) => one.movement_id)},
      ${column((one) => one.shop_id)}, ${column((one) => one.order_id)}, ${column((one) => json(one.here))}, ${column((one) => json(one.there))},
      ${column((one) => json(one.row))}) with ordinality as u(f, r, k, m, s, o, h, t, w, n)`.execute(tx);
}

/** Remembers on which day's statement these stand; who stands on one already stays there. */
export async function addReconciled(
  tx: Tx,
  key: Key,
  matched: readonly Pick<OurMovement, "kind" | "id">[],
): Promise<void> {
  if (matched.length === 0) return;
  const sorted = matched.toSorted((a, b) => (movementKey(a.kind, a.id) < movementKey(b.kind, b.id) ? -1 : 1));
  await sql`insert into payments.reconciled (provider, kind, movement_id, day)
    select ${key.provider}, k, m, ${key.day}::date from unnest(${sorted.map((one) => one.kind)}::text[], ${sorted.map((one) => one.id)}::text[]) as u(k, m)
    on conflict do nothing`.execute(tx);
}

/** By key: the other day whose statement had it. */
export async function reconciledElsewhere(
  reader: Reader,
  key: Key,
  movements: readonly Pick<OurMovement, "kind" | "id">[],
): Promise<Map<string, string>> {
  if (movements.length === 0) return new Map();
  const { rows } = await sql<Pick<OurMovement, "kind"> & { movement_id: string; day: string }>`
    select kind, movement_id, day::text as day from payments.reconciled
    where provider = ${key.provider} and day <> ${key.day}::date
      and (kind, movement_id) in (select * from unnest(${movements.map((one) => one.kind)}::text[], ${movements.map((one) => one.id)}::text[]))`.execute(
    reader,
  );
  return new Map(rows.map((row) => [movementKey(row.kind, row.movement_id), row.day]));
}

/** Whether a day's statement was compared when it could be had as a whole. */
export async function comparedWhole(reader: Reader, key: Key, ready_at: Date): Promise<boolean> {
  const { rows } =
    await sql`select 1 from payments.reconciliation h join payments.reconciliation_run r on r.id = h.run_id
    where ${isKey(key)} and h.state in ('balanced', 'differs') and r.at >= ${ready_at}`.execute(reader);
  return rows.length > 0;
}

/** A day that was compared without its look back, and that nothing is planned for, is compared once more. */
export async function lookBackAgain(tx: Tx, key: Key, at: Date): Promise<void> {
  // Locked first: whoever is just settling it is waited for, and what they planned is seen.
  await sql`select 1 from payments.reconciliation as h where ${isKey(key)} for update`.execute(tx);
  await sql`update payments.reconciliation as h set next_at = ${at}
    where ${isKey(key)} and next_at is null and state in ('balanced', 'differs')`.execute(tx);
}

/** Fingerprints a run of a day found, that nobody has explained. */
export async function openFingerprints(reader: Reader, key: Key, run_id: string | null): Promise<Set<string>> {
  const { rows } = await sql<{ fingerprint: string }>`
    select d.fingerprint from payments.reconciliation_difference d where d.run_id = ${run_id} and not exists (
      select 1 from payments.reconciliation_remark r where r.provider = ${key.provider} and r.day = ${key.day}::date and r.fingerprint = d.fingerprint)`.execute(
    reader,
  );
  return new Set(rows.map((row) => row.fingerprint));
}

export interface DayView extends ReconciliationRow {
  run: (Pick<RunRow, "account_id" | "totals" | "differences"> & { at: string }) | null;
  tried_at: Date | null;
  unexplained: bigint;
}
const views = sql`select ${columns}, case when r.id is null then null else jsonb_build_object('account_id', r.account_id, 'at', r.at, 'totals', r.totals, 'differences', r.differences) end as run,
    (select t.at from payments.reconciliation_run t where t.provider = h.provider and t.day = h.day order by t.id desc limit 1) as tried_at,
    (select count(*) from payments.reconciliation_difference d where d.run_id = h.run_id and not exists (
      select 1 from payments.reconciliation_remark m where m.provider = h.provider and m.day = h.day and m.fingerprint = d.fingerprint)) as unexplained
  from payments.reconciliation h left join payments.reconciliation_run r on r.id = h.run_id`;

export async function dayView(reader: Reader, key: Key): Promise<DayView | undefined> {
  const { rows } = await sql<DayView>`${views} where ${isKey(key)}`.execute(reader);
  return rows[0];
}

/** Newest days first, after a place in that order. */
export async function dayViews(
  reader: Reader,
  which: { readonly provider?: string | undefined; readonly state?: ReconciliationState | undefined },
  after: Key | null,
  limit: number,
) {
  const { rows } = await sql<DayView>`${views}
    where ${which.provider === undefined ? sql`true` : sql`h.provider = ${which.provider}`}
      and ${which.state === undefined ? sql`true` : sql`h.state = ${which.state}`}
      and ${after === null ? sql`true` : sql`(h.day < ${after.day}::date or (h.day = ${after.day}::date and h.provider > ${after.provider}))`}
    order by h.day desc, h.provider limit ${limit}`.execute(reader);
  return rows;
}

export interface DifferenceView extends DifferenceRow {
  explained: { remark: string; account_id: string; at: string } | null;
}
/** Differences of the run a day shows, after a position, with the newest remark on each. */
export async function differencesOf(
  reader: Reader,
  key: Key,
  which: { readonly rule?: DifferenceRule | undefined; readonly fingerprint?: string },
  after: number,
  limit: number,
): Promise<DifferenceView[]> {
  const { rows } = await sql<DifferenceView>`
    select d.*, (select jsonb_build_object('remark', m.remark, 'account_id', m.account_id, 'at', m.at) from payments.reconciliation_remark m
        where m.provider = h.provider and m.day = h.day and m.fingerprint = d.fingerprint order by m.id desc limit 1) as explained
    from payments.reconciliation h join payments.reconciliation_difference d on d.run_id = h.run_id
    where ${isKey(key)} and d.position > ${after}
      and ${which.rule === undefined ? sql`true` : sql`d.rule = ${which.rule}`}
      and ${which.fingerprint === undefined ? sql`true` : sql`d.fingerprint = ${which.fingerprint}`}
    order by d.position limit ${limit}`.execute(reader);
  return rows;
}

export async function addRemark(
  tx: Tx,
  key: Key,
  remark: {
    readonly id: string;
    readonly fingerprint: string;
    readonly account_id: string;
    readonly remark: string;
    readonly at: Date;
  },
): Promise<void> {
  await sql`insert into payments.reconciliation_remark (provider, day, fingerprint, id, account_id, remark, at)
    values (${key.provider}, ${key.day}::date, ${remark.fingerprint}, ${remark.id}, ${remark.account_id}, ${remark.remark}, ${remark.at})`.execute(
    tx,
  );
}
