import { error } from "./error-text.ts";

/** Codes of flash sales and coupons; `errorCodes` has them all. */
export const promotionErrors = {
  flash_sale_not_open: error(
    "conflict",
    "The flash sale has not opened yet. It opens for everybody at the same time.",
    "秒杀还没开始，所有人同一时间开抢。",
  ),
  flash_sale_over: error("conflict", "The flash sale is over.", "秒杀已结束。"),
  flash_sale_sold_out: error(
    "conflict",
    "Every unit is taken; {available} left. Units that are not paid in time come back here.",
    "已被抢完，剩余 {available} 件。未按时付款的会放回来。",
  ),
  flash_sale_lines: error(
    "invalid_request",
    "A flash sale's order holds that item alone, in one line.",
    "秒杀订单只能包含这一件秒杀商品。",
  ),
  flash_sale_price: error(
    "invalid_request",
    "A flash sale's price is below the normal price, {price}.",
    "秒杀价须低于平时售价 {price}。",
  ),
  flash_sale_running: error(
    "conflict",
    "One flash sale at a time: end the one that runs first.",
    "同一时间只能进行一场秒杀，请先结束当前这场。",
  ),
  flash_sale_state: error("conflict", "This flash sale is {state} already.", "这场秒杀的状态已是 {state}。"),
  flash_sale_limit: error("conflict", "A broadcast holds at most {max} flash sales.", "一场直播最多 {max} 场秒杀。"),
  fans_only: error(
    "permission",
    "This price is for fans who followed before it was announced.",
    "这个价格只给预告之前就已关注的老铁。",
  ),
  limit_per_buyer: error(
    "conflict",
    "At most {max} for each person; you have ordered {ordered}.",
    "每人限购 {max} 件，你已下单 {ordered} 件。",
  ),
  coupon_over: error("conflict", "This coupon cannot be claimed at this time.", "这张券当前不可领取。"),
  coupon_gone: error("conflict", "All of these coupons are claimed.", "券已被领完。"),
  coupon_limit: error("conflict", "At most {max} of these for each person.", "这张券每人限领 {max} 张。"),
  coupon_offers_max: error("conflict", "At most {max} coupons on offer.", "同时最多发放 {max} 种券。"),
  wallet_full: error("conflict", "Your wallet holds at most {max} coupons.", "券包最多存放 {max} 张券。"),
  coupon_used: error("conflict", "This coupon is used for another order.", "这张券已用于其他订单。"),
  coupon_misfit: error(
    "conflict",
    "This coupon does not go with this order. Look at the price again.",
    "这张券不能用于本单，请重新查看价格。",
  ),
};

/** Those that an order which names a flash sale or a coupon is refused with. */
export const orderedPromotionErrors = [
  "flash_sale_not_open",
  "flash_sale_over",
  "flash_sale_sold_out",
  "flash_sale_lines",
  "fans_only",
  "limit_per_buyer",
  "coupon_used",
  "coupon_misfit",
] as const;
