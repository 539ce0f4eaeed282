import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant, listOf, Page, text } from "./lists.ts";
import { paymentProviders } from "./payments.ts";

/**
 * How a provider's statement and our books can disagree. missing_here: it has a movement we know nothing of. missing_there: we
 * have one it does not. payment_differs: its own id of the payment is another. fee_differs: another fee than agreed.
 * found_twice: one movement stands there twice, or on two days. books_differ: our payments and our ledger disagree.
 * unreadable_row: a row that could not be read. sum_differs: the statement's own sums do not fit its rows, or it is cut.
 */
export const differenceRules = [
  "missing_here",
  "missing_there",
  "amount_differs",
  "currency_differs",
  "state_differs",
  "payment_differs",
  "fee_differs",
  "found_twice",
  "books_differ",
  "unreadable_row",
  "sum_differs",
] as const;
export type DifferenceRule = (typeof differenceRules)[number];

/** waiting: not compared yet. unfetched: not compared either, for the statement could not be had. */
export const reconciliationStates = ["waiting", "balanced", "differs", "unfetched"] as const;
export type ReconciliationState = (typeof reconciliationStates)[number];

/** Why a statement could not be had, as far as the provider says. */
export const unfetchedReasons = ["no_statement", "unavailable", "refused", "damaged", "unreadable"] as const;
export type UnfetchedReason = (typeof unfetchedReasons)[number];

/** What of a row could not be read. `kind`: a movement that is neither a payment nor a refund. */
export const rowTroubles = ["columns", "kind", "time", "amount", "currency", "fee"] as const;
export type RowTrouble = (typeof rowTroubles)[number];
/** What the statement says of itself that its rows do not bear out: `end` where it breaks off before its end. */
export const sumTroubles = ["end", "rows", "paid", "refunds", "refunded"] as const;
export type SumTrouble = (typeof sumTroubles)[number];
export const differenceNotes = [...rowTroubles, ...sumTroubles, "found_twice"] as const;
export type DifferenceNote = (typeof differenceNotes)[number];

/** What moved, in minor units of the market's currency. */
const Sum = z.object({ count: z.int(), amount: z.int() });
const Sides = z.object({ here: Sum, there: Sum });
export const ReconciliationTotals = z.object({
  currency: z.string(),
  payments: Sides,
  refunds: Sides,
  /** What the provider kept, less what it gave back. */
  fees: z.int(),
});
export type ReconciliationTotals = z.infer<typeof ReconciliationTotals>;

/** A day by the clock the provider's statement follows: Beijing's for WeChat Pay and Alipay, the market's for the others. */
export const ReconciliationDay = z.iso
  .date()
  // No calendar has a year nought.
  .refine((day) => day >= "0001")
  .meta({ examples: ["2026-11-22"] });

export const Reconciliation = z
  .object({
    object: z.literal("reconciliation"),
    provider: z.enum(paymentProviders),
    day: ReconciliationDay,
    from: Instant,
    until: Instant,
    state: z.enum(reconciliationStates),
    /** It is being compared right now. */
    running: z.boolean(),
    /** Why the last try could not have the statement. What was found before it stays, and so does the state. */
    reason: z.enum(unfetchedReasons).nullable(),
    /** When it is compared, or asked for again, by itself. */
    next_at: Instant.nullable(),
    /** Since it was compared last. */
    attempts: z.int(),
    /** When that was found which is shown here; null before the first. */
    ran_at: Instant.nullable(),
    /** The operator who asked for that run; null: it ran by itself. */
    ran_by: idOf("acct").nullable(),
    /** The last try that came to an end, also one that could not have the statement. */
    tried_at: Instant.nullable(),
    totals: ReconciliationTotals.nullable(),
    differences: z.int(),
    unexplained: z.int(),
  })
  .meta({ id: "Reconciliation" });
export type Reconciliation = z.infer<typeof Reconciliation>;

/** One side of a movement: ours, or the provider's. */
const MovementSide = z.object({
  amount: z.int(),
  currency: z.string(),
  state: z.enum(["done", "pending", "failed", "open"]),
  /** Of ours: what was agreed; null where nothing was. */
  fee: z.int().nullable(),
  payment_id: z.string().nullable(),
  at: Instant.nullable(),
  /** Of ours: what the ledger moved for it; null where that was not looked at. */
  booked: z.int().nullable(),
});
export type MovementSide = z.infer<typeof MovementSide>;

export const ReconciliationDifference = z
  .object({
    object: z.literal("reconciliation_difference"),
    /** The same difference has the same id in every run of its day. */
    id: z.string(),
    rule: z.enum(differenceRules),
    kind: z.enum(["payment", "refund"]).nullable(),
    /** Ours: an intent's or a charge's id, or a refund's; the provider's where we know none. */
    movement_id: z.string().nullable(),
    shop_id: idOf("shop").nullable(),
    order_id: idOf("ord").nullable(),
    here: MovementSide.nullable(),
    there: MovementSide.nullable(),
    /** A row that could not be read, or what the sums say. Of what was found twice: the other day, or nothing where it is this one. */
    row: z.object({ number: z.int().nullable(), text: z.string(), why: z.enum(differenceNotes) }).nullable(),
    explained: z.object({ remark: z.string(), account_id: idOf("acct"), at: Instant }).nullable(),
  })
  .meta({ id: "ReconciliationDifference" });
export type ReconciliationDifference = z.infer<typeof ReconciliationDifference>;

const one = z.object({ provider: z.enum(paymentProviders), day: ReconciliationDay });

export const reconciliationRoutes = {
  listReconciliations: route({
    id: "listReconciliations",
    method: "GET",
    path: "/v1/operator/reconciliations",
    summary: "Days of the providers' statements and what comparing them found, newest first",
    access: "operator",
    query: Page.extend({
      provider: z.enum(paymentProviders).optional(),
      state: z.enum(reconciliationStates).optional(),
    }),
    response: listOf(Reconciliation),
  }),
  getReconciliation: route({
    id: "getReconciliation",
    method: "GET",
    path: "/v1/operator/reconciliations/:provider/:day",
    summary: "One day of one provider's statement",
    access: "operator",
    params: one,
    response: Reconciliation,
    errors: ["not_found"],
  }),
  listReconciliationDifferences: route({
    id: "listReconciliationDifferences",
    method: "GET",
    path: "/v1/operator/reconciliations/:provider/:day/differences",
    summary: "Where the statement of that day and our books disagree",
    access: "operator",
    params: one,
    query: Page.extend({ rule: z.enum(differenceRules).optional() }),
    response: listOf(ReconciliationDifference),
    errors: ["not_found"],
  }),
  runReconciliation: route({
    id: "runReconciliation",
    method: "POST",
    path: "/v1/operator/reconciliations/:provider/:day/run",
    summary: "Fetch the statement of a day and compare it, again; with Stripe and the sandbox also of today, so far",
    access: "operator",
    status: 202,
    params: one,
    response: Reconciliation,
    errors: ["not_found", "statement_day"],
  }),
  explainDifference: route({
    id: "explainDifference",
    method: "POST",
    path: "/v1/operator/reconciliations/:provider/:day/differences/:difference/explain",
    summary: "Write down what a difference is; it no longer waits for anybody",
    access: "operator",
    params: one.extend({ difference: z.string().regex(/^[0-9a-f]{32}$/) }),
    body: z.strictObject({ remark: text(500, 2) }),
    response: ReconciliationDifference,
    errors: ["not_found"],
  }),
} as const;
