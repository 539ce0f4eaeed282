export const states = {
  order: {
    unpaid: "待付款",
    to_ship: "待发货",
    shipped: "已发货",
    delivered: "已送达",
    received: "已收货",
    success: "已完成",
    closed: "已关闭",
  },
  closeReason: {
    buyer_cancelled: "买家已取消",
    unpaid_expired: "超时未付款",
    checkout_released: "付款前已放弃",
    refunded: "已退款",
  },
  session: {
    draft: "准备中",
    on_air: "直播中",
    scheduled: "预告",
    rehearsing: "彩排中",
    interrupted: "画面中断",
    ended: "已结束",
    cancelled: "已取消",
    lapsed: "未开播",
  },
  returnPolicy: {
    seven_days: "7 天无理由退货",
    exempt_made_to_order: "定制商品，不支持无理由退货",
    exempt_perishable: "鲜活易腐，不支持无理由退货",
    exempt_digital: "已拆封的数字商品，不支持无理由退货",
    exempt_press: "报刊，不支持无理由退货",
  },
  returnProof: {
    seven_days:
      "签收后 7 天内可无理由退货：在订单里联系商家，商定后寄回。商家收到退货后 7 天内，由本站运营者退款；货款已结算给商家的，由商家退款。这是法律规定；下单时的承诺会随订单保存。",
    exempt: "依法这类商品不适用无理由退货。有质量问题或与描述不符的，仍可退货。下单时的商品页会随订单保存。",
  },
} as const;
