import { sql } from "kysely";
import type { LedgerAccountKind } from "../../../contract/ledger.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { Transfer } from "./ledger.ts";
import type { EntryRow, LedgerTables, TransferRow } from "./tables.ts";
import type { Change } from "./transfer.ts";

/** Adds transfers whose cause is new; returns the ids that were added. Waits for others who post the same cause. */
export async function addTransfers(
  tx: Tx,
  currency: string,
  transfers: readonly (Transfer & { id: string })[],
): Promise<Set<string>> {
  const rows = transfers.map(({ shop_id, id, kind, cause, order_id, at }): TransferRow => ({
    shop_id,
    id,
    kind,
    cause,
    order_id,
    currency,
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
  await sql`insert into ledger.entry (shop_id, transfer_id, account, amount)
    select * from unnest(${entries.map((entry) => entry.shop_id)}::text[], ${entries.map((entry) => entry.transfer_id)}::text[],
      ${entries.map((entry) => entry.account)}::text[], ${entries.map((entry) => entry.amount)}::bigint[])`.execute(tx);
}

/** Adds to balances, in the order given, making those that are not there yet. */
export async function addToBalances(tx: Tx, changes: readonly Change[]): Promise<void> {
  // What is inserted first is checked before the conflict is seen, so the rows are made empty before they are changed.
  const columns = sql`${changes.map((change) => change.shop_id)}::text[], ${changes.map((change) => change.account)}::text[]`;
  await sql`insert into ledger.balance (shop_id, account, amount) select s, a, 0 from unnest(${columns}) with ordinality as u(s, a, n) order by n on conflict do nothing`.execute(
    tx,
  );
  await sql`select 1 from ledger.balance where (shop_id, account) in (select * from unnest(${columns})) order by shop_id, account for update`.execute(
    tx,
  );
  await sql`update ledger.balance as b set amount = b.amount + u.amount
    from unnest(${columns}, ${changes.map((change) => change.amount)}::bigint[]) as u(shop_id, account, amount)
    where b.shop_id = u.shop_id and b.account = u.account`.execute(tx);
}

/** What is left in escrow of each order. Called with the shop's balances locked. */
export async function escrowOfOrders(
  tx: Tx,
  orders: readonly { shop_id: string; order_id: string }[],
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ order_id: string; left: bigint }>`
    select t.order_id, sum(e.amount)::bigint as left
    from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id
    where (t.shop_id, t.order_id) in (select * from unnest(${orders.map((order) => order.shop_id)}::text[], ${orders.map((order) => order.order_id)}::text[])) and e.account = 'escrow'
    group by t.order_id`.execute(tx);
  return new Map(rows.map((row) => [row.order_id, row.left]));
}

/** Transfers already posted for these causes, with their entries. */
export async function transfersByCause(reader: Reader, transfers: readonly Transfer[]): Promise<Transfer[]> {
  const { rows } = await sql<Omit<TransferRow, "currency"> & { accounts: EntryRow["account"][]; amounts: bigint[] }>`
    select t.shop_id, t.id, t.kind, t.cause, t.order_id, t.at, array_agg(e.account order by e.account) as accounts, array_agg(e.amount::text order by e.account) as amounts
    from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id
    where (t.shop_id, t.cause) in (select * from unnest(${transfers.map((one) => one.shop_id)}::text[], ${transfers.map((one) => one.cause)}::text[]))
    group by t.shop_id, t.id`.execute(reader);
  return rows.map(({ accounts, amounts, ...row }) => ({
    ...row,
    entries: accounts.map((account, index) => ({ account, amount: BigInt(amounts[index] ?? 0) })),
  }));
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
    .select(["e.shop_id", "e.transfer_id", "e.account", "e.amount", "t.kind", "t.order_id", "t.at"])
    .orderBy("e.transfer_id", "desc")
    .orderBy("e.account", "desc")
    .limit(limit);
  if (which.own_shop_id !== undefined)
    query = query.where("e.shop_id", "=", which.own_shop_id).where("e.account", "<>", "provider");
  if (which.shop_id !== undefined) query = query.where("e.shop_id", "=", which.shop_id);
  if (which.order_id !== undefined) query = query.where("t.order_id", "=", which.order_id);
  if (which.kind !== undefined) query = query.where("t.kind", "=", which.kind);
  if (which.account !== undefined) query = query.where("e.account", "=", which.account);
  if (after !== null)
    query = query.where(sql<boolean>`(e.transfer_id, e.account) < (${after.transfer_id}, ${after.account})`);
  return query.execute();
}

export interface Findings {
  transfers: bigint;
  entries: bigint;
  problems: { rule: string; detail: string }[];
}

/** Every invariant in one statement, which is one snapshot: traffic in between cannot look like a fault. */
export async function findProblems(reader: Reader, currency: string, listed_max: number): Promise<Findings> {
  const { rows } = await sql<Findings>`
    with sums as (select shop_id, transfer_id, sum(amount) as total, count(*) as sides from ledger.entry group by 1, 2),
      accounts as (select shop_id, account, sum(amount) as total from ledger.entry group by 1, 2),
      problem (rule, detail) as (
        select 'transfer_sums_to_zero', format('%s of %s sums to %s', transfer_id, shop_id, total) from sums where total <> 0
        union all
        select 'transfer_has_two_sides', format('%s of %s (%s) has %s entries', t.id, t.shop_id, t.cause, coalesce(s.sides, 0))
          from ledger.transfer t left join sums s on s.shop_id = t.shop_id and s.transfer_id = t.id where coalesce(s.sides, 0) < 2
        union all
        select 'entry_has_transfer', format('%s of %s has entries but is no transfer', s.transfer_id, s.shop_id)
          from sums s left join ledger.transfer t on t.shop_id = s.shop_id and t.id = s.transfer_id where t.id is null
        union all
        select 'balance_is_sum_of_entries', format('%s of %s says %s, its entries say %s', coalesce(b.account, a.account), coalesce(b.shop_id, a.shop_id), coalesce(b.amount, 0), coalesce(a.total, 0))
          from ledger.balance b full join accounts a on a.shop_id = b.shop_id and a.account = b.account where coalesce(b.amount, 0) <> coalesce(a.total, 0)
        union all
        select 'escrow_not_negative', format('escrow of %s is %s', shop_id, amount) from ledger.balance where account = 'escrow' and amount < 0
        union all
        select 'order_escrow_not_negative', format('%s of %s has %s left in escrow', t.order_id, t.shop_id, sum(e.amount))
          from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id
          where e.account = 'escrow' and t.order_id is not null group by t.shop_id, t.order_id having sum(e.amount) < 0
        union all
        select 'provider_is_sum_of_parts', format('accounts of %s sum to %s', shop_id, sum(amount)) from ledger.balance group by shop_id having sum(amount) <> 0
        union all
        select 'cause_posts_once', format('%s of %s posted %s times', cause, shop_id, count(*)) from ledger.transfer group by shop_id, cause having count(*) > 1
        union all
        select 'one_currency', format('%s of %s is in %s', id, shop_id, currency) from ledger.transfer where currency <> ${currency}
      )
    select (select count(*) from ledger.transfer) as transfers, (select count(*) from ledger.entry) as entries,
      coalesce((select jsonb_agg(jsonb_build_object('rule', rule, 'detail', detail) order by rule, detail) from (select * from problem order by 1, 2 limit ${listed_max}) as listed), '[]') as problems`.execute(
    reader,
  );
  const [found] = rows;
  return found ?? { transfers: 0n, entries: 0n, problems: [] };
}
