import { couponDesk } from "./en/coupon-desk.ts";
import { desk } from "./en/desk.ts";
import { fieldNames } from "./en/field-names.ts";
import { operator } from "./en/operator.ts";
import { statements } from "./en/statements.ts";
import { paymentDesk } from "./en/payment-desk.ts";
import { payouts } from "./en/payouts.ts";

/** The operator's desk. */
export const words = { couponDesk, desk, fieldNames, operator, paymentDesk, payouts, statements } as const;
