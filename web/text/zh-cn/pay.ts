export const pay = {
  title: "付款",
  guestTitle: "登录后付款",
  guestText: "谁下的单，就用谁的账号来付。",
  scan: "用{app}扫一扫付款",
  scanPhone: "就在这台手机上：截个图，打开{app}，点“扫一扫”，从相册里选这张图。",
  waits: "付好后这一页会自己跳转。",
  left: "还剩 {time}，逾期订单会自动关闭",
  toPage: "去{provider}付款",
  others: "换个方式付",
  ways: { qr: "{provider}：扫码", page: "{provider}", wap: "{provider}：打开应用" },
  providers: { sandbox: "测试付款", wechat: "微信支付", alipay: "支付宝", stripe: "银行卡（Stripe）" },
  /** 扫码的应用。 */
  apps: { sandbox: "手机", wechat: "微信", alipay: "支付宝", stripe: "手机" },
  overTitle: "这里没有要付的",
  overText: "已经付过，或者已经取消。",
  toOrder: "看订单",
} as const;
