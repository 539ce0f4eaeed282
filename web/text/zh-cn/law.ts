export const law = {
  terms: {
    title: "用户协议",
    parties: "协议双方",
    partiesText:
      "本协议由你与本平台的运营者 {operator} 订立。每家店铺以自己的名义销售：买卖合同在你与店铺之间成立，店铺的法定名称和地址在店铺页和直播间里可以看到。",
    account: "你的账号",
    accountText: "请用你本人的邮箱或手机号登录，不要把验证码和密码告诉别人。你可以随时在“我的 · 隐私”里注销账号。",
    buying: "购买",
    buyingText:
      "下单时看到的价格就是实付价格。超时未付款的订单自动关闭，不会扣款。除商品页写明原因的以外，签收 7 天内可以无理由退货：请在 7 天内联系店铺，店铺收到退货后 7 天内由 {operator} 退款。",
    selling: "销售与开播",
    sellingText:
      "商家和主播在首次直播前完成认证，每六个月复核一次。主播须年满 16 周岁，每年参加一次培训。直播中的话要真实，说错了要当场更正。",
    conduct: "不允许的行为",
    conductText: "刷单、买粉、买评价、虚假宣传、销售禁售商品、骚扰他人。处置会与情节相当，写明理由，并且可以申诉。",
    changes: "协议变更",
    changesText: "内容变更时，页首的版本会随之更新，并在你继续使用前再次征得同意。",
    contact: "联系我们",
  },
  privacy: {
    title: "隐私政策",
    what: "我们保存什么",
    whatText:
      "你的昵称、登录用的邮箱或手机号、你填写的地址、订单、在直播间的发言、关注的主播，以及登录设备的类型和网络（不含地址最后一段）。姓名、号码和地址在数据库中加密保存。",
    why: "用来做什么",
    whyText:
      "用于登录、配送和支付、对直播中说过和卖出的内容负责，以及发送你选择接收的通知。我们不出售这些信息，也不提供给广告商。",
    who: "谁能看到",
    whoText: "商家在发货前只能看到脱敏地址；同一直播间的人能看到你的昵称；支付机构只收到金额和订单号。",
    long: "保存多久",
    longText:
      "到你注销账号为止。法律要求订单、支付、直播和发言至少保存三年，这部分仍会保存，地址加密，且不再对应任何人。",
    cookies: "Cookie 与统计",
    cookiesText:
      "一个 Cookie 用来保持登录，另一个用来告诉页面你已登录。语言和外观的选择各存一个。没有第三方 Cookie，没有跟踪。",
    counted:
      "本站统计页面打开次数：每类页面每天只有一个数字，保留 13 个月，不含 Cookie、姓名、地址、设备和来源页面。浏览器要求不被跟踪（Do Not Track、Global Privacy Control）时不计数。",
    notCounted: "本站不统计访问。",
    personal: "个性化",
    personalText:
      "你关注的主播排在首页最前，因为那是你自己的选择；其余直播间按开播时间排，每十分钟轮换一次排头。商品和搜索结果的顺序不参考你的行为，浏览记录不影响给你看什么。因人而异的只有你关注的主播、浏览记录（保留 90 天）和存在本机的最近搜索。后两项可以在“我的 · 隐私”里关闭，关闭后立即清空。",
    rights: "你的权利",
    rightsText: "你可以查看并下载我们保存的全部信息，可以更正、注销账号、撤回同意。如果页面上做不到，请联系我们。",
    contact: "负责人",
  },
  version: "版本 {version}",
  template: "本页为模板",
  templateText:
    "本站运营者尚未填写：{missing}。填写之前，没有人为这些文字负责。通过 OPERATOR_NAME、OPERATOR_ADDRESS 和 OPERATOR_CONTACT 设置。",
  missing: { name: "法定名称", address: "地址", contact: "联系方式" },
  someone: "本站运营者",
  name: "法定名称",
  address: "地址",
  reach: "联系方式",
  notGiven: "未填写",
  links: "法律信息",
  agree: "继续即表示你同意<terms></terms>，并已了解<privacy></privacy>。",
  agreeTerms: "《用户协议》",
  agreePrivacy: "《隐私政策》",
  again: {
    title: "内容有更新",
    text: "请阅读更新后的内容，同意后继续使用。",
    action: "同意",
    read: "阅读{document}",
  },
} as const;
