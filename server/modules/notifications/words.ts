import type { Locale } from "../../../contract/errors.ts";
import type { NotificationKind } from "../../../contract/notifications.ts";
import { aftersaleWords, buyerNews, shopNews } from "./aftersale-words.ts";
import type { ItemParams } from "./item.ts";
import { enMoved, moved, zhMoved } from "./parcel-words.ts";
import { paymentWords } from "./payment-words.ts";
import { money, providerName, thing, time, type WordFacts, type Words } from "./word-parts.ts";

export type { WordFacts, Words } from "./word-parts.ts";

type Write = (params: ItemParams, facts: WordFacts) => Words;

const en: Readonly<Record<NotificationKind, Write>> = {
  order_paid: (p, f) => ({
    title: "Payment received",
    body: `${thing(p, "Your order")}: ${money("en", p.amount, f.currency)}. The shop packs it now.`,
  }),
  order_shipped: (p) => ({ title: "Your parcel is on its way", body: `${thing(p, "Your order")} has been shipped.` }),
  order_received: (p) => ({
    title: "Received",
    body: `${thing(p, "Your order")} is marked as received. If something is wrong with it, contact the seller: their phone number is one tap away on the order's page.`,
  }),
  order_closed: (p) => ({
    title: "Order closed",
    body: `${thing(p, "Your order")} was not paid in time. Nothing was charged.`,
  }),
  order_refunded: (p, f) => ({
    title: "Money is on its way back",
    body: `${money("en", p.amount, f.currency)} for ${thing(p, "your order")} goes back the way you paid.`,
  }),
  ...paymentWords["en"],
  parcel_moved: (p) => moved(enMoved, p, thing(p, "Your order")),
  order_partly_shipped: (p) => ({
    title: "Part of your order is on its way",
    body: `Some of ${thing(p, "your order")} has been shipped; the rest follows.`,
  }),
  order_receipt_soon: (p, f) => ({
    title: "Receipt will confirm itself",
    body: `${thing(p, "Your order")}: ${time("en", p.when, f.time_zone)}. Not there yet? Ask for more time on the order's page.`,
  }),
  order_address_answered: (p) => ({
    title: p.what === "accepted" ? "Your parcel goes to the new address" : "The address stays as it was",
    body:
      p.what === "accepted"
        ? `The shop agreed for ${thing(p, "your order")}.`
        : p.what === "lapsed"
          ? `The shop did not answer in time for ${thing(p, "your order")}.`
          : `The shop could not change it for ${thing(p, "your order")}.`,
  }),
  order_delay_asked: (p) => ({
    title: "The seller asks to ship later",
    body: `${thing(p, "Your order")}: agree to the new date or not on the order's page. Without your word the promise stays.`,
  }),
  invoice_issued: (p) => ({
    title: "Your invoice",
    body: `The shop recorded the invoice of ${thing(p, "your order")}; it is on the order's page.`,
  }),
  order_compensated: (p, f) => ({
    title: "Compensation for late dispatch",
    body: `${money("en", p.amount, f.currency)} for ${thing(p, "your order")} goes back the way you paid.`,
  }),
  coupon_expiring: (p, f) => ({
    title: "A coupon of yours runs out",
    body: `“${thing(p, "Coupon")}” can be used until ${time("en", p.when, f.time_zone)}.`,
  }),
  aftersale_changed: (p, f) => aftersaleWords("en", buyerNews.en, p, f),
  aftersale_due: (p, f) => ({
    title: "Time runs out for your after-sale",
    body: `${thing(p, "Your order")}: it is your turn until ${time("en", p.when, f.time_zone)}.`,
  }),
  host_live: (p, f) => ({ title: `${f.host_name} is live`, body: thing(p, "Come and watch.") }),
  host_soon: (p, f) => ({
    title: `${f.host_name} goes live soon`,
    body: `${thing(p, "A broadcast")} begins ${time("en", p.when, f.time_zone)}.`,
  }),
  host_rescheduled: (p, f) => ({
    title: `${f.host_name} moved a broadcast`,
    body: `${thing(p, "A broadcast")} now begins ${time("en", p.when, f.time_zone)}. You will be reminded then.`,
  }),
  host_cancelled: (p, f) => ({
    title: `${f.host_name} is not going live`,
    body: `${thing(p, "A broadcast")}, announced for ${time("en", p.when, f.time_zone)}, is off.`,
  }),
  host_followed: (p) => ({
    title: "New followers",
    body: p.count === 1 ? "1 person followed you today." : `${p.count ?? 0} people followed you today.`,
  }),
  shop_order_placed: (p, f) => ({
    title: "Order placed, not paid yet",
    body: `${thing(p, "An order")}, ${p.quantity ?? 1} pcs, ${money("en", p.amount, f.currency)}.`,
  }),
  shop_order_paid: (p, f) => ({
    title: "New order to ship",
    body: `${thing(p, "An order")}, ${p.quantity ?? 1} pcs, ${money("en", p.amount, f.currency)}.`,
  }),
  shop_order_refunded: (p, f) => ({
    title: "An order was refunded",
    body: `${thing(p, "An order")}: ${money("en", p.amount, f.currency)} goes back to the buyer.`,
  }),
  payout_paid: (p, f) => ({
    title: "Payout arrived",
    body: `${money("en", p.amount, f.currency)} reached your bank account.`,
  }),
  payout_failed: (p, f) => ({
    title: p.what === "refused" ? "Payout refused" : "Payout came back",
    body: `${money("en", p.amount, f.currency)} is in your balance again. The reason stands on the money page.`,
  }),
  payouts_held: (p) =>
    p.what === "held"
      ? { title: "Payouts are held back", body: "Selling goes on. The reason stands on the money page." }
      : { title: "Payouts go on", body: "Your shop can be paid out again." },
  settlement_held: (p) =>
    p.what === "held"
      ? { title: "An order waits with its money", body: "While its after-sale runs it does not settle." }
      : { title: "An order settles again", body: "Its after-sale has ended." },
  deposit_low: (p, f) => ({
    title: "The deposit is too low",
    body: `A refund was drawn from it; ${money("en", p.amount, f.currency)} is missing. Until it is filled, that much stays out of payouts.`,
  }),
  receivable_opened: (p, f) => ({
    title: "Your shop owes the platform",
    body: `A refund was larger than balance and deposit: ${money("en", p.amount, f.currency)} is repaid first from what settles next.`,
  }),
  ledger_wrong: (p) => ({
    title: "The ledger does not add up",
    body: `A check found ${p.count ?? 0} problems. See what they are before anything is paid out.`,
  }),
  statement_differs: (p) => ({
    title: "A provider's statement differs from our books",
    body: `${providerName("en", p.what)}, ${p.when ?? ""}: ${p.count === 1 ? "1 difference" : `${p.count ?? 0} differences`} to look into.`,
  }),
  statement_missing: (p) => ({
    title: "A provider's statement cannot be had",
    body: `${providerName("en", p.what)}, ${p.when ?? ""}: it was asked for several times and is asked for on. What it says has not been compared.`,
  }),
  shop_ship_near: (p, f) => ({
    title: "Ship soon",
    body: `${thing(p, "An order")}: dispatch is promised until ${time("en", p.when, f.time_zone)}.`,
  }),
  shop_ship_late: (p, f) => ({
    title: "Late: the promised dispatch has passed",
    body: `${thing(p, "An order")} was promised until ${time("en", p.when, f.time_zone)}. Ship it now.`,
  }),
  shop_address_asked: (p) => ({
    title: "A buyer asks for another address",
    body: `${thing(p, "An order")}: answer within a day. Until then it is not shipped.`,
  }),
  shop_ask_ended: (p) => ({
    title:
      p.what === "accepted"
        ? "The buyer agrees to wait"
        : p.what === "withdrawn"
          ? "The buyer keeps the address"
          : "The promised dispatch stays",
    body: `${thing(p, "An order")}: see its page.`,
  }),
  shop_reminded: (p) => ({ title: "A buyer asks you to ship", body: `${thing(p, "An order")} is waited for.` }),
  shop_invoice_requested: (p) => ({
    title: "A buyer asks for an invoice",
    body: `${thing(p, "An order")}: issue it and record its number.`,
  }),
  shop_compensated: (p, f) => ({
    title: "Compensation for late dispatch",
    body: `${money("en", p.amount, f.currency)} of ${thing(p, "an order")} went to the buyer.`,
  }),
  shop_aftersale_changed: (p, f) => aftersaleWords("en", shopNews.en, p, f),
  shop_aftersale_due: (p, f) => ({
    title: "Time runs out for an after-sale",
    body: `${thing(p, "An order")}: answer until ${time("en", p.when, f.time_zone)}, or it is decided by itself.`,
  }),
  dispute_opened: (p, f) => ({
    title: "A dispute to decide",
    body: `${thing(p, "An order")}, ${money("en", p.amount, f.currency)}: both sides give evidence; decide until ${time("en", p.when, f.time_zone)}.`,
  }),
  dispute_due: (p, f) => ({
    title: "A dispute runs out",
    body: `${thing(p, "An order")}: decide until ${time("en", p.when, f.time_zone)}, or it is decided for the buyer.`,
  }),
  review_replied: (p) => ({ title: "The shop answered your review", body: thing(p, "See what it says.") }),
  message_received: () => ({ title: "A shop answered you", body: "Open the conversation to read it." }),
  shop_message_received: () => ({ title: "A buyer wrote to your shop", body: "They wait for an answer." }),
  shop_review_written: (p) => ({
    title: p.what === "appended" ? "A buyer added to a review" : "New review",
    body: `${thing(p, "Something you sold")}: ${p.count ?? 0} of 5 stars. You can answer for 30 days.`,
  }),
  verification_decided: (p) =>
    p.approved === true
      ? {
          title: "You are verified",
          body:
            p.what === "seller" ? "Your shop may sell now." : "You may go on air once your yearly training is done.",
        }
      : { title: "Your verification was not accepted", body: "See the reason, mend it, and send it again." },
  security_sign_in: (p, f) => ({
    title: "New sign-in",
    body: `${p.device ?? "A device"}, ${time("en", p.when, f.time_zone)}. If this was not you, sign that device out and change your password.`,
  }),
  security_password: (p, f) => ({
    title: "Password changed",
    body: `${time("en", p.when, f.time_zone)}. Other devices were signed out and API keys ended. If this was not you, sign in with a code and change it.`,
  }),
  account_export: () => ({ title: "Your data is ready", body: "You can download it for 24 hours." }),
  account_deletion: (p, f) => ({
    title: "Your account will be deleted",
    body: `On ${time("en", p.when, f.time_zone)}. Until then you can keep it with one tap.`,
  }),
};

