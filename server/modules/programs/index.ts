import type { Context } from "../../kernel/context.ts";
import type { Programs } from "./policy.ts";
import { quoteFees } from "./quote-fees.ts";
import { bindProgramRoutes, type ShopStaff } from "./routes.ts";

export type { Programs } from "./policy.ts";

export function createPrograms(ctx: Context, deps: { shops: ShopStaff }): Programs {
  return { quote: quoteFees, part: { routes: bindProgramRoutes(ctx, deps.shops) } };
}
