import { couponDesk } from "./en/coupon-desk.ts";
import { flashDesk } from "./en/flash-desk.ts";
import { chart } from "./en/chart.ts";
import { cockpit } from "./en/cockpit.ts";
import { fieldNames } from "./en/field-names.ts";
import { merchant } from "./en/merchant.ts";
import { payouts } from "./en/payouts.ts";
import { sell } from "./en/sell.ts";
import { studio } from "./en/studio.ts";
import { training } from "./en/training.ts";
import { verify } from "./en/verify.ts";
import { webhooks } from "./en/webhooks.ts";

/** Where people sell and go on air. */
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
} as const;
