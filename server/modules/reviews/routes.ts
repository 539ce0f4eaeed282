import { reviewRoutes } from "../../../contract/reviews.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import type { ReviewDeps } from "./deps.ts";
import { listDue, listReviews, listWritten } from "./list-reviews.ts";
import { emptyTally, summaryOf } from "./review.ts";
import { findReview, findWritten, reviewsOfOrders, selectTally } from "./store.ts";
import { viewReviews } from "./view.ts";
import { appendReview, coverReview, replyReview, writeReview } from "./write-review.ts";

export function bindReviewRoutes(ctx: Context, deps: ReviewDeps): BoundRoute[] {
  const { reader } = ctx.db;
  const requireProduct = async (product_id: string): Promise<void> => {
    const product = (await deps.catalog.products(reader, [product_id])).get(product_id);
    // A draft is nobody's business yet; what was taken off sale keeps its reviews.
    if (product === undefined || product.state === "draft") refuse("not_found");
  };
  const anywhere = async (review_id: string) => (await findReview(reader, review_id)) ?? refuse("not_found");
  return [
    handle(reviewRoutes.listProductReviews, async ({ params, query, caller }) => {
      await requireProduct(params.product_id);
      return listReviews(ctx, deps, { product_id: params.product_id }, query, "public", caller?.account_id ?? null);
    }),
    handle(reviewRoutes.getProductReviewSummary, async ({ params }) => {
      await requireProduct(params.product_id);
      return summaryOf((await selectTally(reader, { product_id: params.product_id })) ?? emptyTally);
    }),
    handle(reviewRoutes.getShopReviewSummary, async ({ params }) => {
      if (!(await deps.shops.shops(reader, [params.shop_id])).has(params.shop_id)) refuse("not_found");
      return summaryOf((await selectTally(reader, { shop_id: params.shop_id })) ?? emptyTally);
    }),
    handle(reviewRoutes.listReviewsDue, ({ caller }) => listDue(ctx, deps, caller.account_id)),
    handle(reviewRoutes.listMyReviews, ({ caller, query }) => listWritten(ctx, deps, caller.account_id, query)),
    handle(reviewRoutes.listOrderReviews, async ({ caller, params }) => {
      const { key, view } = await deps.orders.find(caller, params.order_id);
      const rows = await reviewsOfOrders(reader, [key]);
      const data = await viewReviews(deps, reader, rows, view, ctx.clock.now());
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(reviewRoutes.writeReview, async ({ caller, params, body }) => {
      const { key, view } = await deps.orders.find(caller, params.order_id);
      // Only who bought it reviews it, whoever else may look at the order.
      if (view !== "buyer") refuse("not_found");
      return writeReview(ctx, deps, key, params.line_id, body);
    }),
    handle(reviewRoutes.appendReview, async ({ caller, params, body }) => {
      const key = (await findWritten(reader, caller.account_id, params.review_id)) ?? refuse("not_found");
      return appendReview(ctx, deps, key, body);
    }),
    handle(reviewRoutes.listShopReviews, async ({ caller, params, query }) => {
      await deps.shops.requireStaff(reader, params.shop_id, caller.account_id, "orders");
      return listReviews(ctx, deps, { shop_id: params.shop_id }, query, "shop");
    }),
    handle(reviewRoutes.replyReview, async ({ caller, params, body }) => {
      await deps.shops.requireStaff(reader, params.shop_id, caller.account_id, "orders");
      return replyReview(ctx, deps, params, { ...body, by: caller.account_id });
    }),
    handle(reviewRoutes.listAllReviews, ({ query }) =>
      listReviews(ctx, deps, query.shop_id === undefined ? {} : { shop_id: query.shop_id }, query, "operator"),
    ),
    handle(reviewRoutes.coverReview, async ({ caller, params, body }) =>
      coverReview(ctx, deps, await anywhere(params.review_id), {
        cover: true,
        reason: body.reason,
        by: caller.account_id,
      }),
    ),
    handle(reviewRoutes.uncoverReview, async ({ caller, params, body }) =>
      coverReview(ctx, deps, await anywhere(params.review_id), {
        cover: false,
        reason: body.reason,
        by: caller.account_id,
      }),
    ),
  ];
}
