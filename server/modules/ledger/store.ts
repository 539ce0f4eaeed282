import { sql } from "kysely";
import type { LedgerAccountKind } from "../../../contract/ledger.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { Transfer } from "./ledger.ts";
import type { OrderBooks } from "./refund-plan.ts";
import type { BalanceRow, EntryRow, LedgerTables, TransferRow } from "./tables.ts";
import { spokenAmount, type Change } from "./transfer.ts";

/** Adds transfers whose cause is new; returns the ids that were added. Waits for others who post the same cause. */
export async function addTransfers(
  tx: Tx,
  currency: string,
  transfers: readonly (Transfer & Pick<TransferRow, "id" | "phase" | "resolves">)[],
): Promise<Set<string>> {
  const rows = transfers.map(({ shop_id, id, kind, cause, order_id, base, phase, resolves, at }): TransferRow => ({
    shop_id,
    id,
    kind,
    cause,
    order_id,
    currency,
    phase,
    resolves,
    base: base ?? null,
    at,
  }));
  const added = await tx
    .$extendTables<LedgerTables>()
    .insertInto("ledger.transfer")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["shop_id", "cause"]).doNothing())
    .returning("id")
    .execute();
  return new Set(added.map((row) => row.id));
}

export async function addEntries(tx: Tx, entries: readonly EntryRow[]): Promise<void> {
  await sql`insert into ledger.entry (shop_id, transfer_id, account, amount, pending_in, pending_out)
    select * from unnest(${entries.map((entry) => entry.shop_id)}::text[], ${entries.map((entry) => entry.transfer_id)}::text[],
      ${entries.map((entry) => entry.account)}::text[], ${entries.map((entry) => entry.amount)}::bigint[],
      ${entries.map((entry) => entry.pending_in)}::bigint[], ${entries.map((entry) => entry.pending_out)}::bigint[])`.execute(
    tx,
  );
}

/** Adds to balances, in the order given, making those that are not there yet. */
export async function addToBalances(tx: Tx, changes: readonly Change[]): Promise<void> {
  // What is inserted first is checked before the conflict is seen, so the rows are made empty before they are changed.
  const columns = sql`${changes.map((change) => change.shop_id)}::text[], ${changes.map((change) => change.account)}::text[]`;
  await sql`insert into ledger.balance (shop_id, account, amount, pending_in, pending_out) select s, a, 0, 0, 0 from unnest(${columns}) with ordinality as u(s, a, n) order by n on conflict do nothing`.execute(
    tx,
  );
  await sql`select 1 from ledger.balance where (shop_id, account) in (select * from unnest(${columns})) order by shop_id, account for update`.execute(
    tx,
  );
  await sql`update ledger.balance as b set amount = b.amount + u.amount, pending_in = b.pending_in + u.pending_in, pending_out = b.pending_out + u.pending_out
    from unnest(${columns}, ${changes.map((change) => change.amount)}::bigint[], ${changes.map((change) => change.pending_in)}::bigint[],
      ${changes.map((change) => change.pending_out)}::bigint[]) as u(shop_id, account, amount, pending_in, pending_out)
    where b.shop_id = u.shop_id and b.account = u.account`.execute(tx);
}

/** What is left in escrow of each order and promised to nobody. Called with the shop's balances locked. */
export async function escrowOfOrders(
  tx: Tx,
  orders: readonly { shop_id: string; order_id: string }[],
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ order_id: string; left: bigint }>`
    select t.order_id, sum(e.amount - e.pending_out)::bigint as left
    from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id
    where (t.shop_id, t.order_id) in (select * from unnest(${orders.map((order) => order.shop_id)}::text[], ${orders.map((order) => order.order_id)}::text[])) and e.account = 'escrow'
    group by t.order_id`.execute(tx);
  return new Map(rows.map((row) => [row.order_id, row.left]));
}

