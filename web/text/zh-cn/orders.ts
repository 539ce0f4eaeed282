export const orders = {
  aftersales: "退款/售后",
  title: "我的订单",
  all: "全部",
  filter: "按状态筛选订单",
  emptyTitle: "这里还没有订单",
  emptyText: "在直播间或店铺买的东西，都会在这里。",
  guestTitle: "登录后查看订单",
  guestText: "订单跟着账号走。",
  payNow: "去付款",
  payBy: "请在 {time} 内付款",
  more: "等 {count, number} 件商品",
} as const;
