import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { AftersalesDeps } from "./deps.ts";
import { aftersalesListeners } from "./listeners.ts";
import { bindAftersalesRoutes } from "./routes.ts";

export { refundReader } from "./refund.ts";

export interface Aftersales {
  readonly part: ModulePart;
}

export function createAftersales(ctx: Context, deps: AftersalesDeps): Aftersales {
  return { part: { routes: bindAftersalesRoutes(ctx, deps), listeners: aftersalesListeners(ctx, deps.orders) } };
}
