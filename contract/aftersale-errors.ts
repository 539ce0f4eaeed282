import { error } from "./error-text.ts";

/** Why something cannot be done about an after-sale. */
export const aftersaleErrors = {
  version_conflict: error(
    "conflict",
    "Somebody acted on this meanwhile. Look at how it stands now.",
    "对方刚刚处理过，请查看最新状态后再操作。",
  ),
  aftersale_state: error(
    "conflict",
    "That is not possible as the after-sale stands now.",
    "售后当前状态不支持该操作。",
  ),
  aftersale_running: error("conflict", "An after-sale for this item is under way already.", "该商品已有售后正在处理。"),
  aftersale_term_over: error(
    "conflict",
    "The time to ask for this is over; it ended {days} days after receipt.",
    "已超过申请期限（签收后 {days} 天）。",
  ),
  aftersale_way: error(
    "conflict",
    "This way or reason does not fit the order as it stands.",
    "订单当前状态不支持这种售后方式或原因。",
  ),
  aftersale_rounds: error(
    "conflict",
    "That is {max} rounds of bargaining; now one side decides, or the platform.",
    "协商已达 {max} 轮，请直接处理或申请平台介入。",
  ),
  return_exempt: error(
    "conflict",
    "This item was sold without the 7-day return, as its page said. If something is wrong with it, choose that reason.",
    "该商品页面已注明不支持七天无理由退货；如有质量等问题，请选择相应原因。",
  ),
  return_address_missing: error("invalid_request", "Say where the goods should go back to.", "请填写退货收货地址。"),
  freight_too_large: error(
    "conflict",
    "At most {amount} of return freight can be paid back the way you paid. Send it collect instead.",
    "退货运费最多可原路退回 {amount}，超出请改用到付寄回。",
  ),
  evidence_open: error(
    "conflict",
    "Both sides may still give evidence until {until}.",
    "双方举证期未结束（至 {until}）。",
  ),
  evidence_over: error("conflict", "The time for evidence is over.", "举证期已结束。"),
} as const;