/** Transfers in the books under these causes, with what their entries speak of. */
export async function transfersByCause(
  reader: Reader,
  asked: readonly { readonly shop_id: string; readonly cause: string }[],
): Promise<(Transfer & Pick<TransferRow, "id" | "phase">)[]> {
  const { rows } = await sql<
    Omit<TransferRow, "currency" | "resolves"> & { accounts: EntryRow["account"][]; sums: Record<string, string>[] }
  >`
    select t.shop_id, t.id, t.kind, t.cause, t.order_id, t.base, t.phase, t.at, array_agg(e.account order by e.account) as accounts,
      jsonb_agg(jsonb_build_object('amount', e.amount::text, 'pending_in', e.pending_in::text, 'pending_out', e.pending_out::text) order by e.account) as sums
    from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id
    where (t.shop_id, t.cause) in (select * from unnest(${asked.map((one) => one.shop_id)}::text[], ${asked.map((one) => one.cause)}::text[]))
    group by t.shop_id, t.id`.execute(reader);
  return rows.map(({ accounts, sums, ...row }) => ({
    ...row,
    entries: accounts.map((account, index) => {
      const said = (name: string) => BigInt(sums[index]?.[name] ?? 0);
      return {
        account,
        amount: spokenAmount(row.phase, {
          amount: said("amount"),
          pending_in: said("pending_in"),
          pending_out: said("pending_out"),
        }),
      };
    }),
  }));
}

/** What moved at the provider under causes, with what became of promises. */
export async function movedAtProvider(
  reader: Reader,
  asked: readonly { readonly shop_id: string; readonly cause: string }[],
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ shop_id: string; cause: string; amount: bigint }>`
    select t.shop_id, t.cause, -sum(e.amount)::bigint as amount
    from ledger.transfer t
      cross join lateral (select t.id union all select r.id from ledger.transfer r where r.shop_id = t.shop_id and r.resolves = t.id) as part
      join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = part.id and e.account = 'provider'
    where (t.shop_id, t.cause) in (select * from unnest(${asked.map((one) => one.shop_id)}::text[], ${asked.map((one) => one.cause)}::text[]))
    group by t.shop_id, t.cause`.execute(reader);
  return new Map(rows.map((row) => [`${row.shop_id} ${row.cause}`, row.amount]));
}

/** Every balance of these shops, locked in one order. */
export async function lockBalanceRows(tx: Tx, shop_ids: readonly string[]): Promise<BalanceRow[]> {
  return tx
    .$extendTables<LedgerTables>()
    .selectFrom("ledger.balance")
    .selectAll()
    .where("shop_id", "in", [...shop_ids])
    .orderBy("shop_id")
    .orderBy("account")
    .forUpdate()
    .execute();
}

/**
 * What the books say of orders' money. Every phase adds what it adds, so that a promise counts as long as it stands:
 * a kept one moves from pending to done, a dropped one leaves no trace in the sums.
 */
export async function booksOfOrders(
  reader: Reader,
  orders: readonly { readonly shop_id: string; readonly order_id: string }[],
): Promise<Map<string, OrderBooks>> {
  const keys = sql`(select * from unnest(${orders.map((order) => order.shop_id)}::text[], ${orders.map((order) => order.order_id)}::text[]))`;
  const { rows } = await sql<OrderBooks & { order_id: string }>`
    with sides as (
      select t.order_id, t.kind, e.account, e.amount, e.pending_in, e.pending_out
      from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id where (t.shop_id, t.order_id) in ${keys}),
    money as (
      select order_id,
        coalesce(-sum(amount) filter (where kind = 'capture' and account = 'provider'), 0)::bigint as paid,
        coalesce(-sum(amount) filter (where kind = 'subsidy' and account = 'subsidy'), 0)::bigint as subsidised,
        coalesce(sum(amount + pending_in) filter (where kind in ('refund', 'late_refund') and account = 'provider'), 0)::bigint as refunded,
        coalesce(sum(amount + pending_in) filter (where kind in ('refund', 'late_refund') and account = 'subsidy'), 0)::bigint as subsidy_returned,
        coalesce(sum(amount - pending_out) filter (where account = 'escrow'), 0)::bigint as escrow,
        coalesce(sum(pending_out) filter (where account = 'escrow'), 0)::bigint as escrow_pending,
        bool_or(kind in ('settle_shop', 'settle_platform')) as settled,
        coalesce(sum(amount) filter (where kind = 'settle_platform' and account = 'platform'), 0)::bigint as take,
        coalesce(sum(pending_out - amount) filter (where kind = 'refund' and account = 'platform'), 0)::bigint as take_returned
      from sides group by order_id),
    bases as (
      select order_id,
        coalesce(sum(base) filter (where kind = 'settle_platform'), 0)::bigint as take_base,
        coalesce(sum(case phase when 'dropped' then -base when 'kept' then 0 else base end) filter (where kind = 'refund'), 0)::bigint as base_returned
      from ledger.transfer where (shop_id, order_id) in ${keys} group by order_id)
    select * from money join bases using (order_id)`.execute(reader);
  return new Map(rows.map(({ order_id, ...books }) => [order_id, books]));
}

