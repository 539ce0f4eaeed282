import { idOf } from "../../../contract/ids.ts";
import type { Review, ReviewDue, ReviewRating } from "../../../contract/reviews.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { ReviewDeps } from "./deps.ts";
import { reviewUntil, starsOf } from "./review.ts";
import { reviewsByKey, reviewsOfOrders, selectReviews, writtenBy, type ReviewFilter } from "./store.ts";
import type { ReviewRow } from "./tables.ts";
import { viewReviews, type ReviewView } from "./view.ts";

export interface ReviewQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly rating?: ReviewRating | undefined;
  readonly with_pictures?: "1" | undefined;
  readonly appended?: "1" | undefined;
  readonly covered?: "1" | undefined;
  readonly waiting?: "1" | undefined;
}
interface ReviewList {
  object: "list";
  data: Review[];
  has_more: boolean;
  next_cursor: string | null;
}

const reviewId = idOf("rev");
const day_ms = 24 * 3600_000;

/** A cursor is the id of the last review seen: ids sort by time. */
function before(query: ReviewQuery): string | null {
  if (query.cursor === undefined) return null;
  if (!reviewId.safeParse(query.cursor).success)
    refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return query.cursor;
}

async function toList(
  ctx: Context,
  deps: ReviewDeps,
  rows: readonly ReviewRow[],
  limit: number,
  view: ReviewView,
  reader_id: string | null = null,
): Promise<ReviewList> {
  const page = rows.slice(0, limit);
  const has_more = rows.length > limit;
  return {
    object: "list",
    data: await viewReviews(deps, ctx.db.reader, page, view, ctx.clock.now(), reader_id),
    has_more,
    next_cursor: has_more ? (page.at(-1)?.review_id ?? null) : null,
  };
}

/** Reviews of a product, of a shop, or of everybody, newest first. */
export async function listReviews(
  ctx: Context,
  deps: ReviewDeps,
  of: Pick<ReviewFilter, "product_id" | "shop_id">,
  query: ReviewQuery,
  view: ReviewView,
  reader_id: string | null = null,
): Promise<ReviewList> {
  const rows = await selectReviews(ctx.db.reader, {
    ...of,
    stars: query.rating === undefined ? null : starsOf[query.rating],
    with_pictures: query.with_pictures === "1",
    appended: query.appended === "1",
    covered: query.covered === "1",
    waiting_since: query.waiting === "1" ? new Date(ctx.clock.nowMs() - limits.review_reply_days * day_ms) : null,
    before: before(query),
    limit: query.limit + 1,
  });
  return toList(ctx, deps, rows, query.limit, view, reader_id);
}

/** What an account wrote, newest first. */
export async function listWritten(
  ctx: Context,
  deps: ReviewDeps,
  account_id: string,
  query: ReviewQuery,
): Promise<ReviewList> {
  const keys = await writtenBy(ctx.db.reader, account_id, { before: before(query), limit: query.limit + 1 });
  const rows = new Map((await reviewsByKey(ctx.db.reader, keys)).map((row) => [row.review_id, row]));
  return toList(
    ctx,
    deps,
    keys.map((key) => present(rows.get(key.review_id), "a review that was filed exists")),
    query.limit,
    "buyer",
  );
}

/** Lines an account received and has not reviewed, of its newest orders. */
export async function listDue(ctx: Context, deps: ReviewDeps, account_id: string) {
  const { reader } = ctx.db;
  const at = ctx.clock.now();
  const bought = await deps.orders.boughtBy(reader, account_id, limits.reviews_due_orders_max);
  const open = bought.flatMap((order) => {
    const until = order.received_at === null ? null : reviewUntil(order.received_at);
    const received = order.state === "received" || order.state === "success";
    return received && order.received_at !== null && until !== null && until >= at
      ? [{ key: order, received_at: order.received_at, until }]
      : [];
  });
  const keys = open.map((one) => one.key);
  const done = new Set((await reviewsOfOrders(reader, keys)).map((row) => `${row.order_id} ${row.line_id}`));
  const orders = new Map((await deps.orders.orders(reader, keys, "buyer")).map((order) => [order.id, order]));
  const data = open.flatMap(({ key, received_at, until }): ReviewDue[] =>
    (orders.get(key.order_id)?.lines ?? [])
      .filter((line) => !done.has(`${key.order_id} ${line.id}`))
      .map((line) => ({
        object: "review_due",
        order_id: key.order_id,
        line_id: line.id,
        shop_id: key.shop_id,
        shop_name: orders.get(key.order_id)?.shop.name ?? "",
        product_id: line.product_id,
        title: line.title,
        variant_title: line.variant_title,
        picture: line.picture,
        received_at: received_at.toISOString(),
        until: until.toISOString(),
      })),
  );
  return { object: "list" as const, data, has_more: false, next_cursor: null };
}
