import { sql } from "kysely";
import type { PayoutState } from "../../../contract/payouts.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type {
  BankAccountRow,
  BankEventRow,
  DepositPaymentRow,
  HoldRow,
  PayoutRow,
  PayoutTables,
  RhythmRow,
} from "./tables.ts";

export function accountOf(reader: Reader, shop_id: string): Promise<BankAccountRow | undefined> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.bank_account")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .executeTakeFirst();
}

export async function keepAccount(tx: Tx, row: BankAccountRow): Promise<void> {
  const { sealed, changed_by, changed_at } = row;
  await tx
    .$extendTables<PayoutTables>()
    .insertInto("payouts.bank_account")
    .values(row)
    .onConflict((conflict) => conflict.column("shop_id").doUpdateSet({ sealed, changed_by, changed_at }))
    .execute();
}

/** Accounts that this person wrote down, of any shop. */
export function accountsBy(reader: Reader, account_id: string): Promise<BankAccountRow[]> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.bank_account")
    .selectAll()
    .where("changed_by", "=", account_id)
    .execute();
}
export async function removeAccountsBy(tx: Tx, account_id: string): Promise<void> {
  await tx
    .$extendTables<PayoutTables>()
    .deleteFrom("payouts.bank_account")
    .where("changed_by", "=", account_id)
    .execute();
}

export async function addPayout(tx: Tx, row: PayoutRow): Promise<void> {
  await tx.$extendTables<PayoutTables>().insertInto("payouts.payout").values(row).execute();
}

/** Locks payouts of one shop, always in the order of their ids. */
export function lockPayouts(tx: Tx, shop_id: string, ids: readonly string[]): Promise<PayoutRow[]> {
  return tx
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.payout")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Writes what may change of payouts that were locked. */
export async function savePayouts(tx: Tx, rows: readonly PayoutRow[]): Promise<void> {
  for (const {
    shop_id,
    id,
    state,
    carrier,
    file_id,
    reason_sealed,
    decided_by,
    decided_at,
    sent_at,
    ended_at,
    ask_at,
  } of rows)
    await tx
      .$extendTables<PayoutTables>()
      .updateTable("payouts.payout")
      .set({ state, carrier, file_id, reason_sealed, decided_by, decided_at, sent_at, ended_at, ask_at })
      .where("shop_id", "=", shop_id)
      .where("id", "=", id)
      .execute();
}

/** The shop of a payout; operators know the payout only. Asks every shard. */
export async function shopOfPayout(reader: Reader, id: string): Promise<string | undefined> {
  const row = await reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.payout")
    .select("shop_id")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.shop_id;
}

/** Payouts newest first (ids sort by time). */
export function newestPayouts(
  reader: Reader,
  which: { readonly shop_id?: string | undefined; readonly state?: PayoutState | undefined },
  before: string | undefined,
  limit: number,
): Promise<PayoutRow[]> {
  let query = reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.payout")
    .selectAll()
    .orderBy("id", "desc")
    .limit(limit);
  if (which.shop_id !== undefined) query = query.where("shop_id", "=", which.shop_id);
  if (which.state !== undefined) query = query.where("state", "=", which.state);
  if (before !== undefined) query = query.where("id", "<", before);
  return query.execute();
}

/** Approved payouts that nobody holds, oldest first, locked; what another transaction holds is passed over. */
export async function lockReady(tx: Tx, limit: number): Promise<PayoutRow[]> {
  const { rows } = await sql<PayoutRow>`select p.* from payouts.payout p where p.state = 'approved'
      and not exists (select 1 from payouts.hold h where h.shop_id = p.shop_id)
    order by p.id limit ${limit} for update of p skip locked`.execute(tx);
  return rows;
}

export function payoutsOfFile(reader: Reader, file_id: string): Promise<PayoutRow[]> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.payout")
    .selectAll()
    .where("file_id", "=", file_id)
    .orderBy("id")
    .execute();
}

/** Payouts whose carrier should be asked by now; each is put off to `next`, so that two sweeps do not ask twice. */
export async function takeToAsk(
  tx: Tx,
  at: Date,
  next: Date,
  limit: number,
): Promise<Pick<PayoutRow, "shop_id" | "id">[]> {
  const { rows } = await sql<Pick<PayoutRow, "shop_id" | "id">>`update payouts.payout as p set ask_at = ${next}
    from (select shop_id, id from payouts.payout where ask_at <= ${at} order by ask_at limit ${limit} for update skip locked) as due
    where p.shop_id = due.shop_id and p.id = due.id returning p.shop_id, p.id`.execute(tx);
  return rows;
}

