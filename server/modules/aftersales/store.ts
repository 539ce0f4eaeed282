import { sql, type RawBuilder } from "kysely";
import type { AftersaleState } from "../../../contract/aftersale-words.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { OrderKey } from "../orders/index.ts";
import type { AftersaleKey, AftersaleLineRow, AftersaleRow, EntryRow, RefundRow, ShopRuleRow } from "./tables.ts";

const keysOf = (keys: readonly { shop_id: string }[], ids: readonly string[]): RawBuilder<unknown> =>
  sql`select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${[...ids]}::text[])`;
const orderKeys = (keys: readonly OrderKey[]) =>
  keysOf(
    keys,
    keys.map((key) => key.order_id),
  );
const aftersaleKeys = (keys: readonly AftersaleKey[]) =>
  keysOf(
    keys,
    keys.map((key) => key.aftersale_id),
  );

type Tables = {
  "aftersales.aftersale": AftersaleRow;
  "aftersales.line": AftersaleLineRow;
  "aftersales.entry": EntryRow;
  "aftersales.buyer_aftersale": { account_id: string; aftersale_id: string; shop_id: string };
  "aftersales.shop_rule": ShopRuleRow;
  "aftersales.refund": RefundRow;
};

export async function insertAftersale(tx: Tx, row: AftersaleRow, lines: readonly AftersaleLineRow[]): Promise<void> {
  const tables = tx.$extendTables<Tables>();
  await tables.insertInto("aftersales.aftersale").values(row).execute();
  await tables
    .insertInto("aftersales.line")
    .values([...lines])
    .execute();
  await tables
    .insertInto("aftersales.buyer_aftersale")
    .values({ account_id: row.buyer_id, aftersale_id: row.aftersale_id, shop_id: row.shop_id })
    .execute();
}

/** Writes a row that was locked. */
export async function saveAftersale(tx: Tx, row: AftersaleRow): Promise<void> {
  const { shop_id, aftersale_id, ...changes } = row;
  await tx
    .$extendTables<Tables>()
    .updateTable("aftersales.aftersale")
    .set(changes)
    .where("shop_id", "=", shop_id)
    .where("aftersale_id", "=", aftersale_id)
    .execute();
}

export async function saveLines(tx: Tx, rows: readonly AftersaleLineRow[]): Promise<void> {
  await sql`update aftersales.line l set amount = u.amount, units_gone = u.units_gone, restocked = u.restocked, open = u.open
    from unnest(${rows.map((row) => row.shop_id)}::text[], ${rows.map((row) => row.aftersale_id)}::text[], ${rows.map((row) => row.line_id)}::text[], ${rows.map((row) => row.amount)}::bigint[],
      ${rows.map((row) => row.units_gone)}::integer[], ${rows.map((row) => row.restocked)}::integer[], ${rows.map((row) => row.open)}::boolean[])
      as u (shop_id, aftersale_id, line_id, amount, units_gone, restocked, open)
    where l.shop_id = u.shop_id and l.aftersale_id = u.aftersale_id and l.line_id = u.line_id`.execute(tx);
}

export async function insertEntry(tx: Tx, row: EntryRow): Promise<void> {
  await tx.$extendTables<Tables>().insertInto("aftersales.entry").values(row).execute();
}

/** Which order an after-sale is of; that never changes, so the order can be locked before the after-sale is. */
export async function orderOf(reader: Reader, key: AftersaleKey): Promise<string | undefined> {
  const found = await sql<{
    order_id: string;
  }>`select order_id from aftersales.aftersale where shop_id = ${key.shop_id} and aftersale_id = ${key.aftersale_id}`.execute(
    reader,
  );
  return found.rows[0]?.order_id;
}