const zh: Readonly<Record<NotificationKind, Write>> = {
  order_paid: (p, f) => ({
    title: "付款成功",
    body: `${thing(p, "你的订单")}，${money("zh-CN", p.amount, f.currency)}，商家正在备货。`,
  }),
  order_shipped: (p) => ({ title: "包裹已发出", body: `${thing(p, "你的订单")}已发货，注意查收。` }),
  order_received: (p) => ({
    title: "已确认收货",
    body: `${thing(p, "你的订单")}已确认收货。如有问题，请联系商家，订单页点一下就能看到电话。`,
  }),
  order_closed: (p) => ({ title: "订单已关闭", body: `${thing(p, "你的订单")}超时未付款，没有扣款。` }),
  order_refunded: (p, f) => ({
    title: "退款已发出",
    body: `${thing(p, "你的订单")}的 ${money("zh-CN", p.amount, f.currency)} 将原路退回。`,
  }),
  ...paymentWords["zh-CN"],
  parcel_moved: (p) => moved(zhMoved, p, thing(p, "你的订单")),
  order_partly_shipped: (p) => ({
    title: "部分商品已发出",
    body: `${thing(p, "你的订单")}已发出一部分，其余随后发货。`,
  }),
  order_receipt_soon: (p, f) => ({
    title: "即将自动确认收货",
    body: `${thing(p, "你的订单")}将于 ${time("zh-CN", p.when, f.time_zone)} 自动确认收货。还没收到？可在订单页延长收货时间。`,
  }),
  order_address_answered: (p) => ({
    title: p.what === "accepted" ? "收货地址已修改" : "收货地址未修改",
    body:
      p.what === "accepted"
        ? `商家已同意，${thing(p, "你的订单")}将寄往新地址。`
        : p.what === "lapsed"
          ? `商家未及时答复，${thing(p, "你的订单")}仍寄往原地址。`
          : `商家未能同意，${thing(p, "你的订单")}仍寄往原地址。`,
  }),
  order_delay_asked: (p) => ({
    title: "商家申请延迟发货",
    body: `${thing(p, "你的订单")}：请在订单页选择是否同意。不答复则按原承诺执行。`,
  }),
  invoice_issued: (p) => ({ title: "发票有进展", body: `商家已处理${thing(p, "你的订单")}的发票，可在订单页查看。` }),
  order_compensated: (p, f) => ({
    title: "延迟发货赔付",
    body: `${thing(p, "你的订单")}的赔付 ${money("zh-CN", p.amount, f.currency)} 将原路退回。`,
  }),
  coupon_expiring: (p, f) => ({
    title: "优惠券快到期了",
    body: `「${thing(p, "优惠券")}」${time("zh-CN", p.when, f.time_zone)} 到期，记得使用。`,
  }),
  aftersale_changed: (p, f) => aftersaleWords("zh-CN", buyerNews.zh, p, f),
  aftersale_due: (p, f) => ({
    title: "售后即将到期",
    body: `「${thing(p, "订单")}」的售后待你处理，截止 ${time("zh-CN", p.when, f.time_zone)}。`,
  }),
  host_live: (p, f) => ({ title: `${f.host_name} 开播了`, body: thing(p, "快来看看。") }),
  host_soon: (p, f) => ({
    title: `${f.host_name} 即将开播`,
    body: `「${thing(p, "直播")}」${time("zh-CN", p.when, f.time_zone)} 开始。`,
  }),
  host_rescheduled: (p, f) => ({
    title: `${f.host_name} 改了开播时间`,
    body: `「${thing(p, "直播")}」改到 ${time("zh-CN", p.when, f.time_zone)}，到时会再提醒你。`,
  }),
  host_cancelled: (p, f) => ({
    title: `${f.host_name} 取消了直播`,
    body: `原定 ${time("zh-CN", p.when, f.time_zone)} 的「${thing(p, "直播")}」不播了。`,
  }),
  host_followed: (p) => ({ title: "新增关注", body: `今天有 ${p.count ?? 0} 人关注了你。` }),
  shop_order_placed: (p, f) => ({
    title: "有新订单，待付款",
    body: `${thing(p, "订单")}，${p.quantity ?? 1} 件，${money("zh-CN", p.amount, f.currency)}。`,
  }),
  shop_order_paid: (p, f) => ({
    title: "有新订单，待发货",
    body: `${thing(p, "订单")}，${p.quantity ?? 1} 件，${money("zh-CN", p.amount, f.currency)}。`,
  }),
  shop_order_refunded: (p, f) => ({
    title: "订单已退款",
    body: `${thing(p, "订单")}，${money("zh-CN", p.amount, f.currency)} 退回买家。`,
  }),
  payout_paid: (p, f) => ({ title: "提现已到账", body: `${money("zh-CN", p.amount, f.currency)} 已到你的收款账户。` }),
  payout_failed: (p, f) => ({
    title: p.what === "refused" ? "提现未通过" : "提现已退回",
    body: `${money("zh-CN", p.amount, f.currency)} 已退回余额，原因见资金页。`,
  }),
  payouts_held: (p) =>
    p.what === "held"
      ? { title: "提现已暂停", body: "店铺可正常经营，暂停原因见资金页。" }
      : { title: "提现已恢复", body: "店铺可以继续提现。" },
  settlement_held: (p) =>
    p.what === "held"
      ? { title: "订单暂缓结算", body: "售后处理期间，该订单不结算。" }
      : { title: "订单恢复结算", body: "该订单的售后已结束。" },
  deposit_low: (p, f) => ({
    title: "保证金不足",
    body: `有退款动用了保证金，还差 ${money("zh-CN", p.amount, f.currency)}。补足之前，这部分余额不能提现。`,
  }),
  receivable_opened: (p, f) => ({
    title: "店铺有欠款",
    body: `退款超出余额和保证金 ${money("zh-CN", p.amount, f.currency)}，将从之后的结算中优先扣还。`,
  }),
  ledger_wrong: (p) => ({ title: "账目核对异常", body: `核对发现 ${p.count ?? 0} 处不符，请先查明，再安排出款。` }),
  statement_differs: (p) => ({
    title: "渠道账单与本地账目不符",
    body: `${providerName("zh-CN", p.what)} ${p.when ?? ""} 的账单有 ${p.count ?? 0} 处差异待核实。`,
  }),
  statement_missing: (p) => ({
    title: "未能取得渠道账单",
    body: `${providerName("zh-CN", p.what)} ${p.when ?? ""} 的账单多次获取未果，系统会继续尝试；当日账目尚未核对。`,
  }),
  shop_ship_near: (p, f) => ({
    title: "请尽快发货",
    body: `${thing(p, "订单")}承诺 ${time("zh-CN", p.when, f.time_zone)} 前发货。`,
  }),
  shop_ship_late: (p, f) => ({
    title: "已超过承诺发货时间",
    body: `${thing(p, "订单")}承诺 ${time("zh-CN", p.when, f.time_zone)} 前发货，请立即发出。`,
  }),
  shop_address_asked: (p) => ({
    title: "买家申请修改地址",
    body: `${thing(p, "订单")}：请在一天内答复，答复前不能发货。`,
  }),
  shop_ask_ended: (p) => ({
    title:
      p.what === "accepted" ? "买家同意延迟发货" : p.what === "withdrawn" ? "买家撤回改地址申请" : "按原承诺时间发货",
    body: `${thing(p, "订单")}，请查看订单页。`,
  }),
  shop_reminded: (p) => ({ title: "买家提醒发货", body: `${thing(p, "订单")}，买家在等。` }),
  shop_invoice_requested: (p) => ({ title: "买家申请开票", body: `${thing(p, "订单")}，请开票并填写发票号码。` }),
  shop_compensated: (p, f) => ({
    title: "延迟发货赔付",
    body: `${thing(p, "订单")}已赔付买家 ${money("zh-CN", p.amount, f.currency)}。`,
  }),
  shop_aftersale_changed: (p, f) => aftersaleWords("zh-CN", shopNews.zh, p, f),
  shop_aftersale_due: (p, f) => ({
    title: "有售后即将超时",
    body: `「${thing(p, "订单")}」的售后请在 ${time("zh-CN", p.when, f.time_zone)} 前处理，否则按默认结果执行。`,
  }),
  dispute_opened: (p, f) => ({
    title: "有新的纠纷待裁决",
    body: `「${thing(p, "订单")}」，${money("zh-CN", p.amount, f.currency)}：双方正在举证，请在 ${time("zh-CN", p.when, f.time_zone)} 前裁决。`,
  }),
  dispute_due: (p, f) => ({
    title: "纠纷即将到期",
    body: `「${thing(p, "订单")}」：请在 ${time("zh-CN", p.when, f.time_zone)} 前裁决，超时按支持买家处理。`,
  }),
  review_replied: (p) => ({ title: "商家回复了你的评价", body: thing(p, "点开看看。") }),
  message_received: () => ({ title: "商家回复了你", body: "点开查看消息。" }),
  shop_message_received: () => ({ title: "有买家咨询", body: "对方正在等你回复。" }),
  shop_review_written: (p) => ({
    title: p.what === "appended" ? "买家追加了评价" : "收到新评价",
    body: `${thing(p, "商品")}，${p.count ?? 0} 星。30 天内可以回复。`,
  }),
  verification_decided: (p) =>
    p.approved === true
      ? {
          title: "认证已通过",
          body: p.what === "seller" ? "店铺可以开始卖货了。" : "完成本年度培训后就可以开播。",
        }
      : { title: "认证未通过", body: "查看原因，修改后可以重新提交。" },
  security_sign_in: (p, f) => ({
    title: "新设备登录",
    body: `${p.device ?? "一台设备"}，${time("zh-CN", p.when, f.time_zone)}。如果不是你，请让它退出登录并修改密码。`,
  }),
  security_password: (p, f) => ({
    title: "密码已修改",
    body: `${time("zh-CN", p.when, f.time_zone)}，其他设备已退出登录，API 密钥已失效。如果不是你，请用验证码登录后重新设置。`,
  }),
  account_export: () => ({ title: "你的数据已备好", body: "24 小时内可以下载。" }),
  account_deletion: (p, f) => ({
    title: "账号即将注销",
    body: `将于 ${time("zh-CN", p.when, f.time_zone)} 注销，在此之前可以随时撤销。`,
  }),
};

/** An item in words. */
export function wordsOf(locale: Locale, kind: NotificationKind, params: ItemParams, facts: WordFacts): Words {
  return (locale === "en" ? en : zh)[kind](params, facts);
}

/** What stands around a mail. */
export function mailWords(locale: Locale): { open: string; unsubscribe: string; settings: string } {
  return locale === "en"
    ? { open: "Open", unsubscribe: "No more mails like this", settings: "All settings" }
    : { open: "查看", unsubscribe: "不再接收这类邮件", settings: "通知设置" };
}
