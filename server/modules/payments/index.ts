export type { BeginOptions, NewIntent, NewRefund, Payments } from "./payment.ts";
