import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { CountedCoupon, CouponRow, HeldCouponRow } from "../tables.ts";

const counted = sql`select c.*, n.claimed_count from promotion.coupon c join promotion.coupon_count n using (coupon_id)`;

export async function selectCoupons(reader: Reader, ids: readonly string[]): Promise<readonly CountedCoupon[]> {
  const found = await sql<CountedCoupon>`${counted} where c.coupon_id = any(${[...ids]}::text[])`.execute(reader);
  return found.rows;
}

/** Of these issuers (null: the platform), what can be claimed at `at`; the first to end first. */
export async function selectOffered(
  reader: Reader,
  issuers: { shop_id: string | null; platform: boolean },
  at: Date,
  count: number,
): Promise<readonly CountedCoupon[]> {
  const found = await sql<CountedCoupon>`${counted}
    where ((${issuers.platform} and c.shop_id is null) or c.shop_id = ${issuers.shop_id}::text)
      and c.starts_at <= ${at} and c.ends_at > ${at} and c.stopped_at is null and n.claimed_count < c.total_count
    order by c.shop_id is null, c.ends_at, c.coupon_id limit ${count}`.execute(reader);
  return found.rows;
}

/** An issuer's coupons behind `after`, newest first; null: the platform's. */
export async function selectIssued(
  reader: Reader,
  shop_id: string | null,
  after: string | null,
  count: number,
): Promise<readonly (CountedCoupon & { used_count: number; saved: bigint })[]> {
  const found = await sql<CountedCoupon & { used_count: number; saved: bigint }>`
    select c.*, n.claimed_count, u.used_count, u.saved from promotion.coupon c join promotion.coupon_count n using (coupon_id)
    cross join lateral (select count(*)::integer as used_count, coalesce(sum(h.saved), 0)::bigint as saved
      from promotion.held_coupon h where h.coupon_id = c.coupon_id and h.state = 'used') u
    where c.shop_id is not distinct from ${shop_id}::text and (${after}::text is null or c.coupon_id < ${after}::text)
    order by c.coupon_id desc limit ${count}`.execute(reader);
  return found.rows;
}

/** How many coupons of an issuer can still be claimed or will be. */
export async function countOffers(reader: Reader, shop_id: string | null, at: Date): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::integer as count from promotion.coupon
    where shop_id is not distinct from ${shop_id}::text and ends_at > ${at} and stopped_at is null`.execute(reader);
  return found.rows[0]?.count ?? 0;
}

/** Offers of one issuer stand in line, so that the count stays true until the insert. */
export async function lockIssuer(tx: Tx, shop_id: string | null): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`promotion.issuer ${shop_id ?? "platform"}`}, 0))`.execute(
    tx,
  );
}

export async function insertCoupon(tx: Tx, row: CouponRow): Promise<void> {
  await sql`insert into promotion.coupon (coupon_id, shop_id, title, kind, amount, percent_off, minimum_spend, product_ids, goes_with_flash,
      total_count, per_person_max, starts_at, ends_at, created_by, created_at, stopped_at)
    values (${row.coupon_id}, ${row.shop_id}, ${row.title}, ${row.kind}, ${row.amount}, ${row.percent_off}, ${row.minimum_spend},
      ${[...row.product_ids]}::text[], ${row.goes_with_flash}, ${row.total_count}, ${row.per_person_max}, ${row.starts_at}, ${row.ends_at},
      ${row.created_by}, ${row.created_at}, null)`.execute(tx);
  await sql`insert into promotion.coupon_count (coupon_id, total_count, claimed_count) values (${row.coupon_id}, ${row.total_count}, 0)`.execute(
    tx,
  );
}

export async function stopCoupon(tx: Tx, coupon_id: string, at: Date): Promise<void> {
  await sql`update promotion.coupon set stopped_at = ${at} where coupon_id = ${coupon_id} and stopped_at is null`.execute(
    tx,
  );
}

/** Locks what counts a coupon's claims until the transaction ends: who claims stands in line behind it. */
export async function lockCount(tx: Tx, coupon_id: string): Promise<void> {
  await sql`select 1 from promotion.coupon_count where coupon_id = ${coupon_id} for update`.execute(tx);
}

export async function countClaim(tx: Tx, coupon_id: string): Promise<void> {
  await sql`update promotion.coupon_count set claimed_count = claimed_count + 1 where coupon_id = ${coupon_id}`.execute(
    tx,
  );
}

export async function insertHeld(
  tx: Tx,
  row: Pick<HeldCouponRow, "account_id" | "held_coupon_id" | "coupon_id" | "nth" | "claimed_at" | "expires_at">,
): Promise<void> {
  await sql`insert into promotion.held_coupon (account_id, held_coupon_id, coupon_id, nth, state, claimed_at, expires_at)
    values (${row.account_id}, ${row.held_coupon_id}, ${row.coupon_id}, ${row.nth}, 'held', ${row.claimed_at}, ${row.expires_at})`.execute(
    tx,
  );
}

/** How many of each coupon an account ever claimed. */
export async function claimedBy(
  reader: Reader,
  account_id: string,
  coupon_ids: readonly string[],
): Promise<Map<string, number>> {
  const found = await sql<{
    coupon_id: string;
    count: number;
  }>`select coupon_id, count(*)::integer as count from promotion.held_coupon
    where account_id = ${account_id} and coupon_id = any(${[...coupon_ids]}::text[]) group by coupon_id`.execute(
    reader,
  );
  return new Map(found.rows.map((row) => [row.coupon_id, row.count]));
}