/** Every after-sale of these orders of one shop, oldest first; called with the orders locked. */
export async function lockOfOrders(
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<{ rows: AftersaleRow[]; lines: AftersaleLineRow[] }> {
  const rows =
    await sql<AftersaleRow>`select * from aftersales.aftersale where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[]) order by aftersale_id for update`.execute(
      tx,
    );
  return { rows: rows.rows, lines: await linesOfOrders(tx, shop_id, order_ids) };
}

/** The same without locks, for looking. */
export async function ofOrders(reader: Reader, shop_id: string, order_ids: readonly string[]): Promise<AftersaleRow[]> {
  const found =
    await sql<AftersaleRow>`select * from aftersales.aftersale where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[]) order by aftersale_id`.execute(
      reader,
    );
  return found.rows;
}

export async function linesOfOrders(
  reader: Reader,
  shop_id: string,
  order_ids: readonly string[],
): Promise<AftersaleLineRow[]> {
  const found =
    await sql<AftersaleLineRow>`select * from aftersales.line where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[]) order by aftersale_id, line_id`.execute(
      reader,
    );
  return found.rows;
}

export async function aftersalesByKey(reader: Reader, keys: readonly AftersaleKey[]): Promise<AftersaleRow[]> {
  const found =
    await sql<AftersaleRow>`select * from aftersales.aftersale where (shop_id, aftersale_id) in (${aftersaleKeys(keys)})`.execute(
      reader,
    );
  return found.rows;
}
export async function linesByKey(reader: Reader, keys: readonly AftersaleKey[]): Promise<AftersaleLineRow[]> {
  const found =
    await sql<AftersaleLineRow>`select * from aftersales.line where (shop_id, aftersale_id) in (${aftersaleKeys(keys)}) order by line_id`.execute(
      reader,
    );
  return found.rows;
}
export async function entriesByKey(reader: Reader, keys: readonly AftersaleKey[]): Promise<EntryRow[]> {
  const found =
    await sql<EntryRow>`select * from aftersales.entry where (shop_id, aftersale_id) in (${aftersaleKeys(keys)}) order by aftersale_id, version`.execute(
      reader,
    );
  return found.rows;
}

export async function findBuyersAftersale(
  reader: Reader,
  account_id: string,
  aftersale_id: string,
): Promise<AftersaleKey | undefined> {
  const found =
    await sql<AftersaleKey>`select shop_id, aftersale_id from aftersales.buyer_aftersale where account_id = ${account_id} and aftersale_id = ${aftersale_id}`.execute(
      reader,
    );
  return found.rows[0];
}
/** Of any shop: asks every shard, so it is for operators only. */
export async function findAnyAftersale(reader: Reader, aftersale_id: string): Promise<AftersaleKey | undefined> {
  const found =
    await sql<AftersaleKey>`select shop_id, aftersale_id from aftersales.aftersale where aftersale_id = ${aftersale_id}`.execute(
      reader,
    );
  return found.rows[0];
}

/** Keys of a buyer's after-sales, newest first. */
export async function listBuyers(
  reader: Reader,
  account_id: string,
  page: { before: string | null; limit: number },
): Promise<AftersaleKey[]> {
  const found =
    await sql<AftersaleKey>`select shop_id, aftersale_id from aftersales.buyer_aftersale where account_id = ${account_id}
    ${page.before === null ? sql`` : sql`and aftersale_id < ${page.before}`} order by aftersale_id desc limit ${page.limit}`.execute(
      reader,
    );
  return found.rows;
}
/** Those of these that are in one of the states. */
export async function inStates(
  reader: Reader,
  keys: readonly AftersaleKey[],
  states: readonly AftersaleState[],
): Promise<Set<string>> {
  const found =
    await sql<AftersaleKey>`select aftersale_id from aftersales.aftersale where (shop_id, aftersale_id) in (${aftersaleKeys(keys)}) and state = any(${[...states]}::text[])`.execute(
      reader,
    );
  return new Set(found.rows.map((row) => row.aftersale_id));
}

export interface DeskFilter {
  /** Null: every shop's, for operators. */
  readonly shop_id: string | null;
  readonly states: readonly AftersaleState[] | null;
  readonly order_id: string | null;
  /** Due before. */
  readonly due_before: Date | null;
  readonly before: string | null;
  readonly limit: number;
}
/** Keys for a desk, newest first. */
export async function listForDesk(reader: Reader, filter: DeskFilter): Promise<AftersaleKey[]> {
  const { shop_id, states, order_id, due_before, before, limit } = filter;
  const found = await sql<AftersaleKey>`select shop_id, aftersale_id from aftersales.aftersale where true
    ${shop_id === null ? sql`` : sql`and shop_id = ${shop_id}`} ${states === null ? sql`` : sql`and state = any(${[...states]}::text[])`}
    ${order_id === null ? sql`` : sql`and order_id = ${order_id}`} ${due_before === null ? sql`` : sql`and deadline_at < ${due_before}`}
    ${before === null ? sql`` : sql`and aftersale_id < ${before}`} order by aftersale_id desc limit ${limit}`.execute(
    reader,
  );
  return found.rows;
}

export interface StateCount {
  readonly state: AftersaleState;
  readonly count: bigint;
  readonly near: bigint;
  readonly failed: bigint;
  readonly gathering: bigint;
}
/** Open after-sales by state, and how many of them are due before an instant, were refused by the provider, or take evidence after `at`. */
export async function countOpen(
  reader: Reader,
  shop_id: string | null,
  states: readonly AftersaleState[],
  at: Date,
  near: Date,
): Promise<StateCount[]> {
  const found =
    await sql<StateCount>`select state, count(*) as count, count(*) filter (where deadline_at < ${near}) as near,
      count(*) filter (where pay_failed) as failed, count(*) filter (where evidence_until > ${at}) as gathering
    from aftersales.aftersale where state = any(${[...states]}::text[]) ${shop_id === null ? sql`` : sql`and shop_id = ${shop_id}`} group by state`.execute(
      reader,
    );
  return found.rows;
}

/** Of these buyers' and shops' after-sales: how many are not over. */
export async function countOpenOf(
  reader: Reader,
  account_id: string,
  states: readonly AftersaleState[],
): Promise<number> {
  const found = await sql<{ count: bigint }>`select count(*) as count from aftersales.buyer_aftersale b
    join aftersales.aftersale a on a.shop_id = b.shop_id and a.aftersale_id = b.aftersale_id
    where b.account_id = ${account_id} and a.state = any(${[...states]}::text[])`.execute(reader);
  return Number(found.rows[0]?.count ?? 0n);
}

export async function shopRules(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, ShopRuleRow>> {
  const found =
    await sql<ShopRuleRow>`select * from aftersales.shop_rule where shop_id = any(${[...shop_ids]}::text[])`.execute(
      reader,
    );
  return new Map(found.rows.map((row) => [row.shop_id, row]));
}
export async function saveShopRule(tx: Tx, row: ShopRuleRow): Promise<void> {
  await sql`insert into aftersales.shop_rule (shop_id, agree_unshipped_at_once, return_address_sealed, updated_at)
    values (${row.shop_id}, ${row.agree_unshipped_at_once}, ${row.return_address_sealed}, ${row.updated_at})
    on conflict (shop_id) do update set agree_unshipped_at_once = excluded.agree_unshipped_at_once, return_address_sealed = excluded.return_address_sealed, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

export async function insertRefunds(tx: Tx, rows: readonly RefundRow[]): Promise<void> {
  await tx
    .$extendTables<Tables>()
    .insertInto("aftersales.refund")
    .values([...rows])
    .execute();
}

/** Oldest first. */
export async function refundsByOrder(reader: Reader, keys: readonly OrderKey[]): Promise<RefundRow[]> {
  const found =
    await sql<RefundRow>`select * from aftersales.refund where (shop_id, order_id) in (${orderKeys(keys)}) order by refund_id`.execute(
      reader,
    );
  return found.rows;
}
export async function refundsById(
  reader: Reader,
  shop_id: string,
  refund_ids: readonly string[],
): Promise<RefundRow[]> {
  const found =
    await sql<RefundRow>`select * from aftersales.refund where shop_id = ${shop_id} and refund_id = any(${[...refund_ids]}::text[]) order by refund_id`.execute(
      reader,
    );
  return found.rows;
}

/** Those of these refunds that were still being paid are over now. */
export async function endRefunds(
  tx: Tx,
  shop_id: string,
  refund_ids: readonly string[],
  state: "success" | "failed",
  at: Date,
): Promise<RefundRow[]> {
  const found =
    await sql<RefundRow>`update aftersales.refund set state = ${state}, succeeded_at = ${state === "success" ? at : null}
    where shop_id = ${shop_id} and refund_id = any(${[...refund_ids]}::text[]) and state = 'paying' returning *`.execute(
      tx,
    );
  return found.rows;
}
