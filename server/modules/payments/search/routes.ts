import { idOf } from "../../../../contract/ids.ts";
import { paymentSearchRoutes as routes } from "../../../../contract/payment-search.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../../kernel/routing.ts";
import type { PaymentParts } from "../parts.ts";
import { wireFound } from "./found-payment.ts";
import { findPayments } from "./store.ts";
import { whatIsMeant } from "./what-is-meant.ts";

const intentId = idOf("pi");

export function bindSearchRoutes({ ctx, desk }: PaymentParts): readonly BoundRoute[] {
  return [
    handle(routes.searchPayments, async ({ query: { limit, cursor, q, state } }) => {
      // A cursor is the id of the last payment seen: ids sort by time.
      if (cursor !== undefined && !intentId.safeParse(cursor).success)
        refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
      const { reader } = ctx.db;
      const wanted = { state: state ?? null, before: cursor ?? null, limit: limit + 1 };
      const rows = await findPayments(reader, whatIsMeant(q), wanted);
      const page = rows.slice(0, limit);
      const names = await desk.names(reader, [...new Set(page.map((row) => row.buyer_id))]);
      const has_more = rows.length > limit;
      return {
        object: "list" as const,
        data: page.map((row) => ({ ...wireFound(row), buyer_name: names.get(row.buyer_id) ?? "" })),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.id ?? null) : null,
      };
    }),
  ];
}
