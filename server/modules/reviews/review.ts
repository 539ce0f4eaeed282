import type { ReviewRating, ReviewSummary } from "../../../contract/reviews.ts";
import { limits } from "../../kernel/limits.ts";
import type { ReviewRow, TallyRow } from "./tables.ts";

const day_ms = 24 * 3600_000;
const after = (at: Date, days: number): Date => new Date(at.getTime() + days * day_ms);

/** Until when something received may be reviewed. Settled orders may be, closed ones may not: their buyer got everything back. */
export const reviewUntil = (received_at: Date): Date => after(received_at, limits.review_days);

/** Until when its buyer may append: 180 days after the review (DOMAIN §3). */
export const appendUntil = (row: Pick<ReviewRow, "at">): Date => after(row.at, limits.review_append_days);

/** Until when the shop may answer what was written then: 30 days (DOMAIN §3). */
export const replyUntil = (written_at: Date): Date => after(written_at, limits.review_reply_days);

export type Verdict = "open" | "exists" | "over";

/** May its buyer append now? Once. */
export function mayAppend(row: ReviewRow, at: Date): Verdict {
  if (row.appended_at !== null) return "exists";
  return at <= appendUntil(row) ? "open" : "over";
}

/** May the shop answer this part now? Each part once, never edited. */
export function mayReply(row: ReviewRow, to: "first" | "appended", at: Date): Verdict | "missing" {
  const written_at = to === "first" ? row.at : row.appended_at;
  if (written_at === null) return "missing";
  if ((to === "first" ? row.replied_at : row.appended_replied_at) !== null) return "exists";
  return at <= replyUntil(written_at) ? "open" : "over";
}

/** Stars of the goods that a rating takes in. */
export const starsOf: Readonly<Record<ReviewRating, readonly number[]>> = { good: [4, 5], fair: [3], poor: [1, 2] };

export const emptyTally: TallyRow = {
  goods_sum: 0n,
  service_sum: 0n,
  delivery_sum: 0n,
  stars_1: 0n,
  stars_2: 0n,
  stars_3: 0n,
  stars_4: 0n,
  stars_5: 0n,
  with_pictures: 0n,
  appended: 0n,
};

/** What one more review adds. */
export function tallyOf(row: Pick<ReviewRow, "goods" | "service" | "delivery" | "picture_ids">): TallyRow {
  const one = (stars: number): bigint => (row.goods === stars ? 1n : 0n);
  return {
    goods_sum: BigInt(row.goods),
    service_sum: BigInt(row.service),
    delivery_sum: BigInt(row.delivery),
    stars_1: one(1),
    stars_2: one(2),
    stars_3: one(3),
    stars_4: one(4),
    stars_5: one(5),
    with_pictures: row.picture_ids.length > 0 ? 1n : 0n,
    appended: 0n,
  };
}

/** The numbers people see. Means are rounded down, so that nothing looks better than it is. */
export function summaryOf(tally: TallyRow): ReviewSummary {
  const by_stars = [tally.stars_1, tally.stars_2, tally.stars_3, tally.stars_4, tally.stars_5] as const;
  const count = by_stars.reduce((sum, one) => sum + one, 0n);
  const mean = (sum: bigint): number => Number((sum * 100n) / count);
  const [one, two, three, four, five] = by_stars;
  return {
    object: "review_summary",
    count: Number(count),
    mean_hundredths:
      count === 0n
        ? null
        : { goods: mean(tally.goods_sum), service: mean(tally.service_sum), delivery: mean(tally.delivery_sum) },
    by_stars: [Number(one), Number(two), Number(three), Number(four), Number(five)],
    with_pictures: Number(tally.with_pictures),
    appended: Number(tally.appended),
  };
}
