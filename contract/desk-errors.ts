import { error } from "./error-text.ts";

/** What an operator's decision stands against. */
export const deskErrors = {
  account_suspended: error(
    "permission",
    "This account is suspended: {reason} To appeal, write to {mail}.",
    "账号已被停用：{reason} 如有异议，请发邮件至 {mail} 申诉。",
  ),
  shop_state: error("conflict", "The shop is so already. Look at it again.", "店铺已是该状态，请刷新后再看。"),
  product_taken_down: error(
    "conflict",
    "An operator took this product off sale: {reason}",
    "该商品已被平台下架：{reason}",
  ),
  account_state: error("conflict", "That is so already. Look at the account again.", "账号已是该状态，请刷新后再看。"),
  last_operator: error(
    "conflict",
    "This is the last operator; make somebody else one first.",
    "这是最后一位运营，请先授予他人运营权限。",
  ),
  setting_changed: error(
    "conflict",
    "Somebody changed this meanwhile: it is {value} now. Look again before you set it.",
    "此项刚被他人改动，现为 {value}，请确认后再改。",
  ),
  setting_begun: error(
    "conflict",
    "This change has begun. Set the rule anew instead.",
    "这项改动已生效，请直接重新设置。",
  ),
} as const;
