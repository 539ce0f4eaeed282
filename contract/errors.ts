import { z } from "zod";
import { aftersaleErrors } from "./aftersale-errors.ts";
import { deskErrors } from "./desk-errors.ts";
import { promotionErrors } from "./promotion-errors.ts";
import { error, errorTypes, type ErrorText, type ErrorType } from "./error-text.ts";
import { orderLifeErrors } from "./order-life-errors.ts";

export { errorTypes, type ErrorType } from "./error-text.ts";

/**
 * The closed list of codes. Each sentence says what happened and what to do; `{name}` is filled from the refusal's
 * params. A golden file keeps the list, so that a change is a decision.
 */
export const errorCodes = {
  ...aftersaleErrors,
  ...promotionErrors,
  // the request itself
  invalid_param: error("invalid_request", "Check this field: {detail}.", "请检查这一项：{detail}。"),
  malformed_body: error("invalid_request", "The body is not valid JSON.", "请求内容不是有效的 JSON。"),
  body_too_large: error("too_large", "That is too large; the limit is {limit}.", "内容太大，上限为 {limit}。"),
  unsupported_media: error("unsupported", "Send this as {expected}.", "请以 {expected} 格式发送。"),
  idempotency_key_missing: error(
    "invalid_request",
    "Send an Idempotency-Key header with this request.",
    "此请求需要 Idempotency-Key 请求头。",
  ),
  idempotency_key_reused: error(
    "conflict",
    "This Idempotency-Key was used for a different request.",
    "这个 Idempotency-Key 已用于另一个请求。",
  ),
  route_unknown: error("not_found", "There is nothing at this address.", "这个地址没有内容。"),
  not_found: error("not_found", "This no longer exists, or it is not yours to see.", "内容不存在，或你无权查看。"),
  method_unknown: error("not_found", "This address does not take that method.", "这个地址不支持该方法。"),
  // who
  sign_in_required: error("authentication", "Sign in to go on.", "请先登录。"),
  session_ended: error("authentication", "You were signed out. Sign in again.", "登录已失效，请重新登录。"),
  role_required: error("permission", "Your account may not do this yet.", "你的账号暂无此权限。"),
  not_yours: error("permission", "This belongs to somebody else.", "这不属于你。"),
  own_matter: error(
    "permission",
    "Somebody else must decide this; it is your own matter.",
    "这是你自己的事项，请由其他运营处理。",
  ),
  origin_refused: error("permission", "This request came from another site.", "请求来自其他网站，已拒绝。"),
  scope_missing: error(
    "permission",
    "This API key may not do that; it needs the scope {scope}.",
    "该 API 密钥没有此权限，需要 {scope}。",
  ),
  api_key_limit: error("conflict", "You have as many API keys as we keep.", "API 密钥数量已达上限。"),
  webhook_limit: error("conflict", "A shop has at most {max} webhook endpoints.", "一个店铺最多 {max} 个回调地址。"),
  webhook_url: error("invalid_request", "Webhooks go to a public https address.", "回调地址须为公网 https 地址。"),
  code_wrong: error(
    "authentication",
    "That code is not right. Check it, or ask for a new one.",
    "验证码不正确，请检查或重新获取。",
  ),
  code_expired: error("authentication", "That code has expired. Ask for a new one.", "验证码已过期，请重新获取。"),
  code_too_soon: error(
    "rate_limit",
    "A code was just sent. Wait {seconds} s before asking again.",
    "验证码刚刚发出，请 {seconds} 秒后再试。",
  ),
  password_wrong: error("authentication", "The account or the password is not right.", "账号或密码不正确。"),
  identifier_invalid: error("invalid_request", "Enter an e-mail address or a mobile number.", "请输入邮箱或手机号。"),
  rate_limited: error(
    "rate_limit",
    "Too many requests. Try again in {seconds} s.",
    "操作太频繁，请 {seconds} 秒后再试。",
  ),
  sender_failed: error(
    "unavailable",
    "The code could not be sent. Try again in a minute.",
    "验证码发送失败，请稍后再试。",
  ),
  demo_off: error("not_found", "The demo is switched off here.", "演示模式未开启。"),
  // verification
  verification_required: error(
    "permission",
    "Get verified before this; it is asked of every host and seller.",
    "请先完成认证，每位主播和商家都需要。",
  ),
  verification_pending: error("conflict", "A verification is already waiting for review.", "已有一份认证正在审核。"),
  verification_decided: error("conflict", "This verification was already decided.", "这份认证已处理。"),
  // law and life
  consent_version: error(
    "conflict",
    "This text has changed meanwhile. Read the present version, then agree.",
    "内容已有更新，请阅读最新版本后再同意。",
  ),
  training_required: error(
    "permission",
    "Do the yearly training for hosts before you go on air.",
    "开播前请先完成本年度主播培训。",
  ),
  training_version: error("conflict", "The training has changed. Load the page again.", "培训内容已更新，请刷新页面。"),
  training_answers: error(
    "invalid_request",
    "Some answers are not right yet. Read why, and choose again.",
    "还有题目没有答对，请看解释后重新选择。",
  ),
  proof_required: error(
    "permission",
    "Show again that it is you, with a code or your password.",
    "请先用验证码或密码确认是你本人。",
  ),
  deletion_blocked: error(
    "conflict",
    "The account cannot be deleted yet. See what stands in the way.",
    "账号暂时不能注销，请查看原因。",
  ),
  // notifications
  push_endpoint_invalid: error(
    "invalid_request",
    "This is not the address of a push service.",
    "这不是有效的推送服务地址。",
  ),
  setting_locked: error("conflict", "Security notices cannot be switched off here.", "安全提醒不能在这里关闭。"),
  unsubscribe_invalid: error("invalid_request", "This unsubscribe link is not valid.", "退订链接无效。"),
  too_young: error("permission", "Hosts must be at least {years} years old.", "未满 {years} 周岁不能开播。"),
  // pictures
  picture_unreadable: error(
    "invalid_request",
    "This file is not a picture we can read. Use JPEG, PNG or WebP.",
    "无法识别这个图片，请使用 JPEG、PNG 或 WebP。",
  ),
  picture_too_large: error("too_large", "The picture is too large; at most {limit}.", "图片太大，最大 {limit}。"),
  picture_unknown: error(
    "invalid_request",
    "Use each picture once, and only pictures you uploaded yourself.",
    "图片须由你本人上传，且不能重复使用。",
  ),
  // reviews
  statement_day: error(
    "conflict",
    "There is no statement of that day yet, or it lies more than {days} days back.",
    "这一天的账单尚未出具，或已超过 {days} 天。",
  ),
  review_exists: error("conflict", "This was written already and cannot be changed.", "已经提交过，不能修改。"),
  review_over: error("conflict", "The time for this is over.", "已超过可提交的期限。"),
  // fans
  follow_self: error("invalid_request", "You cannot follow yourself.", "不能关注自己。"),
  follow_limit: error(
    "conflict",
    "You follow {max} hosts already. Unfollow somebody first.",
    "最多关注 {max} 位主播，请先取消关注几位。",
  ),
  // shop and catalog
  shop_limit: error("conflict", "You have as many shops as one account may have.", "你的店铺数量已达上限。"),
  shop_closed: error("conflict", "This shop is closed.", "店铺已关闭。"),
  staff_unknown: error(
    "not_found",
    "Nobody has signed in with that e-mail or number yet. Ask them to sign in once, then add them.",
    "还没有人用这个邮箱或手机号登录过。请对方先登录一次，再添加。",
  ),
  staff_limit: error(
    "conflict",
    "A shop has at most {max} people. Remove somebody first.",
    "一个店铺最多 {max} 人，请先移除一位。",
  ),
  permission_missing: error(
    "permission",
    "Your part in this shop does not include this. Ask its owner.",
    "你在店铺中没有这项权限，请联系店主。",
  ),
  staff_owner: error("conflict", "The owner cannot be removed from the shop.", "不能移除店主。"),
  product_limit: error("conflict", "A shop holds at most {max} products.", "一个店铺最多 {max} 个商品。"),
  product_not_on_sale: error("conflict", "This product is not on sale.", "商品未在售。"),
  product_incomplete: error("conflict", "Before it goes on sale it needs {missing}.", "上架前还需要：{missing}。"),
  compare_price_basis: error(
    "invalid_request",
    "A struck-through price must be higher than the price and state its basis.",
    "划线价须高于售价，并写明依据。",
  ),
  stock_below_reserved: error(
    "conflict",
    "{reserved} are reserved by orders; stock cannot go below that.",
    "已有 {reserved} 件被订单占用，库存不能低于此数。",
  ),
  stock_limit: error("invalid_request", "Stock may be at most {max}.", "库存最多 {max}。"),
  sku_taken: error(
    "conflict",
    "Another option of this shop already has the SKU code {sku}.",
    "本店另一个规格已使用 SKU 编码 {sku}。",
  ),
  shipping_template_limit: error(
    "conflict",
    "A shop keeps at most {max} shipping templates.",
    "一个店铺最多 {max} 个运费模板。",
  ),
  shipping_template_used: error(
    "conflict",
    "Products still use this shipping template. Give them another one first.",
    "仍有商品使用这个运费模板，请先更换。",
  ),
  // live
  room_busy: error("conflict", "This room is already on air.", "这个直播间已经在直播。"),
  not_on_air: error("conflict", "This room is not on air.", "直播间当前未开播。"),
  session_state: error(
    "conflict",
    "That is not possible while the session is {state}.",
    "当前状态（{state}）不能这样操作。",
  ),
  encoder_missing: error(
    "conflict",
    "No picture is arriving yet. Start streaming in OBS, then go on air.",
    "还没有收到画面。请先在 OBS 开始推流，再开播。",
  ),
  plan_time: error(
    "invalid_request",
    "Choose a time from 5 minutes to 90 days ahead.",
    "开播时间须在 5 分钟之后、90 天之内。",
  ),
  plan_clash: error(
    "conflict",
    "You have planned another session within half an hour of that. Choose another time.",
    "半小时之内你还有另一场预告，请换个时间。",
  ),
  plan_limit: error(
    "conflict",
    "At most {max} sessions can be planned. Cancel one first.",
    "最多预告 {max} 场，请先取消一场。",
  ),
  bag_empty: error("conflict", "Put at least one product in the bag first.", "请先在购物袋里放入商品。"),
  product_not_in_bag: error("conflict", "This product is not in the bag of this session.", "商品不在本场购物袋里。"),
  stream_offset_invalid: error(
    "invalid_request",
    "The moment in the stream lies outside this session.",
    "直播时间点不在本场范围内。",
  ),
  // chat
  chat_empty: error("invalid_request", "Write something first.", "请输入内容。"),
  chat_too_long: error("invalid_request", "At most {max} characters.", "最多 {max} 个字。"),
  chat_too_fast: error("rate_limit", "Slow down a little.", "发言太快了，请稍等。"),
  frame_malformed: error("invalid_request", "This frame does not follow the protocol.", "消息格式不符合协议。"),
  // buying
  sold_out: error("conflict", "Sold out. Only {available} left.", "库存不足，仅剩 {available} 件。"),
  quantity_invalid: error(
    "invalid_request",
    "The quantity must be a whole number from 1 to {max}.",
    "数量须为 1 到 {max} 的整数。",
  ),
  several_shops: error(
    "invalid_request",
    "One order holds the products of one shop.",
    "一个订单只能包含同一店铺的商品。",
  ),
  version_changed: error(
    "conflict",
    "This product was changed since you read it. Look at it again before you change it.",
    "该商品在你读取后被修改过，请重新查看后再改。",
  ),
  price_changed: error(
    "conflict",
    "The price has changed. Look at it again before you buy.",
    "价格已变动，请确认后再下单。",
  ),
  address_missing: error("invalid_request", "Choose a delivery address.", "请选择收货地址。"),
  address_limit: error("conflict", "You have as many addresses as we keep.", "地址数量已达上限。"),
  region_not_served: error(
    "conflict",
    "The shop does not deliver this to {region}. Choose another address.",
    "该商品不配送到{region}，请更换收货地址。",
  ),
  region_unknown: error(
    "conflict",
    "What delivery costs depends on the province, and this address names none we know. Choose it in the address.",
    "运费按省份计算，但这个地址的省份无法识别，请在地址中重新选择省份。",
  ),
  own_shop_message: error("conflict", "You work for this shop.", "你是本店的工作人员。"),
  own_shop: error("conflict", "You cannot buy from a shop you work for.", "不能购买自己店铺的商品。"),
  order_state: error(
    "conflict",
    "That is not possible while the order is {state}.",
    "订单当前状态（{state}）不能这样操作。",
  ),
  limit_with_cart: error(
    "conflict",
    "At most {max} for each person: you have ordered {ordered}, and {in_cart} more are in your cart.",
    "每人限购 {max} 件：你已下单 {ordered} 件，购物车里还有 {in_cart} 件。",
  ),
  cart_full: error(
    "conflict",
    "The cart holds at most {max} different things. Take something out first.",
    "购物车最多放 {max} 种商品，请先移除一些。",
  ),
  cart_changed: error(
    "conflict",
    "Your cart changed meanwhile, perhaps in another window. Look at it again before you pay.",
    "购物车刚刚有变动（可能在另一个窗口），请看清后再提交。",
  ),
  checkout_state: error(
    "conflict",
    "That is not possible while the checkout is {state}.",
    "这次结算当前状态（{state}）不能这样操作。",
  ),
  order_expired: error("conflict", "The time to pay has run out; the order is closed.", "支付超时，订单已关闭。"),
  already_paid: error("conflict", "This order is already paid.", "订单已支付。"),
  payment_unavailable: error(
    "unavailable",
    "The payment provider does not answer. Nothing was charged; try again.",
    "支付服务暂无响应，未扣款，请重试。",
  ),
  queue_full: error(
    "unavailable",
    "Too many orders at once. Nothing was charged; try again in {seconds} s.",
    "下单人数过多，未扣款，请 {seconds} 秒后重试。",
  ),
  tracking_invalid: error(
    "invalid_request",
    "The tracking number has 5 to 40 letters and digits.",
    "运单号须为 5 到 40 位字母或数字。",
  ),
  ...orderLifeErrors,
  refund_exceeds: error("conflict", "The refund is larger than what is left to refund.", "退款金额超过可退金额。"),
  payment_option_unknown: error(
    "invalid_request",
    "This way to pay is not offered here. Choose another one.",
    "暂不支持这种支付方式，请换一种。",
  ),
  refund_running: error("conflict", "A refund of this order is already under way.", "该订单正在退款。"),
  bank_account_missing: error("conflict", "Say first which bank account the money goes to.", "请先添加收款账户。"),
  payout_too_small: error("conflict", "A payout is at least {min}.", "单次提现至少 {min}。"),
  balance_short: error("conflict", "At most {max} can be used now.", "当前最多可用 {max}。"),
  payouts_held: error(
    "conflict",
    "Payouts of this shop are held back. The reason stands on its money page.",
    "该店铺的提现已被暂停，原因见资金页。",
  ),
  payout_state: error(
    "conflict",
    "That is not possible while the payout is {state}.",
    "提现当前状态（{state}）不能这样操作。",
  ),
  payouts_none: error("conflict", "No approved payout waits for a file.", "没有待导出的提现。"),
  deposit_full: error("conflict", "The deposit lacks only {max}.", "保证金只差 {max}。"),
  deposit_needed: error(
    "conflict",
    "The deposit stays while the shop is open, or money of it is still under way.",
    "店铺未关闭，或仍有款项未结清，保证金暂不能退回。",
  ),
  webhook_signature: error("authentication", "The signature of this webhook is not valid.", "回调签名无效。"),
  webhook_replayed: error("conflict", "This webhook is too old.", "回调已过期。"),
  webhook_unknown: error("invalid_request", "This webhook names nothing we know.", "回调内容无法识别。"),
  ...deskErrors,
  // us
  internal: error(
    "internal",
    "Something broke on our side. Try again; if it stays, tell us the request id.",
    "系统出错，请重试。若仍有问题，请提供请求编号。",
  ),
  unavailable: error(
    "unavailable",
    "The service is not reachable for a moment. Try again.",
    "服务暂时不可用，请稍后重试。",
  ),
  draining: error(
    "unavailable",
    "The server is restarting. Try again in a few seconds.",
    "服务正在重启，请几秒后重试。",
  ),
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof errorCodes;
export type Locale = "zh-CN" | "en";
export const locales = ["zh-CN", "en"] as const;

/** The sentence for a code in the reader's language, its `{names}` filled. */
export function errorMessage(
  code: ErrorCode,
  locale: Locale,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const entry = errorCodes[code];
  const template = locale === "en" ? entry.en : entry.zh;
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "…"));
}

/** The error object (DESIGN §8). */
export const ErrorObject = z
  .object({
    object: z.literal("error"),
    type: z.enum(Object.keys(errorTypes) as [ErrorType, ...ErrorType[]]),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    /** The field at fault, as a dotted path, or null. */
    param: z.string().nullable(),
    /** Facts behind the sentence, such as how many are left. */
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    request_id: z.string(),
  })
  .meta({ id: "Error" });
export type ErrorObject = z.infer<typeof ErrorObject>;
