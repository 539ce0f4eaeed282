import { sql } from "kysely";
import type { PayMethod, PaymentFailure } from "../../../../contract/payments.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { PayPage } from "../provider.ts";
import type { ChargeEventRow, ChargeMemberRow, ChargeRow, PaymentsTables } from "../tables.ts";

export async function addCharge(tx: Tx, row: ChargeRow, members: readonly ChargeMemberRow[]): Promise<void> {
  const tables = tx.$extendTables<PaymentsTables>();
  await tables.insertInto("payments.charge").values(row).execute();
  await tables
    .insertInto("payments.charge_member")
    .values([...members])
    .execute();
}

export function chargeById(reader: Reader, account_id: string, id: string): Promise<ChargeRow | undefined> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.charge")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function lockCharge(tx: Tx, account_id: string, id: string): Promise<ChargeRow | undefined> {
  return tx
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.charge")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export function membersOfCharge(reader: Reader, account_id: string, charge_id: string): Promise<ChargeMemberRow[]> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.charge_member")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("charge_id", "=", charge_id)
    .orderBy("intent_id")
    .execute();
}

/** Locks the charges an intent ever was in, in the order of their ids, so that two tabs do not each make one. */
export async function lockChargesOfIntent(
  tx: Tx,
  account_id: string,
  intent_id: string,
): Promise<{ charge: ChargeRow; members: ChargeMemberRow[] }[]> {
  const tables = tx.$extendTables<PaymentsTables>();
  const ids = tables
    .selectFrom("payments.charge_member")
    .select("charge_id")
    .where("account_id", "=", account_id)
    .where("intent_id", "=", intent_id);
  const charges = await tables
    .selectFrom("payments.charge")
    .selectAll()
    .where("account_id", "=", account_id)
    .where("id", "in", ids)
    .orderBy("id")
    .forUpdate()
    .execute();
  if (charges.length === 0) return [];
  const members = await tables
    .selectFrom("payments.charge_member")
    .selectAll()
    .where("account_id", "=", account_id)
    .where(
      "charge_id",
      "in",
      charges.map((charge) => charge.id),
    )
    .execute();
  return charges.map((charge) => ({ charge, members: members.filter((member) => member.charge_id === charge.id) }));
}

/** Buyers make one charge at a time. */
export async function lockAccountsCharges(tx: Tx, account_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`laotie.charges.${account_id}`}))`.execute(tx);
}

/** Says who takes the money of a charge and how, which is then never changed. */
export async function claimCharge(
  tx: Tx,
  account_id: string,
  id: string,
  choice: { readonly provider: string; readonly method: PayMethod },
): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.charge")
    .set(choice)
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .execute();
}

export async function keepChargePage(
  tx: Tx,
  account_id: string,
  id: string,
  page: PayPage & { readonly ask_at: Date },
): Promise<ChargeRow | undefined> {
  return tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.charge")
    .set({
      payment_id: sql<string | null>`coalesce(payment_id, ${page.payment_id})`,
      page_id: page.page_id,
      pay_url: page.pay_url,
      ask_at: sql<Date>`case when state = 'open' then ${page.ask_at}::timestamptz end`,
    })
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

export async function captureCharge(
  tx: Tx,
  account_id: string,
  id: string,
  capture: { readonly payment_id: string; readonly paid_at: Date; readonly captured_at: Date },
): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.charge")
    .set({ ...capture, state: "captured", failure: null, ask_at: null })
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .execute();
}

export async function noteChargeFailure(
  tx: Tx,
  account_id: string,
  id: string,
  failure: PaymentFailure | null,
): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.charge")
    .set({ failure })
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .execute();
}

/** Nobody can pay it any more, or nobody should: the provider is asked no more. */
export async function closeCharge(tx: Tx, account_id: string, id: string): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.charge")
    .set({ state: "closed", ask_at: null })
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .where("state", "=", "open")
    .execute();
}

export async function stopAskingAboutCharge(tx: Tx, account_id: string, id: string): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.charge")
    .set({ ask_at: null })
    .where("account_id", "=", account_id)
    .where("id", "=", id)
    .execute();
}

export async function knownChargeEvents(
  reader: Reader,
  account_id: string,
  provider: string,
  event_id: string,
): Promise<Set<string>> {
  const rows = await reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.charge_event")
    .select("event_id")
    .where("account_id", "=", account_id)
    .where("provider", "=", provider)
    .where("event_id", "=", event_id)
    .execute();
  return new Set(rows.map((row) => row.event_id));
}

export async function addChargeEvent(tx: Tx, row: ChargeEventRow): Promise<void> {
  await tx.$extendTables<PaymentsTables>().insertInto("payments.charge_event").values(row).execute();
}

/** Charges whose provider should be asked by now; each is put off to `next`, so that two sweeps do not ask twice. */
export async function takeChargesToAsk(tx: Tx, at: Date, next: Date, limit: number): Promise<ChargeRow[]> {
  const { rows } = await sql<ChargeRow>`
    update payments.charge as c set ask_at = ${next}
    from (select account_id, id from payments.charge where ask_at <= ${at} order by ask_at limit ${limit} for update skip locked) as due
    where c.account_id = due.account_id and c.id = due.id returning c.*`.execute(tx);
  return rows;
}
