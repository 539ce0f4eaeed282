import { orderRoutes } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { quoteFees } from "./quote-fees.ts";

/** The part of the shops door this module needs. */
export interface ShopStaff {
  requireStaff(reader: Reader, shop_id: string, account_id: string, ask: "member"): Promise<unknown>;
}

export function bindProgramRoutes(ctx: Context, shops: ShopStaff): readonly BoundRoute[] {
  return [
    handle(orderRoutes.getFeeQuote, async ({ params: { shop_id }, caller }) => {
      await shops.requireStaff(ctx.db.reader, shop_id, caller.account_id, "member");
      const { policy_id: _, ...quote } = present(
        (await quoteFees(ctx.config.settlement_days, ctx.db.reader, [shop_id], ctx.clock.now())).get(shop_id),
        "every shop has a quote",
      );
      return { object: "fee_quote" as const, shop_id, ...quote };
    }),
  ];
}
