import { sql } from "kysely";
import type { LedgerAccountKind } from "../../../../contract/ledger.ts";
import type { Reader } from "../../../kernel/db.ts";
import type { TransferRow } from "../tables.ts";

export interface Moved {
  account: LedgerAccountKind;
  kind: TransferRow["kind"];
  amount: bigint;
  transfers: bigint;
}
/** What moved in a period, by account and kind; of one shop, or of all (null). */
export async function movedIn(reader: Reader, shop_id: string | null, from: Date, until: Date): Promise<Moved[]> {
  const { rows } =
    await sql<Moved>`select e.account, t.kind, sum(e.amount)::bigint as amount, count(*) filter (where e.amount <> 0) as transfers
    from ledger.transfer t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id
    where t.at >= ${from} and t.at < ${until} ${shop_id === null ? sql`` : sql`and t.shop_id = ${shop_id}`}
    group by e.account, t.kind having bool_or(e.amount <> 0) order by e.account, t.kind`.execute(reader);
  return rows;
}
/** The plain sums of accounts before an instant: what they are now less everything since. */
export async function sumsBefore(
  reader: Reader,
  shop_id: string | null,
  at: Date,
): Promise<{ account: LedgerAccountKind; amount: bigint }[]> {
  const of = (column: string) => (shop_id === null ? sql`true` : sql`${sql.ref(column)} = ${shop_id}`);
  const { rows } = await sql<{ account: LedgerAccountKind; amount: bigint }>`
    with since as (select e.account, sum(e.amount) as amount from ledger.transfer t
        join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id where t.at >= ${at} and ${of("t.shop_id")} group by e.account),
      kept as (select b.account, sum(b.amount) as amount from ledger.balance b where ${of("b.shop_id")} group by b.account)
    select k.account, (k.amount - coalesce(s.amount, 0))::bigint as amount from kept k left join since s on s.account = k.account`.execute(
    reader,
  );
  return rows;
}
