import { couponDesk } from "./zh-cn/coupon-desk.ts";
import { flashDesk } from "./zh-cn/flash-desk.ts";
import { chart } from "./zh-cn/chart.ts";
import { cockpit } from "./zh-cn/cockpit.ts";
import { fieldNames } from "./zh-cn/field-names.ts";
import { merchant } from "./zh-cn/merchant.ts";
import { payouts } from "./zh-cn/payouts.ts";
import { sell } from "./zh-cn/sell.ts";
import { studio } from "./zh-cn/studio.ts";
import { training } from "./zh-cn/training.ts";
import { verify } from "./zh-cn/verify.ts";
import { webhooks } from "./zh-cn/webhooks.ts";

export const words = {
  couponDesk,
  flashDesk,
  chart,
  cockpit,
  fieldNames,
  merchant,
  payouts,
  sell,
  studio,
  training,
  verify,
  webhooks,
};
