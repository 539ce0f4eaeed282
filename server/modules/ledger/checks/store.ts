import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { CheckedRow, LedgerTables } from "../tables.ts";

export interface Findings {
  transfers: bigint;
  entries: bigint;
  problems: { rule: string; detail: string }[];
}

/**
 * Every invariant of these shops in one statement, which is one snapshot: traffic in between cannot look like a fault.
 * No invariant spans shops.
 */
export async function findProblems(
  reader: Reader,
  shop_ids: readonly string[],
  currency: string,
  stuck_before: Date,
  listed_max: number,
): Promise<Findings> {
  const { rows } = await sql<Findings>`
    with tr as (select * from ledger.transfer where shop_id = any(${[...shop_ids]}::text[])),
      en as (select * from ledger.entry where shop_id = any(${[...shop_ids]}::text[])),
      ba as (select * from ledger.balance where shop_id = any(${[...shop_ids]}::text[])),
      sums as (
        select shop_id, transfer_id, sum(amount) as total, sum(pending_in - pending_out) as promised, count(*) as sides from en group by 1, 2),
      accounts as (
        select shop_id, account, sum(amount) as total, sum(pending_in) as coming, sum(pending_out) as going from en group by 1, 2),
      escrows as (
        select t.shop_id, t.order_id, sum(e.amount) filter (where e.account = 'escrow') as total, sum(e.pending_out) filter (where e.account = 'escrow') as going,
          bool_or(t.kind in ('settle_shop', 'settle_platform')) as settled
        from tr t join en e on e.shop_id = t.shop_id and e.transfer_id = t.id where t.order_id is not null group by 1, 2),
      ends as (
        select e.shop_id, e.id, e.cause, e.phase, p.id as promise, p.phase as promised_phase,
          (select string_agg(account || ' ' || (amount + pending_in - pending_out), ',' order by account) from en x where x.shop_id = p.shop_id and x.transfer_id = p.id) as promised,
          (select string_agg(account || ' ' || (case e.phase when 'kept' then amount else pending_out - pending_in end), ',' order by account) from en x where x.shop_id = e.shop_id and x.transfer_id = e.id) as ended
        from tr e left join tr p on p.shop_id = e.shop_id and p.id = e.resolves where e.resolves is not null),
      problem (rule, detail) as (
        select 'transfer_sums_to_zero', format('%s of %s sums to %s, its promises to %s', transfer_id, shop_id, total, promised) from sums where total <> 0 or promised <> 0
        union all
        select 'transfer_has_two_sides', format('%s of %s (%s) has %s entries', t.id, t.shop_id, t.cause, coalesce(s.sides, 0))
          from tr t left join sums s on s.shop_id = t.shop_id and s.transfer_id = t.id where coalesce(s.sides, 0) < 2
        union all
        select 'entry_has_transfer', format('%s of %s has entries but is no transfer', s.transfer_id, s.shop_id)
          from sums s left join tr t on t.shop_id = s.shop_id and t.id = s.transfer_id where t.id is null
        union all
        select 'balance_is_sum_of_entries', format('%s of %s says %s (pending +%s −%s), its entries say %s (pending +%s −%s)', coalesce(b.account, a.account), coalesce(b.shop_id, a.shop_id),
            coalesce(b.amount, 0), coalesce(b.pending_in, 0), coalesce(b.pending_out, 0), coalesce(a.total, 0), coalesce(a.coming, 0), coalesce(a.going, 0))
          from ba b full join accounts a on a.shop_id = b.shop_id and a.account = b.account
          where (coalesce(b.amount, 0), coalesce(b.pending_in, 0), coalesce(b.pending_out, 0)) <> (coalesce(a.total, 0), coalesce(a.coming, 0), coalesce(a.going, 0))
        union all
        select account || '_not_negative', format('%s of %s is %s, of which %s is promised', account, shop_id, amount, pending_out)
          from ba where account in ('escrow', 'shop', 'deposit', 'payout') and amount < pending_out
        union all
        select 'receivable_not_overpaid', format('receivable of %s is %s', shop_id, amount) from ba where account = 'receivable' and amount + pending_in > 0
        union all
        select 'order_escrow_not_negative', format('%s of %s has %s left in escrow, of which %s is promised', order_id, shop_id, total, going) from escrows where total < going
        union all
        select 'parts_are_paid_and_subsidy', format('%s of %s is settled and has %s left in escrow', order_id, shop_id, total) from escrows where settled and total <> 0
        union all
        select 'provider_is_sum_of_parts', format('accounts of %s sum to %s', shop_id, sum(amount)) from ba group by shop_id having sum(amount) <> 0
        union all
        select 'cause_posts_once', format('%s of %s posted %s times', cause, shop_id, count(*)) from tr group by shop_id, cause having count(*) > 1
        union all
        select 'promise_ends_once', format('%s of %s ended %s times', resolves, shop_id, count(*)) from tr where resolves is not null group by shop_id, resolves having count(*) > 1
        union all
        select 'promise_ends_as_made', format('%s of %s (%s) ends %s', id, shop_id, cause, coalesce(promise, 'nothing'))
          from ends where promise is null or promised_phase <> 'pending' or promised is distinct from ended
        union all
        select 'pending_not_stuck', format('%s of %s (%s) is pending since %s', p.id, p.shop_id, p.cause, p.at)
          from tr p where p.phase = 'pending' and p.at < ${stuck_before}
            and not exists (select 1 from tr e where e.shop_id = p.shop_id and e.resolves = p.id)
        union all
        select 'return_not_forgotten', format('%s of %s (%s) was refused at %s, and nobody gave it back since', p.order_id, p.shop_id, p.cause, e.at)
          from tr p join tr e on e.shop_id = p.shop_id and e.resolves = p.id
          where p.kind = 'late_refund' and e.phase = 'dropped' and e.at < ${stuck_before}
            and not exists (select 1 from tr l where l.shop_id = p.shop_id and l.order_id = p.order_id and l.kind = 'late_refund' and l.phase = 'pending' and l.at > e.at)
        union all
        select 'one_currency', format('%s of %s is in %s', id, shop_id, currency) from tr where currency <> ${currency}
      )
    select (select count(*) from tr) as transfers, (select count(*) from en) as entries,
      coalesce((select jsonb_agg(jsonb_build_object('rule', rule, 'detail', detail) order by rule, detail) from (select * from problem order by 1, 2 limit ${listed_max}) as listed), '[]') as problems`.execute(
    reader,
  );
  const [found] = rows;
  return found ?? { transfers: 0n, entries: 0n, problems: [] };
}