/** How many wait for an operator's word. */
export async function countRequested(reader: Reader): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from payouts.payout where state = 'requested'`.execute(
    reader,
  );
  return Number(rows[0]?.n ?? 0n);
}

/** The hold on a shop's payouts. `lock`: nobody sets or lifts it until the transaction ends. */
export function holdOf(reader: Reader, shop_id: string): Promise<HoldRow | undefined> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.hold")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .executeTakeFirst();
}
/** False where the shop is held already. */
export async function addHold(tx: Tx, row: HoldRow): Promise<boolean> {
  const added = await tx
    .$extendTables<PayoutTables>()
    .insertInto("payouts.hold")
    .values(row)
    .onConflict((conflict) => conflict.column("shop_id").doNothing())
    .returning("shop_id")
    .executeTakeFirst();
  return added !== undefined;
}
export async function removeHold(tx: Tx, shop_id: string): Promise<boolean> {
  const removed = await tx
    .$extendTables<PayoutTables>()
    .deleteFrom("payouts.hold")
    .where("shop_id", "=", shop_id)
    .returning("shop_id")
    .executeTakeFirst();
  return removed !== undefined;
}
export function holdsAfter(reader: Reader, after: string, limit: number): Promise<HoldRow[]> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.hold")
    .selectAll()
    .where("shop_id", ">", after)
    .orderBy("shop_id")
    .limit(limit)
    .execute();
}

export function rhythmOf(reader: Reader, shop_id: string): Promise<RhythmRow | undefined> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.rhythm")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .executeTakeFirst();
}
export async function keepRhythm(tx: Tx, row: RhythmRow): Promise<void> {
  const { rhythm, next_at } = row;
  await tx
    .$extendTables<PayoutTables>()
    .insertInto("payouts.rhythm")
    .values(row)
    .onConflict((conflict) => conflict.column("shop_id").doUpdateSet({ rhythm, next_at }))
    .execute();
}
export async function removeRhythm(tx: Tx, shop_id: string): Promise<void> {
  await tx.$extendTables<PayoutTables>().deleteFrom("payouts.rhythm").where("shop_id", "=", shop_id).execute();
}
export function dueRhythms(reader: Reader, at: Date, limit: number): Promise<RhythmRow[]> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.rhythm")
    .selectAll()
    .where("next_at", "<=", at)
    .orderBy("next_at")
    .limit(limit)
    .execute();
}
/** The shop's rhythm if it is still due, locked; undefined where another process has it. */
export async function lockDueRhythm(tx: Tx, shop_id: string, at: Date): Promise<RhythmRow | undefined> {
  const { rows } =
    await sql<RhythmRow>`select * from payouts.rhythm where shop_id = ${shop_id} and next_at <= ${at} for update skip locked`.execute(
      tx,
    );
  return rows[0];
}

export async function addDepositPayment(tx: Tx, row: DepositPaymentRow): Promise<void> {
  await tx.$extendTables<PayoutTables>().insertInto("payouts.deposit_payment").values(row).execute();
}
export function depositPaymentOf(reader: Reader, shop_id: string, id: string): Promise<DepositPaymentRow | undefined> {
  return reader
    .$extendTables<PayoutTables>()
    .selectFrom("payouts.deposit_payment")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .where("id", "=", id)
    .executeTakeFirst();
}
/** Those of these ids that are payments of a deposit and not taken into it yet, marked as taken. */
export async function takeDepositPayments(
  tx: Tx,
  shop_id: string,
  ids: readonly string[],
  at: Date,
): Promise<DepositPaymentRow[]> {
  return tx
    .$extendTables<PayoutTables>()
    .updateTable("payouts.deposit_payment")
    .set({ paid_at: at })
    .where("shop_id", "=", shop_id)
    .where("id", "in", [...ids])
    .where("paid_at", "is", null)
    .returningAll()
    .execute();
}

/** Keeps events; returns the ids that are new. */
export async function addEvents(tx: Tx, rows: readonly BankEventRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const added = await tx
    .$extendTables<PayoutTables>()
    .insertInto("payouts.event")
    .values([...rows])
    .onConflict((conflict) => conflict.columns(["shop_id", "carrier", "event_id"]).doNothing())
    .returning("event_id")
    .execute();
  return new Set(added.map((row) => row.event_id));
}
