import { sql, type RawBuilder } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ReviewKey, ReviewRow, TallyRow } from "./tables.ts";

/** False where this line was reviewed before. */
export async function insertReview(tx: Tx, row: ReviewRow): Promise<boolean> {
  const done =
    await sql`insert into reviews.review (shop_id, review_id, order_id, line_id, product_id, product_title, variant_title, buyer_id, goods, service, delivery, body, picture_ids, at)
    values (${row.shop_id}, ${row.review_id}, ${row.order_id}, ${row.line_id}, ${row.product_id}, ${row.product_title}, ${row.variant_title}, ${row.buyer_id}, ${row.goods}, ${row.service}, ${row.delivery},
      ${row.body}, ${[...row.picture_ids]}::text[], ${row.at}) on conflict do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Adds to what a product's reviews come to. */
export async function addToTally(tx: Tx, shop_id: string, product_id: string, add: TallyRow): Promise<void> {
  await sql`insert into reviews.tally as t (shop_id, product_id, goods_sum, service_sum, delivery_sum, stars_1, stars_2, stars_3, stars_4, stars_5, with_pictures, appended)
    values (${shop_id}, ${product_id}, ${add.goods_sum}, ${add.service_sum}, ${add.delivery_sum}, ${add.stars_1}, ${add.stars_2}, ${add.stars_3}, ${add.stars_4}, ${add.stars_5}, ${add.with_pictures}, ${add.appended})
    on conflict (shop_id, product_id) do update set goods_sum = t.goods_sum + excluded.goods_sum, service_sum = t.service_sum + excluded.service_sum, delivery_sum = t.delivery_sum + excluded.delivery_sum,
      stars_1 = t.stars_1 + excluded.stars_1, stars_2 = t.stars_2 + excluded.stars_2, stars_3 = t.stars_3 + excluded.stars_3, stars_4 = t.stars_4 + excluded.stars_4, stars_5 = t.stars_5 + excluded.stars_5,
      with_pictures = t.with_pictures + excluded.with_pictures, appended = t.appended + excluded.appended`.execute(tx);
}

const sums = sql.raw(
  [
    "goods_sum",
    "service_sum",
    "delivery_sum",
    "stars_1",
    "stars_2",
    "stars_3",
    "stars_4",
    "stars_5",
    "with_pictures",
    "appended",
  ]
    .map((name) => `coalesce(sum(${name}), 0)::bigint as ${name}`)
    .join(", "),
);
/** Of one product, or of everything a shop sells. */
export async function selectTally(
  reader: Reader,
  of: { readonly product_id: string } | { readonly shop_id: string },
): Promise<TallyRow | undefined> {
  const which = "product_id" in of ? sql`product_id = ${of.product_id}` : sql`shop_id = ${of.shop_id}`;
  return (await sql<TallyRow>`select ${sums} from reviews.tally where ${which}`.execute(reader)).rows[0];
}

/** Locks a review. */
export async function lockReview(tx: Tx, key: ReviewKey): Promise<ReviewRow | undefined> {
  const found =
    await sql<ReviewRow>`select * from reviews.review where shop_id = ${key.shop_id} and review_id = ${key.review_id} for update`.execute(
      tx,
    );
  return found.rows[0];
}

/** Writes what may be filled in of a review that is locked. */
export async function saveReview(tx: Tx, row: ReviewRow): Promise<void> {
  await sql`update reviews.review set reply = ${row.reply}, replied_at = ${row.replied_at}, replied_by = ${row.replied_by}, appended_body = ${row.appended_body},
      appended_picture_ids = ${row.appended_picture_ids === null ? null : [...row.appended_picture_ids]}::text[], appended_at = ${row.appended_at}, appended_reply = ${row.appended_reply},
      appended_replied_at = ${row.appended_replied_at}, appended_replied_by = ${row.appended_replied_by}, cover_reason = ${row.cover_reason}, covered_at = ${row.covered_at}
    where shop_id = ${row.shop_id} and review_id = ${row.review_id}`.execute(tx);
}

export interface ReviewFilter {
  readonly product_id?: string;
  readonly shop_id?: string;
  /** Stars of the goods. */
  readonly stars: readonly number[] | null;
  readonly with_pictures: boolean;
  readonly appended: boolean;
  readonly covered: boolean;
  /** A part that has no answer and was written at or after this instant. */
  readonly waiting_since: Date | null;
  /** The id of the last review seen: ids sort by time. */
  readonly before: string | null;
  readonly limit: number;
}

export async function selectReviews(reader: Reader, filter: ReviewFilter): Promise<ReviewRow[]> {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (filter.product_id !== undefined) conditions.push(sql`product_id = ${filter.product_id}`);
  if (filter.shop_id !== undefined) conditions.push(sql`shop_id = ${filter.shop_id}`);
  if (filter.stars !== null) conditions.push(sql`goods = any(${[...filter.stars]}::smallint[])`);
  // A picture out of sight is no picture to whoever looks for some.
  if (filter.with_pictures)
    conditions.push(
      sql`covered_at is null and (cardinality(picture_ids) > 0 or cardinality(appended_picture_ids) > 0)`,
    );
  if (filter.appended) conditions.push(sql`appended_at is not null`);
  if (filter.covered) conditions.push(sql`covered_at is not null`);
  if (filter.waiting_since !== null)
    conditions.push(
      sql`((replied_at is null and at >= ${filter.waiting_since}) or (appended_replied_at is null and appended_at >= ${filter.waiting_since}))`,
    );
  if (filter.before !== null) conditions.push(sql`review_id < ${filter.before}`);
  const found =
    await sql<ReviewRow>`select * from reviews.review where ${sql.join(conditions, sql` and `)} order by review_id desc limit ${filter.limit}`.execute(
      reader,
    );
  return found.rows;
}

export async function reviewsByKey(reader: Reader, keys: readonly ReviewKey[]): Promise<ReviewRow[]> {
  if (keys.length === 0) return [];
  const found = await sql<ReviewRow>`select * from reviews.review where (shop_id, review_id) in
    (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.review_id)}::text[]))`.execute(
    reader,
  );
  return found.rows;
}

/** Reviews of these orders. */
export async function reviewsOfOrders(
  reader: Reader,
  keys: readonly { readonly shop_id: string; readonly order_id: string }[],
): Promise<ReviewRow[]> {
  if (keys.length === 0) return [];
  const found = await sql<ReviewRow>`select * from reviews.review where (shop_id, order_id) in
    (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.order_id)}::text[])) order by review_id`.execute(
    reader,
  );
  return found.rows;
}

/** A review anywhere: for operators. */
export async function findReview(reader: Reader, review_id: string): Promise<ReviewKey | undefined> {
  const found =
    await sql<ReviewKey>`select shop_id, review_id from reviews.review where review_id = ${review_id}`.execute(reader);
  return found.rows[0];
}

export async function fileWritten(
  tx: Tx,
  rows: readonly (ReviewKey & { readonly account_id: string })[],
): Promise<void> {
  await sql`insert into reviews.written (account_id, review_id, shop_id)
    select * from unnest(${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.review_id)}::text[], ${rows.map((row) => row.shop_id)}::text[]) on conflict do nothing`.execute(
    tx,
  );
}

/** Where an account's reviews are, newest first. */
export async function writtenBy(
  reader: Reader,
  account_id: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<ReviewKey[]> {
  const found = await sql<ReviewKey>`select shop_id, review_id from reviews.written where account_id = ${account_id}
    ${page.before === null ? sql`` : sql`and review_id < ${page.before}`} order by review_id desc limit ${page.limit}`.execute(
    reader,
  );
  return found.rows;
}

/** An account's own review, or undefined. */
export async function findWritten(
  reader: Reader,
  account_id: string,
  review_id: string,
): Promise<ReviewKey | undefined> {
  const found =
    await sql<ReviewKey>`select shop_id, review_id from reviews.written where account_id = ${account_id} and review_id = ${review_id}`.execute(
      reader,
    );
  return found.rows[0];
}