/** Shops that the ledger knows anything of, by id, after `after`: one step of an index for each. */
export async function shopsInBooks(reader: Reader, after: string, limit: number): Promise<string[]> {
  const next = (
    than: ReturnType<typeof sql>,
  ) => sql`least((select min(shop_id) from ledger.transfer where shop_id > ${than}),
    (select min(shop_id) from ledger.entry where shop_id > ${than}), (select min(shop_id) from ledger.balance where shop_id > ${than}))`;
  const { rows } = await sql<{ shop_id: string }>`with recursive shop (shop_id) as (
      select ${next(sql`${after}`)} union all select ${next(sql`shop.shop_id`)} from shop where shop.shop_id is not null)
    select shop_id from shop where shop_id is not null limit ${limit}`.execute(reader);
  return rows.map((row) => row.shop_id);
}

/** What can be seen wrong in what was posted since an instant, without reading all that was before. */
export async function findRecentProblems(
  reader: Reader,
  currency: string,
  since: Date,
  listed_max: number,
): Promise<Findings> {
  const { rows } = await sql<Findings>`
    with tr as (select * from ledger.transfer where at >= ${since}),
      en as (select e.* from tr t join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id),
      sums as (select shop_id, transfer_id, sum(amount) as total, sum(pending_in - pending_out) as promised, count(*) as sides from en group by 1, 2),
      escrows as (
        select t.shop_id, t.order_id, sum(e.amount) as total, sum(e.pending_out) as going
        from (select distinct shop_id, order_id from tr where order_id is not null) as o
          join ledger.transfer t on t.shop_id = o.shop_id and t.order_id = o.order_id
          join ledger.entry e on e.shop_id = t.shop_id and e.transfer_id = t.id and e.account = 'escrow' group by 1, 2),
      ba as (select * from ledger.balance where shop_id in (select shop_id from tr)),
      problem (rule, detail) as (
        select 'transfer_sums_to_zero', format('%s of %s sums to %s, its promises to %s', transfer_id, shop_id, total, promised) from sums where total <> 0 or promised <> 0
        union all
        select 'transfer_has_two_sides', format('%s of %s (%s) has %s entries', t.id, t.shop_id, t.cause, coalesce(s.sides, 0))
          from tr t left join sums s on s.shop_id = t.shop_id and s.transfer_id = t.id where coalesce(s.sides, 0) < 2
        union all
        select 'order_escrow_not_negative', format('%s of %s has %s left in escrow, of which %s is promised', order_id, shop_id, total, going) from escrows where total < going
        union all
        select account || '_not_negative', format('%s of %s is %s, of which %s is promised', account, shop_id, amount, pending_out)
          from ba where account in ('escrow', 'shop', 'deposit', 'payout') and amount < pending_out
        union all
        select 'provider_is_sum_of_parts', format('accounts of %s sum to %s', shop_id, sum(amount)) from ba group by shop_id having sum(amount) <> 0
        union all
        select 'one_currency', format('%s of %s is in %s', id, shop_id, currency) from tr where currency <> ${currency}
      )
    select (select count(*) from tr) as transfers, (select count(*) from en) as entries,
      coalesce((select jsonb_agg(jsonb_build_object('rule', rule, 'detail', detail) order by rule, detail) from (select * from problem order by 1, 2 limit ${listed_max}) as listed), '[]') as problems`.execute(
    reader,
  );
  const [found] = rows;
  return found ?? { transfers: 0n, entries: 0n, problems: [] };
}

export async function addCheck(tx: Tx, row: CheckedRow): Promise<void> {
  await tx
    .$extendTables<LedgerTables>()
    .insertInto("ledger.checked")
    .values({ ...row, problems: sql`${JSON.stringify(row.problems)}::jsonb` })
    .execute();
}
/** The newest check of each scope. */
export async function lastChecks(reader: Reader): Promise<CheckedRow[]> {
  const { rows } =
    await sql<CheckedRow>`select distinct on (scope) * from ledger.checked order by scope, at desc, id desc`.execute(
      reader,
    );
  return rows;
}
export async function forgetChecks(tx: Tx, before: Date): Promise<void> {
  await tx.$extendTables<LedgerTables>().deleteFrom("ledger.checked").where("at", "<", before).execute();
}
