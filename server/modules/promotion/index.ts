import type { Context } from "../../kernel/context.ts";
import { chooseCoupons } from "./choose-coupons.ts";
import { FlashTeller } from "./flash/tell-sales.ts";
import { saleTimers } from "./flash/run-sale.ts";
import { promotionJobs } from "./jobs.ts";
import { promotionListeners } from "./listeners.ts";
import { personalPromotions } from "./personal/personal-data.ts";
import type { Promotion, PromotionDeps, PromotionParts } from "./promotion.ts";
import { promotionModuleRoutes } from "./routes.ts";
import { giveBack, lockPromotions, writePromotions } from "./take-promotions.ts";
import { weighPromotions } from "./weigh-promotions.ts";

export { Admission, asksNothing, type Ask, type FlashShare } from "./admission.ts";
export type { Reduction } from "./coupons/pricing.ts";
export type { Promotion, SaleSession, SessionPort } from "./promotion.ts";

/** Flash sales and coupons: README.md. */
export function createPromotion(ctx: Context, deps: PromotionDeps): Promotion {
  const teller = new FlashTeller(ctx);
  const parts: PromotionParts = { ctx, ...deps, teller };
  return {
    lock: (tx, shop_id, asks, at) => lockPromotions(parts, tx, shop_id, asks, at),
    soldOut: (flash_sale_id) => teller.soldOut.has(flash_sale_id),
    write: (tx, shop_id, taken, at) => writePromotions(parts, tx, shop_id, taken, at),
    giveBack: (tx, shop_id, orders) => giveBack(parts, tx, shop_id, orders),
    weigh: (reader, wanted, at) => weighPromotions(parts, reader, wanted, at),
    choose: (reader, buyer_id, orders, at) => chooseCoupons(parts, reader, buyer_id, orders, at),
    part: {
      routes: promotionModuleRoutes(parts),
      listeners: promotionListeners(parts),
      timers: saleTimers(parts),
      jobs: promotionJobs(parts),
      personal: personalPromotions,
      stop: async () => teller.stop(),
    },
  };
}
