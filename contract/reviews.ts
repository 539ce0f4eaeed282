import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";

/** What a buyer rates, each from 1 (bad) to 5 (good): the goods as described, the seller's service, the delivery. */
export const reviewDimensions = ["goods", "service", "delivery"] as const;
export type ReviewDimension = (typeof reviewDimensions)[number];
/** By the stars of the goods: 4-5, 3, 1-2. */
export const reviewRatings = ["good", "fair", "poor"] as const;
export type ReviewRating = (typeof reviewRatings)[number];

const Stars = z.int().min(1).max(5);

/** What somebody wrote, the first time or later, and what the shop answered to it. */
export const ReviewPart = z
  .object({
    text: z.string(),
    pictures: z.array(Picture),
    at: Instant,
    reply: z.object({ text: z.string(), at: Instant }).nullable(),
    /** Until when the shop may answer; null once it has, or the time is over. */
    reply_until: Instant.nullable(),
  })
  .meta({ id: "ReviewPart" });

export const Review = z
  .object({
    id: idOf("rev"),
    object: z.literal("review"),
    shop_id: idOf("shop"),
    product_id: idOf("prod"),
    /** As they were when bought. */
    product_title: z.string(),
    variant_title: z.string(),
    /** The first character of a name and stars: nobody is named in public. */
    author: z.string(),
    /** Whether whoever reads it wrote it. */
    yours: z.boolean(),
    stars: z.object({ goods: Stars, service: Stars, delivery: Stars }),
    first: ReviewPart,
    appended: ReviewPart.nullable(),
    /** An operator took words and pictures out of sight because of this rule; the stars still count. */
    covered: z.object({ reason: z.string(), at: Instant }).nullable(),
    /** The purchase it is about; only for its buyer, the shop and operators. */
    order_id: idOf("ord").nullable(),
    /** Until when its buyer may append; null where they may not (any more), and for everybody else. */
    append_until: Instant.nullable(),
  })
  .meta({ id: "Review" });
export type Review = z.infer<typeof Review>;

/** Every review of a product or a shop counts once and the same; nothing else moves these numbers. */
export const ReviewSummary = z
  .object({
    object: z.literal("review_summary"),
    count: z.int(),
    /** Means in hundredths of a star, rounded down; null while there is no review. */
    mean_hundredths: z.object({ goods: z.int(), service: z.int(), delivery: z.int() }).nullable(),
    /** How many gave the goods 1, 2, 3, 4 and 5 stars. */
    by_stars: z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()]),
    with_pictures: z.int(),
    appended: z.int(),
  })
  .meta({ id: "ReviewSummary" });
export type ReviewSummary = z.infer<typeof ReviewSummary>;

/** A line of a received order that its buyer may review. */
export const ReviewDue = z
  .object({
    object: z.literal("review_due"),
    order_id: idOf("ord"),
    line_id: idOf("line"),
    shop_id: idOf("shop"),
    shop_name: z.string(),
    product_id: idOf("prod"),
    title: z.string(),
    variant_title: z.string(),
    picture: Picture.nullable(),
    received_at: Instant,
    until: Instant,
  })
  .meta({ id: "ReviewDue" });
export type ReviewDue = z.infer<typeof ReviewDue>;

const Words = z.strictObject({
  text: text(limits.review_chars_max, 1),
  picture_ids: z.array(idOf("pic")).max(limits.pictures_per_review_max).default([]),
});
export const ReviewFields = z.strictObject({
  stars: z.strictObject({ goods: Stars, service: Stars, delivery: Stars }),
  /** May be empty: stars alone are a review too. */
  text: text(limits.review_chars_max).default(""),
  picture_ids: Words.shape.picture_ids,
});

const inReview = z.object({ review_id: idOf("rev") });
const inShop = z.object({ shop_id: idOf("shop") });
const PublicQuery = Page.extend({
  rating: z.enum(reviewRatings).optional(),
  with_pictures: z.enum(["1"]).optional(),
  appended: z.enum(["1"]).optional(),
});

