import type { Review } from "../../../contract/reviews.ts";
import type { Picture } from "../../../contract/media.ts";
import type { Reader } from "../../kernel/db.ts";
import { maskName } from "../orders/index.ts";
import type { ReviewDeps } from "./deps.ts";
import { appendUntil, mayAppend, mayReply, replyUntil } from "./review.ts";
import type { ReviewRow } from "./tables.ts";

/** public: covered words are out of sight and no purchase is named. */
export type ReviewView = "public" | "buyer" | "shop" | "operator";

/** Wire reviews as `view` may see them, in order. */
export async function viewReviews(
  deps: ReviewDeps,
  reader: Reader,
  rows: readonly ReviewRow[],
  view: ReviewView,
  at: Date,
  reader_id: string | null = null,
): Promise<Review[]> {
  if (rows.length === 0) return [];
  const pictures = await deps.media.pictures(reader, [
    ...new Set(rows.flatMap((row) => [...row.picture_ids, ...(row.appended_picture_ids ?? [])])),
  ]);
  const authors = await deps.accounts.publicAccounts(reader, [...new Set(rows.map((row) => row.buyer_id))]);
  return rows.map((row) =>
    viewReview(row, view, at, {
      pictures,
      author: authors.get(row.buyer_id)?.name ?? "",
      yours: view === "buyer" || row.buyer_id === reader_id,
    }),
  );
}

function viewReview(
  row: ReviewRow,
  view: ReviewView,
  at: Date,
  known: { readonly pictures: ReadonlyMap<string, Picture>; readonly author: string; readonly yours: boolean },
): Review {
  const hidden = row.covered_at !== null && view === "public";
  const shown = (ids: readonly string[]): Picture[] =>
    hidden ? [] : ids.flatMap((id) => known.pictures.get(id) ?? []);
  const reply = (text: string | null, replied_at: Date | null) =>
    text === null || replied_at === null ? null : { text, at: replied_at.toISOString() };
  const until = (to: "first" | "appended", written_at: Date) =>
    mayReply(row, to, at) === "open" ? replyUntil(written_at).toISOString() : null;
  return {
    id: row.review_id,
    object: "review",
    shop_id: row.shop_id,
    product_id: row.product_id,
    product_title: row.product_title,
    variant_title: row.variant_title,
    author: maskName(known.author),
    yours: known.yours,
    stars: { goods: row.goods, service: row.service, delivery: row.delivery },
    first: {
      text: hidden ? "" : row.body,
      pictures: shown(row.picture_ids),
      at: row.at.toISOString(),
      reply: reply(row.reply, row.replied_at),
      reply_until: until("first", row.at),
    },
    appended:
      row.appended_at === null
        ? null
        : {
            text: hidden ? "" : (row.appended_body ?? ""),
            pictures: shown(row.appended_picture_ids ?? []),
            at: row.appended_at.toISOString(),
            reply: reply(row.appended_reply, row.appended_replied_at),
            reply_until: until("appended", row.appended_at),
          },
    covered:
      row.cover_reason === null || row.covered_at === null
        ? null
        : { reason: row.cover_reason, at: row.covered_at.toISOString() },
    order_id: view === "public" ? null : row.order_id,
    append_until: view === "buyer" && mayAppend(row, at) === "open" ? appendUntil(row).toISOString() : null,
  };
}
