import { couponDesk } from "./zh-cn/coupon-desk.ts";
import { desk } from "./zh-cn/desk.ts";
import { fieldNames } from "./zh-cn/field-names.ts";
import { operator } from "./zh-cn/operator.ts";
import { statements } from "./zh-cn/statements.ts";
import { paymentDesk } from "./zh-cn/payment-desk.ts";
import { payouts } from "./zh-cn/payouts.ts";

export const words = { couponDesk, desk, fieldNames, operator, paymentDesk, payouts, statements };