export const reviewRoutes = {
  listProductReviews: route({
    id: "listProductReviews",
    method: "GET",
    path: "/v1/products/:product_id/reviews",
    summary: "What people who bought it say, newest first",
    access: "guest",
    params: z.object({ product_id: idOf("prod") }),
    query: PublicQuery,
    response: listOf(Review),
    errors: ["not_found"],
  }),
  getProductReviewSummary: route({
    id: "getProductReviewSummary",
    method: "GET",
    path: "/v1/products/:product_id/review_summary",
    summary: "How a product is rated, and by how many",
    access: "guest",
    params: z.object({ product_id: idOf("prod") }),
    response: ReviewSummary,
    errors: ["not_found"],
  }),
  getShopReviewSummary: route({
    id: "getShopReviewSummary",
    method: "GET",
    path: "/v1/shops/:shop_id/review_summary",
    summary: "How a shop is rated over all its products",
    access: "guest",
    params: inShop,
    response: ReviewSummary,
    errors: ["not_found"],
  }),
  listReviewsDue: route({
    id: "listReviewsDue",
    method: "GET",
    path: "/v1/reviews/due",
    summary: "What the caller received and may review, newest first",
    access: "viewer",
    response: listOf(ReviewDue),
  }),
  listMyReviews: route({
    id: "listMyReviews",
    method: "GET",
    path: "/v1/reviews",
    summary: "The caller's reviews, newest first",
    access: "viewer",
    query: Page,
    response: listOf(Review),
  }),
  listOrderReviews: route({
    id: "listOrderReviews",
    method: "GET",
    path: "/v1/orders/:order_id/reviews",
    summary: "What the buyer of an order wrote about it",
    access: "viewer",
    params: z.object({ order_id: idOf("ord") }),
    response: listOf(Review),
    errors: ["not_found"],
  }),
  writeReview: route({
    id: "writeReview",
    method: "POST",
    path: "/v1/orders/:order_id/lines/:line_id/review",
    summary: "Review something received; once, and for good",
    access: "viewer",
    status: 201,
    params: z.object({ order_id: idOf("ord"), line_id: idOf("line") }),
    body: ReviewFields,
    response: Review,
    errors: ["not_found", "order_state", "review_exists", "review_over", "picture_unknown"],
  }),
  appendReview: route({
    id: "appendReview",
    method: "POST",
    path: "/v1/reviews/:review_id/append",
    summary: "Say more after a while; once, within 180 days",
    access: "viewer",
    params: inReview,
    body: Words,
    response: Review,
    errors: ["not_found", "review_exists", "review_over", "picture_unknown"],
  }),
  listShopReviews: route({
    id: "listShopReviews",
    method: "GET",
    path: "/v1/shops/:shop_id/reviews",
    summary: "Reviews of a shop's goods, newest first, for those who answer them",
    access: "merchant",
    permission: "orders",
    params: inShop,
    /** waiting: something the shop may still answer. */
    query: Page.extend({ rating: z.enum(reviewRatings).optional(), waiting: z.enum(["1"]).optional() }),
    response: listOf(Review),
    errors: ["not_found", "not_yours"],
  }),
  replyReview: route({
    id: "replyReview",
    method: "POST",
    path: "/v1/shops/:shop_id/reviews/:review_id/reply",
    summary: "Answer a review or what was appended; once each, within 30 days, and for good",
    access: "merchant",
    permission: "orders",
    params: inShop.extend({ review_id: idOf("rev") }),
    body: z.strictObject({ to: z.enum(["first", "appended"]), text: text(limits.review_chars_max, 1) }),
    response: Review,
    errors: ["not_found", "not_yours", "review_exists", "review_over"],
  }),
  listAllReviews: route({
    id: "listAllReviews",
    method: "GET",
    path: "/v1/operator/reviews",
    summary: "Reviews of the whole market, newest first",
    access: "operator",
    query: Page.extend({
      shop_id: idOf("shop").optional(),
      rating: z.enum(reviewRatings).optional(),
      covered: z.enum(["1"]).optional(),
    }),
    response: listOf(Review),
  }),
  coverReview: route({
    id: "coverReview",
    method: "POST",
    path: "/v1/operator/reviews/:review_id/cover",
    summary: "Take words and pictures that break the law out of sight; nothing is deleted and the stars count",
    access: "operator",
    params: inReview,
    body: z.strictObject({ reason: text(limits.reason_chars_max, 4) }),
    response: Review,
    errors: ["not_found"],
  }),
  uncoverReview: route({
    id: "uncoverReview",
    method: "POST",
    path: "/v1/operator/reviews/:review_id/uncover",
    summary: "Show a covered review again",
    access: "operator",
    params: inReview,
    body: z.strictObject({ reason: text(limits.reason_chars_max, 4) }),
    response: Review,
    errors: ["not_found"],
  }),
} as const;
