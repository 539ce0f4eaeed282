import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { AftersalesDeps } from "./deps.ts";
import { aftersaleTimers } from "./jobs.ts";
import { aftersalesListeners } from "./listeners.ts";
import { personalAftersales } from "./personal/personal-data.ts";
import { bindAftersalesRoutes } from "./routes.ts";

export { refundReader } from "./refund.ts";

export interface Aftersales {
  readonly part: ModulePart;
}

export function createAftersales(ctx: Context, deps: AftersalesDeps): Aftersales {
  const parts = { ctx, deps };
  return {
    part: {
      routes: bindAftersalesRoutes(parts),
      listeners: aftersalesListeners(parts),
      timers: aftersaleTimers(parts),
      personal: personalAftersales(parts),
    },
  };
}
