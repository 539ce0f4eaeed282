import { error, type ErrorText } from "./error-text.ts";

/** What may be refused between payment and receipt: parcels, questions, deadlines. */
export const orderLifeErrors = {
  parcel_exceeds: error("conflict", "Only {left} of this line are left to ship.", "这一项只剩 {left} 件未发。"),
  parcel_limit: error("conflict", "An order goes in at most {max} parcels.", "一个订单最多拆成 {max} 个包裹。"),
  parcel_state: error(
    "conflict",
    "The parcel has reached its end; this can no longer be changed.",
    "包裹已到终点，不能再修改。",
  ),
  parcel_corrections: error(
    "conflict",
    "Carrier and number can be corrected {max} times, within {days} days of shipping.",
    "物流信息最多修改 {max} 次，且须在发货后 {days} 天内。",
  ),
  ask_open: error(
    "conflict",
    "A question between buyer and shop is still open on this order. Answer it first.",
    "该订单还有一项待答复的申请，请先处理。",
  ),
  ask_ended: error("conflict", "This was answered already, or its time ran out.", "该申请已处理或已过期。"),
  ask_limit: error("conflict", "That was asked {max} times on this order already.", "该订单的此类申请已达 {max} 次。"),
  freight_differs: error(
    "conflict",
    "Delivery to {region} costs more than you paid. Choose another address, or order anew.",
    "寄往{region}的运费高于已付运费，请更换地址或重新下单。",
  ),
  delay_invalid: error(
    "invalid_request",
    "The new date must be later than promised, by {days} days at most.",
    "新的发货时间须晚于承诺时间，且最多推迟 {days} 天。",
  ),
  reminded_too_soon: error(
    "rate_limit",
    "You reminded the shop a short while ago. Try again in {hours} h.",
    "刚刚提醒过商家，请 {hours} 小时后再试。",
  ),
  receipt_extended: error("conflict", "More time was asked for once already.", "收货时间只能延长一次。"),
  invoice_state: error(
    "conflict",
    "That is not possible while the invoice is {state}.",
    "发票当前状态（{state}）不能这样操作。",
  ),
  invoice_file: error("invalid_request", "An invoice is a PDF, PNG or JPEG.", "发票文件须为 PDF、PNG 或 JPEG。"),
} as const satisfies Record<string, ErrorText>;
