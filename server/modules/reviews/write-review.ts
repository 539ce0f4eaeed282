import type { z } from "zod";
import type { Review, ReviewFields } from "../../../contract/reviews.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { OrderKey } from "../orders/index.ts";
import type { ReviewDeps } from "./deps.ts";
import { mayAppend, mayReply, reviewUntil, emptyTally, tallyOf } from "./review.ts";
import { addToTally, fileWritten, insertReview, lockReview, saveReview } from "./store.ts";
import type { ReviewKey, ReviewRow } from "./tables.ts";
import { viewReviews } from "./view.ts";

type Fields = z.output<typeof ReviewFields>;

/**
 * A verified purchase is reviewed: by its buyer, once a line, from receipt until the time is over. Refuses not_found (no
 * such line of theirs), order_state (not received, or given back), review_exists, review_over, picture_unknown.
 */
export async function writeReview(
  ctx: Context,
  deps: ReviewDeps,
  key: OrderKey,
  line_id: string,
  fields: Fields,
): Promise<Review> {
  const at = ctx.clock.now();
  const row = await ctx.db.transact(async (tx) => {
    const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
    const wire = present((await deps.orders.orders(tx, [key], "buyer"))[0], "an order that is locked exists");
    const line = wire.lines.find((one) => one.id === line_id) ?? refuse("not_found", { param: "line_id" });
    if ((order.state !== "received" && order.state !== "success") || order.received_at === null)
      refuse("order_state", { details: { state: order.state } });
    if (at > reviewUntil(order.received_at)) refuse("review_over");
    await requireOwnPictures(deps, tx, order.buyer_id, fields.picture_ids);
    const written: ReviewRow = {
      ...key,
      review_id: newId(ctx, "rev"),
      line_id,
      product_id: line.product_id,
      product_title: line.title,
      variant_title: line.variant_title,
      buyer_id: order.buyer_id,
      ...fields.stars,
      body: fields.text,
      picture_ids: fields.picture_ids,
      at,
      reply: null,
      replied_at: null,
      replied_by: null,
      appended_body: null,
      appended_picture_ids: null,
      appended_at: null,
      appended_reply: null,
      appended_replied_at: null,
      appended_replied_by: null,
      cover_reason: null,
      covered_at: null,
    };
    if (!(await insertReview(tx, written))) refuse("review_exists");
    await addToTally(tx, key.shop_id, line.product_id, tallyOf(written));
    await ctx.outbox.emit(tx, [{ type: "review.written", ...aboutOf(written), stars: written.goods }]);
    return written;
  });
  // The buyer finds it in their list as soon as they have the answer; the outbox files it too, should this be lost.
  await ctx.db.transact((tx) => fileWritten(tx, [{ ...row, account_id: row.buyer_id }]));
  return only(await viewReviews(deps, ctx.db.reader, [row], "buyer", at));
}

/** Its buyer says more: once, within 180 days. Refuses review_exists, review_over, picture_unknown. */
export async function appendReview(
  ctx: Context,
  deps: ReviewDeps,
  key: ReviewKey,
  words: { readonly text: string; readonly picture_ids: readonly string[] },
): Promise<Review> {
  return change(ctx, deps, key, "buyer", async (tx, row, at) => {
    refuseUnlessOpen(mayAppend(row, at));
    await requireOwnPictures(deps, tx, row.buyer_id, words.picture_ids);
    await addToTally(tx, row.shop_id, row.product_id, { ...emptyTally, appended: 1n });
    await ctx.outbox.emit(tx, [{ type: "review.appended", ...aboutOf(row), stars: row.goods }]);
    return { ...row, appended_body: words.text, appended_picture_ids: words.picture_ids, appended_at: at };
  });
}

/** The shop answers: each part once, within 30 days, never edited. Refuses not_found, review_exists, review_over. */
export async function replyReview(
  ctx: Context,
  deps: ReviewDeps,
  key: ReviewKey,
  reply: { readonly to: "first" | "appended"; readonly text: string; readonly by: string },
): Promise<Review> {
  return change(ctx, deps, key, "shop", async (tx, row, at) => {
    const verdict = mayReply(row, reply.to, at);
    if (verdict === "missing") refuse("not_found", { param: "to" });
    refuseUnlessOpen(verdict);
    await ctx.outbox.emit(tx, [{ type: "review.replied", ...aboutOf(row), stars: row.goods }]);
    return reply.to === "first"
      ? { ...row, reply: reply.text, replied_at: at, replied_by: reply.by }
      : { ...row, appended_reply: reply.text, appended_replied_at: at, appended_replied_by: reply.by };
  });
}

/** An operator covers a review, or shows it again; nothing is deleted, and what they did is in the audit log. */
export async function coverReview(
  ctx: Context,
  deps: ReviewDeps,
  key: ReviewKey,
  decision: { readonly cover: boolean; readonly reason: string; readonly by: string },
): Promise<Review> {
  return change(ctx, deps, key, "operator", async (tx, row, at) => {
    await deps.accounts.audit(tx, [
      {
        account_id: decision.by,
        action: decision.cover ? "reviews.review_covered" : "reviews.review_uncovered",
        subject_id: row.review_id,
        reason: decision.reason,
      },
    ]);
    return decision.cover
      ? { ...row, cover_reason: decision.reason, covered_at: row.covered_at ?? at }
      : { ...row, cover_reason: null, covered_at: null };
  });
}

async function change(
  ctx: Context,
  deps: ReviewDeps,
  key: ReviewKey,
  view: "buyer" | "shop" | "operator",
  act: (tx: Tx, row: ReviewRow, at: Date) => Promise<ReviewRow>,
): Promise<Review> {
  const at = ctx.clock.now();
  return ctx.db.transact(async (tx) => {
    const row = (await lockReview(tx, key)) ?? refuse("not_found");
    const after = await act(tx, row, at);
    await saveReview(tx, after);
    return only(await viewReviews(deps, tx, [after], view, at));
  });
}

function refuseUnlessOpen(verdict: "open" | "exists" | "over"): void {
  if (verdict === "exists") refuse("review_exists");
  if (verdict === "over") refuse("review_over");
}

async function requireOwnPictures(
  deps: ReviewDeps,
  tx: Tx,
  account_id: string,
  picture_ids: readonly string[],
): Promise<void> {
  if (new Set(picture_ids).size !== picture_ids.length) refuse("picture_unknown", { param: "picture_ids" });
  const own = await deps.media.ownPictures(tx, account_id, picture_ids);
  const index = picture_ids.findIndex((id) => !own.has(id));
  if (index !== -1) refuse("picture_unknown", { param: `picture_ids.${index}` });
}

const aboutOf = (row: ReviewRow) => ({
  shop_id: row.shop_id,
  review_id: row.review_id,
  order_id: row.order_id,
  product_id: row.product_id,
  buyer_id: row.buyer_id,
  title: row.product_title,
});

const only = (reviews: readonly Review[]): Review => present(reviews[0], "a review that is there can be shown");
