import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant, line, listOf, Page } from "./lists.ts";
import { Money } from "./money.ts";
import { intentStates, paymentFailures } from "./payments.ts";

/** Why money went back. */
export const refundCauses = ["operator", "late_payment", "double_payment", "aftersale", "late_dispatch"] as const;
export type RefundCause = (typeof refundCauses)[number];
/** paying: the provider was asked. failed: it refused for good, and the money is still here. */
export const refundStates = ["paying", "success", "failed"] as const;
export type RefundState = (typeof refundStates)[number];

/** A payment as an operator sees it: what an order asks for, what came in for it, and what went back. */
export const FoundPayment = z
  .object({
    id: idOf("pi"),
    object: z.literal("found_payment"),
    shop_id: idOf("shop"),
    /** What it pays: an order, or a shop's deposit. */
    order_id: z.string(),
    buyer_id: idOf("acct"),
    buyer_name: z.string(),
    amount: Money,
    refunded: Money,
    state: z.enum(intentStates),
    /** Who took the money; before that, who was asked to. */
    provider: z.string(),
    /** The payment it shares with others, or that was made at another provider. */
    charge_id: idOf("pi").nullable(),
    /** The provider's own id of the payment, once it told. */
    transaction_id: z.string().nullable(),
    failure: z.enum(paymentFailures).nullable(),
    created_at: Instant,
    expires_at: Instant,
    captured_at: Instant.nullable(),
    /** Money that came in, oldest first. `kept: false` is one payment too many, on its way back. */
    captures: z.array(
      z.object({
        /** The intent's own id, or the charge's: what the provider knows it by. */
        reference: z.string(),
        provider: z.string(),
        transaction_id: z.string(),
        amount: Money,
        kept: z.boolean(),
        /** By the provider's clock. */
        paid_at: Instant,
      }),
    ),
    /** Oldest first. */
    refunds: z.array(
      z.object({
        id: idOf("re"),
        amount: Money,
        cause: z.enum(refundCauses),
        state: z.enum(refundStates),
        failure: z.enum(paymentFailures).nullable(),
        created_at: Instant,
        /** By the provider's clock. */
        paid_at: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: "FoundPayment" });
export type FoundPayment = z.infer<typeof FoundPayment>;

export const paymentSearchRoutes = {
  searchPayments: route({
    id: "searchPayments",
    method: "GET",
    path: "/v1/operator/payments",
    summary: "Payments, newest first; of an order, a buyer, a payment or refund of ours, or by the provider's id",
    access: "operator",
    query: Page.extend({
      /** The whole of an id: `ord_`, `dep_`, `acct_`, `pi_`, `re_`; anything else is taken for the provider's own. */
      q: line(200).optional(),
      state: z.enum(intentStates).optional(),
    }),
    response: listOf(FoundPayment),
  }),
} as const;
