import type { Reader } from "../../../kernel/db.ts";
import type { ChargeMemberRow, ChargeRow, PaymentsTables } from "../tables.ts";

type Charge = Pick<
  ChargeRow,
  | "id"
  | "amount"
  | "currency"
  | "state"
  | "provider"
  | "method"
  | "payment_id"
  | "failure"
  | "created_at"
  | "expires_at"
  | "paid_at"
> & { readonly pays: readonly Pick<ChargeMemberRow, "shop_id" | "order_id" | "intent_id" | "amount">[] };

/** A buyer's payments for several orders, newest first, each with what it was for. */
export async function chargesOfAccount(reader: Reader, account_id: string, limit: number): Promise<Charge[]> {
  const tables = reader.$extendTables<PaymentsTables>();
  const charges = await tables
    .selectFrom("payments.charge")
    .select(["id", "amount", "currency", "state", "provider", "method", "payment_id", "failure"])
    .select(["created_at", "expires_at", "paid_at"])
    .where("account_id", "=", account_id)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  if (charges.length === 0) return [];
  const members = await tables
    .selectFrom("payments.charge_member")
    .select(["charge_id", "shop_id", "order_id", "intent_id", "amount"])
    .where("account_id", "=", account_id)
    .where(
      "charge_id",
      "in",
      charges.map((charge) => charge.id),
    )
    .orderBy("intent_id")
    .execute();
  const pays = Map.groupBy(members, (one) => one.charge_id);
  return charges.map((charge) => ({
    ...charge,
    pays: (pays.get(charge.id) ?? []).map(({ charge_id: _, ...one }) => one),
  }));
}