/** The plain sums, as kept; provider is negative here. */
export async function balanceRows(reader: Reader, shop_ids: readonly string[]) {
  return reader
    .$extendTables<LedgerTables>()
    .selectFrom("ledger.balance")
    .selectAll()
    .where("shop_id", "in", [...shop_ids])
    .execute();
}

/**
 * The plain sums as they were: what they are now less everything since, which is cheap for the recent past. One statement, so one
 * snapshot.
 */
export async function balanceRowsAsOf(reader: Reader, shop_id: string, at: Date): Promise<BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    with since as (
      select e.account, sum(e.amount)::bigint as amount, sum(e.pending_in)::bigint as pending_in, sum(e.pending_out)::bigint as pending_out
      from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id
      where t.shop_id = ${shop_id} and t.at > ${at} group by e.account)
    select b.shop_id, b.account, b.amount - coalesce(s.amount, 0) as amount, b.pending_in - coalesce(s.pending_in, 0) as pending_in,
      b.pending_out - coalesce(s.pending_out, 0) as pending_out
    from ledger.balance b left join since s on s.account = b.account where b.shop_id = ${shop_id}`.execute(reader);
  return rows;
}

/** Shops that have a balance, by id, after `after`. */
export async function shopsWithBalance(reader: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await reader
    .$extendTables<LedgerTables>()
    .selectFrom("ledger.balance")
    .select("shop_id")
    .distinct()
    .where("shop_id", ">", after)
    .orderBy("shop_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.shop_id);
}

export interface EntryView extends EntryRow {
  kind: TransferRow["kind"];
  phase: TransferRow["phase"];
  resolves: string | null;
  order_id: string | null;
  at: Date;
}
export interface EntryFilter {
  /** One shop's own side. */
  readonly own_shop_id?: string;
  readonly shop_id?: string | undefined;
  readonly order_id?: string | undefined;
  readonly kind?: TransferRow["kind"] | undefined;
  readonly account?: LedgerAccountKind | undefined;
  /** Instants: from one on, and before another. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}
export interface EntryPlace {
  readonly transfer_id: string;
  readonly account: string;
}

/**
 * Entries newest first (transfer ids sort by time), after a place in that order: of all shops, or of one, which is shown
 * its own side only and not what the provider holds for us.
 */
export async function newestEntries(
  reader: Reader,
  which: EntryFilter,
  after: EntryPlace | null,
  limit: number,
): Promise<EntryView[]> {
  let query = reader
    .$extendTables<LedgerTables>()
    .selectFrom("ledger.entry as e")
    .innerJoin("ledger.transfer as t", (join) =>
      join.onRef("t.shop_id", "=", "e.shop_id").onRef("t.id", "=", "e.transfer_id"),
    )
    .select([
      "e.shop_id",
      "e.transfer_id",
      "e.account",
      "e.amount",
      "e.pending_in",
      "e.pending_out",
      "t.kind",
      "t.phase",
      "t.resolves",
      "t.order_id",
      "t.at",
    ])
    .orderBy("e.transfer_id", "desc")
    .orderBy("e.account", "desc")
    .limit(limit);
  if (which.own_shop_id !== undefined)
    query = query.where("e.shop_id", "=", which.own_shop_id).where("e.account", "not in", ["provider", "subsidy"]);
  if (which.shop_id !== undefined) query = query.where("e.shop_id", "=", which.shop_id);
  if (which.order_id !== undefined) query = query.where("t.order_id", "=", which.order_id);
  if (which.kind !== undefined) query = query.where("t.kind", "=", which.kind);
  if (which.account !== undefined) query = query.where("e.account", "=", which.account);
  if (which.from !== undefined) query = query.where("t.at", ">=", new Date(which.from));
  if (which.until !== undefined) query = query.where("t.at", "<", new Date(which.until));
  if (after !== null)
    query = query.where(sql<boolean>`(e.transfer_id, e.account) < (${after.transfer_id}, ${after.account})`);
  return query.execute();
}
