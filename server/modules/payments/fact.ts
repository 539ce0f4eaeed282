import type { PaymentFailure } from "../../../contract/payments.ts";
import { assertMove, openStates, closedStates } from "./intent.ts";
import type { CaptureRow, IntentRow, RefundRow } from "./tables.ts";

/** What happened to one intent of ours: a provider's report about its own page, a charge's share of it, or a refund of it. */
export interface Fact {
  readonly type: "paid" | "failed" | "refunded" | "refund_failed";
  readonly provider: string;
  /** The provider's id of the event; null where it did not come as one. */
  readonly event_id: string | null;
  readonly shop_id: string;
  readonly intent_id: string;
  /** The payment: the intent's own id or a charge's; null where the provider does not say it of a refund. */
  readonly reference: string | null;
  readonly payment_id: string | null;
  readonly page_id?: string | null;
  /** Ours; null unless it is about a refund. */
  readonly refund_id: string | null;
  readonly amount: bigint;
  /** The whole of a charge; the amount where the payment is the intent's own. */
  readonly payment_amount?: bigint;
  readonly currency: string;
  readonly happened_at?: Date | null;
  readonly failure?: PaymentFailure | null;
}

export type KnownIntent = Pick<
  IntentRow,
  "id" | "state" | "amount" | "currency" | "provider" | "payment_id" | "refunded"
>;
export type KnownCapture = Pick<CaptureRow, "intent_id" | "reference" | "provider" | "payment_id" | "kept">;
export type KnownRefund = Pick<RefundRow, "id" | "intent_id" | "reference" | "amount" | "state">;

/** What we know, read under the locks of the intents. */
export interface Known {
  readonly intents: ReadonlyMap<string, KnownIntent>;
  readonly captures: readonly KnownCapture[];
  readonly refunds: ReadonlyMap<string, KnownRefund>;
  readonly event_ids: ReadonlySet<string>;
}

/**
 * first: the intent is paid. late: it is, but its order had closed. double: it had been paid by another page already. The latter
 * two go back by themselves.
 */
export type Arrival = "first" | "late" | "double";

export type Verdict =
  | {
      readonly kind: "refused";
      readonly why: "intent_unknown" | "payment_differs" | "amount_differs" | "refund_unknown" | "contradiction";
    }
  /** We knew. */
  | { readonly kind: "repeated" }
  | { readonly kind: "captured"; readonly arrival: Arrival }
  | { readonly kind: "failed"; readonly failure: PaymentFailure }
  /** `whole`: nothing of the intent is left to pay back. */
  | { readonly kind: "refunded"; readonly refund_id: string; readonly whole: boolean }
  | { readonly kind: "refund_failed"; readonly refund_id: string; readonly failure: PaymentFailure };

const repeated: Verdict = { kind: "repeated" };
const refused = (why: Extract<Verdict, { kind: "refused" }>["why"]): Verdict => ({ kind: "refused", why });

/** What is known while a batch is decided; each fact sees what the ones before it have changed. */
interface Knowing {
  readonly intents: Map<string, KnownIntent>;
  readonly refunds: Map<string, KnownRefund>;
  readonly captures: KnownCapture[];
  readonly seen: Set<string>;
}
const captureOf = (knowing: Knowing, intent_id: string, reference: string | null): KnownCapture | undefined =>
  knowing.captures.find((one) => one.intent_id === intent_id && one.reference === reference);

/**
 * Decides what facts of one shop change, one verdict each, in order. Pure: a fact that comes twice in one batch changes
 * things once, and the order in which they come makes no difference to what is captured and what is paid back.
 */
export function decideFacts(facts: readonly Fact[], known: Known): Verdict[] {
  const knowing: Knowing = {
    intents: new Map(known.intents),
    refunds: new Map(known.refunds),
    captures: [...known.captures],
    seen: new Set(known.event_ids),
  };
  return facts.map((fact) => {
    const verdict = decide(fact, knowing);
    if (verdict.kind === "refused") return verdict;
    if (fact.event_id !== null) knowing.seen.add(fact.event_id);
    learn(fact, verdict, knowing);
    return verdict;
  });
}

