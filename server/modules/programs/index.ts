import type { Context } from "../../kernel/context.ts";
import { followSettings } from "./follow-settings.ts";
import type { Programs } from "./policy.ts";
import { quoteFees } from "./quote-fees.ts";
import { bindProgramRoutes, type ShopStaff } from "./routes.ts";

export type { Programs, Quote } from "./policy.ts";

export function createPrograms(ctx: Context, deps: { shops: ShopStaff }): Programs {
  return {
    quote: (reader, shop_ids, at) => quoteFees(ctx.config.settlement_days, reader, shop_ids, at),
    follow: (tx, versions) => followSettings(ctx, tx, versions),
    part: { routes: bindProgramRoutes(ctx, deps.shops) },
  };
}
