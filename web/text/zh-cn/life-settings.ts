/** The rules of an order between payment and receipt, as an operator reads them. */
export const lifeSettings = {
  names: {
    flash_unpaid_close_minutes: "秒杀付款时限",
    receipt_extend_days: "延长收货时间",
    late_dispatch_permille: "延迟发货赔付比例",
    late_dispatch_min_minor: "延迟发货最低赔付",
    late_dispatch_max_minor: "延迟发货最高赔付",
  },
  about: {
    flash_unpaid_close_minutes: "秒杀订单到时仍未付款即关闭，名额放回秒杀。",
    receipt_extend_days: "买家每个订单可延长一次，自动确认收货推迟这些天。",
    late_dispatch_permille: "超过承诺发货时间，按商品金额的这一比例赔付买家，从该订单货款中支出。0 为不赔付。",
    late_dispatch_min_minor: "每个延迟发货订单至少赔付的金额。",
    late_dispatch_max_minor: "每个延迟发货订单最多赔付的金额。",
  },
} as const;