function decide(fact: Fact, knowing: Knowing): Verdict {
  const intent = knowing.intents.get(fact.intent_id);
  if (intent === undefined) return refused("intent_unknown");
  if (fact.currency !== intent.currency) return refused("amount_differs");
  const about = fact.type === "paid" || fact.type === "failed" ? decidePayment : decideRefund;
  return about(fact, intent, knowing);
}

function decidePayment(fact: Fact, intent: KnownIntent, knowing: Knowing): Verdict {
  const own = fact.reference === intent.id;
  if (own && fact.provider !== intent.provider) return refused("intent_unknown");
  if (own && intent.payment_id !== null && fact.payment_id !== null && intent.payment_id !== fact.payment_id)
    return refused("payment_differs");
  if (fact.amount !== intent.amount) return refused("amount_differs");
  const before = captureOf(knowing, intent.id, fact.reference);
  if (before !== undefined && fact.payment_id !== null && before.payment_id !== fact.payment_id)
    return refused("payment_differs");
  if (before !== undefined || (fact.event_id !== null && knowing.seen.has(fact.event_id))) return repeated;
  const open = openStates.includes(intent.state);
  if (fact.type === "failed") return open ? { kind: "failed", failure: fact.failure ?? "provider_refused" } : repeated;
  if (fact.payment_id === null || fact.reference === null) return refused("payment_differs");
  if (open) return { kind: "captured", arrival: "first" };
  return { kind: "captured", arrival: closedStates.includes(intent.state) ? "late" : "double" };
}

function decideRefund(fact: Fact, intent: KnownIntent, knowing: Knowing): Verdict {
  const refund = fact.refund_id === null ? undefined : knowing.refunds.get(fact.refund_id);
  if (refund === undefined || refund.intent_id !== intent.id) return refused("refund_unknown");
  const capture = captureOf(knowing, intent.id, refund.reference);
  if (capture === undefined || capture.provider !== fact.provider) return refused("refund_unknown");
  if (fact.reference !== null && fact.reference !== refund.reference) return refused("payment_differs");
  if (fact.payment_id !== null && fact.payment_id !== capture.payment_id) return refused("payment_differs");
  if (fact.amount !== refund.amount) return refused("amount_differs");
  const said = fact.type === "refunded" ? "success" : "failed";
  if (refund.state === said) return repeated;
  // The provider's last word was another one: nothing is written, the reconciliation finds what is true.
  if (refund.state !== "paying") return refused("contradiction");
  if (said === "failed")
    return { kind: "refund_failed", refund_id: refund.id, failure: fact.failure ?? "provider_refused" };
  return {
    kind: "refunded",
    refund_id: refund.id,
    whole: capture.kept && intent.refunded + refund.amount === intent.amount,
  };
}

function learn(fact: Fact, verdict: Verdict, knowing: Knowing): void {
  const intent = knowing.intents.get(fact.intent_id);
  if (intent === undefined) return;
  if (verdict.kind === "captured") {
    const kept = verdict.arrival !== "double";
    const { reference, payment_id } = fact;
    if (reference !== null && payment_id !== null)
      knowing.captures.push({ intent_id: intent.id, reference, provider: fact.provider, payment_id, kept });
    if (kept) move(knowing, intent, "captured");
  }
  if (verdict.kind === "failed" && intent.state !== "failed") move(knowing, intent, "failed");
  if (verdict.kind === "refund_failed" || verdict.kind === "refunded") {
    const refund = knowing.refunds.get(verdict.refund_id);
    if (refund === undefined) return;
    const state = verdict.kind === "refunded" ? "success" : "failed";
    knowing.refunds.set(refund.id, { ...refund, state });
    const kept = captureOf(knowing, intent.id, refund.reference)?.kept === true;
    if (verdict.kind !== "refunded" || !kept) return;
    const after = { ...intent, refunded: intent.refunded + refund.amount };
    knowing.intents.set(intent.id, after);
    if (verdict.whole) move(knowing, after, "refunded");
  }
}

function move(knowing: Knowing, intent: KnownIntent, to: "captured" | "failed" | "refunded"): void {
  assertMove(intent.state, to);
  knowing.intents.set(intent.id, { ...intent, state: to });
}
