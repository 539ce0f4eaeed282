import { assertMove } from "./intent.ts";
import type { IntentRow, RefundRow } from "./tables.ts";

/** What a provider says happened, whoever brought it: a webhook, an answer of its own, or a question of ours. */
export interface Fact {
  readonly type: "paid" | "refunded";
  readonly provider: string;
  /** The provider's id of the event; null where it did not come as one. */
  readonly event_id: string | null;
  readonly shop_id: string;
  readonly intent_id: string;
  readonly payment_id: string;
  /** Ours; null unless refunded. */
  readonly refund_id: string | null;
  readonly amount: bigint;
  readonly currency: string;
}

export type KnownIntent = Pick<IntentRow, "id" | "state" | "amount" | "currency" | "provider" | "payment_id">;
export type KnownRefund = Pick<RefundRow, "id" | "intent_id" | "amount" | "state">;

/** What we know, read under the locks of the intents. */
export interface Known {
  readonly intents: ReadonlyMap<string, KnownIntent>;
  readonly refunds: ReadonlyMap<string, KnownRefund>;
  readonly event_ids: ReadonlySet<string>;
}

export type Verdict =
  | {
      readonly kind: "refused";
      readonly why: "intent_unknown" | "payment_differs" | "amount_differs" | "refund_unknown";
    }
  /** We knew. */
  | { readonly kind: "repeated" }
  | { readonly kind: "captured"; readonly late: boolean }
  | { readonly kind: "refunded"; readonly refund_id: string };

/**
 * Decides what facts of one shop change, one verdict each, in order. Pure: each fact sees what the ones before it in the
 * batch have changed, so a fact that comes twice in one batch changes things once.
 */
export function decideFacts(facts: readonly Fact[], known: Known): Verdict[] {
  const intents = new Map(known.intents);
  const refunds = new Map(known.refunds);
  const seen = new Set(known.event_ids);
  return facts.map((fact) => {
    const intent = intents.get(fact.intent_id);
    const verdict = decide(fact, intent, fact.refund_id === null ? undefined : refunds.get(fact.refund_id), seen);
    if (intent === undefined || verdict.kind === "refused") return verdict;
    if (fact.event_id !== null) seen.add(fact.event_id);
    if (verdict.kind === "captured") move(intents, intent, "captured", fact.payment_id);
    if (verdict.kind === "refunded") {
      move(intents, intent, "refunded", fact.payment_id);
      const refund = refunds.get(verdict.refund_id);
      if (refund !== undefined) refunds.set(refund.id, { ...refund, state: "success" });
    }
    return verdict;
  });
}

function decide(
  fact: Fact,
  intent: KnownIntent | undefined,
  refund: KnownRefund | undefined,
  seen: ReadonlySet<string>,
): Verdict {
  if (intent === undefined || intent.provider !== fact.provider) return { kind: "refused", why: "intent_unknown" };
  if (intent.payment_id !== null && intent.payment_id !== fact.payment_id)
    return { kind: "refused", why: "payment_differs" };
  if (fact.currency !== intent.currency) return { kind: "refused", why: "amount_differs" };
  if (fact.type === "paid") {
    if (fact.amount !== intent.amount) return { kind: "refused", why: "amount_differs" };
    if (fact.event_id !== null && seen.has(fact.event_id)) return { kind: "repeated" };
    if (intent.state === "captured" || intent.state === "refunded") return { kind: "repeated" };
    return { kind: "captured", late: intent.state === "voided" };
  }
  if (refund === undefined || refund.intent_id !== intent.id) return { kind: "refused", why: "refund_unknown" };
  if (fact.amount !== refund.amount) return { kind: "refused", why: "amount_differs" };
  if (refund.state === "success" || (fact.event_id !== null && seen.has(fact.event_id))) return { kind: "repeated" };
  return { kind: "refunded", refund_id: refund.id };
}

function move(
  intents: Map<string, KnownIntent>,
  intent: KnownIntent,
  to: "captured" | "refunded",
  payment_id: string,
): void {
  assertMove(intent.state, to);
  intents.set(intent.id, { ...intent, state: to, payment_id });
}