/** How many coupons an account can still use. */
export async function countHeld(reader: Reader, account_id: string, at: Date): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::integer as count from promotion.held_coupon
    where account_id = ${account_id} and state = 'held' and expires_at > ${at}`.execute(reader);
  return found.rows[0]?.count ?? 0;
}

type HeldPlace = { readonly at: Date; readonly id: string } | null;

/** An account's coupons of one state. held: the first to expire first. used, expired: the newest first. */
export async function selectHeld(
  reader: Reader,
  account_id: string,
  state: "held" | "used" | "expired",
  at: Date,
  after: HeldPlace,
  count: number,
): Promise<readonly HeldCouponRow[]> {
  const which = {
    held: sql`state = 'held' and expires_at > ${at} and ${after === null ? sql`true` : sql`(expires_at, held_coupon_id) > (${after.at}, ${after.id})`}
      order by expires_at, held_coupon_id`,
    used: sql`state = 'used' and ${after === null ? sql`true` : sql`(used_at, held_coupon_id) < (${after.at}, ${after.id})`}
      order by used_at desc, held_coupon_id desc`,
    expired: sql`state = 'held' and expires_at <= ${at} and ${after === null ? sql`true` : sql`(expires_at, held_coupon_id) < (${after.at}, ${after.id})`}
      order by expires_at desc, held_coupon_id desc`,
  }[state];
  const found =
    await sql<HeldCouponRow>`select * from promotion.held_coupon where account_id = ${account_id} and ${which} limit ${count}`.execute(
      reader,
    );
  return found.rows;
}

/** Locks coupons people hold, in the order of their ids until the transaction ends: one coupon is used by one order. */
export async function lockHeld(
  tx: Tx,
  pairs: readonly { account_id: string; held_coupon_id: string }[],
): Promise<readonly HeldCouponRow[]> {
  const found = await sql<HeldCouponRow>`select * from promotion.held_coupon where (account_id, held_coupon_id) in
      (select * from unnest(${pairs.map((one) => one.account_id)}::text[], ${pairs.map((one) => one.held_coupon_id)}::text[]))
    order by held_coupon_id for update`.execute(tx);
  return found.rows;
}

/** What an account can use in a shop: the shop's coupons and the platform's, the first to expire first. */
export async function selectUsable(
  reader: Reader,
  account_id: string,
  shop_id: string,
  at: Date,
  count: number,
): Promise<readonly HeldCouponRow[]> {
  const found =
    await sql<HeldCouponRow>`select h.* from promotion.held_coupon h join promotion.coupon c using (coupon_id)
    where h.account_id = ${account_id} and h.state = 'held' and h.expires_at > ${at} and (c.shop_id is null or c.shop_id = ${shop_id})
    order by h.expires_at, h.held_coupon_id limit ${count}`.execute(reader);
  return found.rows;
}

export async function selectHeldById(
  reader: Reader,
  account_id: string,
  ids: readonly string[],
): Promise<readonly HeldCouponRow[]> {
  const found = await sql<HeldCouponRow>`select * from promotion.held_coupon
    where account_id = ${account_id} and held_coupon_id = any(${[...ids]}::text[]) order by held_coupon_id`.execute(
    reader,
  );
  return found.rows;
}

/** Marks locked coupons as used. Returns how many were: one that was used already is left alone. */
export async function useHeld(
  tx: Tx,
  shop_id: string,
  uses: readonly { account_id: string; held_coupon_id: string; order_id: string; saved: bigint }[],
  at: Date,
): Promise<number> {
  const done =
    await sql`update promotion.held_coupon h set state = 'used', shop_id = ${shop_id}, order_id = w.o, saved = w.s, used_at = ${at}
    from unnest(${uses.map((one) => one.account_id)}::text[], ${uses.map((one) => one.held_coupon_id)}::text[], ${uses.map((one) => one.order_id)}::text[],
      ${uses.map((one) => one.saved)}::bigint[]) as w(a, h, o, s)
    where h.account_id = w.a and h.held_coupon_id = w.h and h.state = 'held'`.execute(tx);
  return Number(done.numAffectedRows ?? 0n);
}

/** Coupons used for these orders are held again. Idempotent. */
export async function freeHeld(tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<void> {
  await sql`update promotion.held_coupon set state = 'held', shop_id = null, order_id = null, saved = null, used_at = null
    where order_id = any(${[...order_ids]}::text[]) and shop_id = ${shop_id} and state = 'used'`.execute(tx);
}

/** Coupons that expire by `until` and whose holders were not told; marks them as told. */
export async function takeExpiring(
  tx: Tx,
  at: Date,
  until: Date,
  count: number,
): Promise<readonly Pick<HeldCouponRow, "account_id" | "held_coupon_id" | "coupon_id" | "expires_at">[]> {
  const found = await sql<HeldCouponRow>`update promotion.held_coupon h set told_at = ${at}
    from (select account_id, held_coupon_id from promotion.held_coupon where state = 'held' and told_at is null
      and expires_at > ${at} and expires_at <= ${until} order by expires_at limit ${count} for update skip locked) w
    where h.account_id = w.account_id and h.held_coupon_id = w.held_coupon_id
    returning h.account_id, h.held_coupon_id, h.coupon_id, h.expires_at`.execute(tx);
  return found.rows;
}

/** Whoever is gone uses nothing any more; what stands in an order is a record of trade. */
export async function deleteUnused(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from promotion.held_coupon where account_id = ${account_id} and state = 'held'`.execute(tx);
}

export async function allHeldOf(reader: Reader, account_id: string, count: number): Promise<readonly HeldCouponRow[]> {
  const found = await sql<HeldCouponRow>`select * from promotion.held_coupon where account_id = ${account_id}
    order by held_coupon_id desc limit ${count}`.execute(reader);
  return found.rows;
}
