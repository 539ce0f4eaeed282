import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { limits } from "../../kernel/limits.ts";
import { listener } from "../../kernel/outbox.ts";
import type { ReviewDeps } from "./deps.ts";
import { bindReviewRoutes } from "./routes.ts";
import { fileWritten, reviewsByKey, writtenBy } from "./store.ts";

/** Reviews of verified purchases: README.md. */
export function createReviews(ctx: Context, deps: ReviewDeps): { readonly part: ModulePart } {
  return {
    part: {
      routes: bindReviewRoutes(ctx, deps),
      listeners: [
        listener("reviews.file_for_buyer", ["review.written"], (tx, events) =>
          fileWritten(
            tx,
            events.map(({ buyer_id, review_id, shop_id }) => ({ account_id: buyer_id, review_id, shop_id })),
          ),
        ),
      ],
      personal: {
        name: "reviews",
        async exportOf(reader, account_id) {
          const keys = await writtenBy(reader, account_id, { before: null, limit: limits.export_rows_per_list_max });
          const rows = await reviewsByKey(reader, keys);
          return {
            written: rows.map(({ buyer_id: _, replied_by: __, appended_replied_by: ___, ...row }) => ({
              ...row,
              at: row.at.toISOString(),
            })),
          };
        },
        // Reviews are never deleted (DOMAIN §5 rule 11). Who wrote them is an id that names nobody once the account is gone.
      },
    },
  };
}
