import type { PaymentFailure } from "../../../contract/payments.ts";
import type { Transfer } from "../ledger/index.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Fact, Verdict } from "./fact.ts";
import type { PaymentParts } from "./parts.ts";
import type { NewRefund } from "./payment.ts";
import { decideRefundAsked } from "./refund.ts";
import { againAt, refusalsOf, returnCauses } from "./retry.ts";
import {
  addRefunded,
  addRefunds,
  capturesOfIntents,
  failRefunds,
  finishRefunds,
  lockIntents,
  refundsOfIntents,
} from "./store.ts";
import type { IntentRow, RefundRow } from "./tables.ts";

/** See `Payments.refund`. */
export async function refundIntents(
  parts: Pick<PaymentParts, "ctx" | "ledger">,
  tx: Tx,
  refunds: readonly NewRefund[],
  at: Date,
): Promise<void> {
  const shops = [...Map.groupBy(refunds, (refund) => refund.shop_id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [shop_id, theirs] of shops) await refundInShop(parts, tx, shop_id, theirs, at);
}

async function refundInShop(
  parts: Pick<PaymentParts, "ctx" | "ledger">,
  tx: Tx,
  shop_id: string,
  refunds: readonly NewRefund[],
  at: Date,
): Promise<void> {
  const intents = await lockIntents(tx, shop_id, { order_ids: refunds.map((refund) => refund.order_id) });
  const ids = intents.map((intent) => intent.id);
  const captures = ids.length === 0 ? [] : await capturesOfIntents(tx, shop_id, ids);
  const before: RefundAsked[] = ids.length === 0 ? [] : await refundsOfIntents(tx, shop_id, ids);
  const fresh = refunds.flatMap((refund) => {
    assert(refund.amount >= 0n, `${refund.id} takes nothing`);
    const intent = intents.find((one) => one.order_id === refund.order_id) ?? refuse("not_found");
    const kept = captures.find((one) => one.intent_id === intent.id && one.kept);
    const mine = before.filter((one) => one.intent_id === intent.id);
    const verdict = decideRefundAsked(refund, kept, mine);
    switch (verdict.kind) {
      case "repeated":
        assert(
          mine.some((one) => one.id === refund.id && one.amount === refund.amount),
          `${refund.id} keeps its amount`,
        );
        return [];
      case "not_captured":
        return refuse("order_state", { details: { state: "unpaid" } });
      case "exceeds":
        return refuse("refund_exceeds", { details: { left: Number(verdict.left) } });
      case "start": {
        const { reference } = verdict;
        before.push({ id: refund.id, intent_id: intent.id, reference, amount: refund.amount, state: "paying" });
        const { id, amount, cause, shipping, subsidy } = refund;
        return [{ id, intent, reference, amount, cause, shipping, subsidy }];
      }
    }
  });
  await startRefunds(parts, tx, fresh, at);
}

type RefundAsked = Pick<RefundRow, "id" | "intent_id" | "reference" | "amount" | "state">;

export interface RefundStart extends Pick<RefundRow, "id" | "reference" | "amount" | "cause"> {
  readonly intent: IntentRow;
  /** Of the amount, what goes back for freight; and what of the platform's coupon goes back to the platform beside it. */
  readonly shipping?: bigint | undefined;
  readonly subsidy?: bigint | undefined;
}

/**
 * Writes refunds that are allowed and hands each to a job. The intents are locked. Where the money comes from is decided
 * and promised now, so that nobody else spends it while the provider takes its time.
 */
export async function startRefunds(
  { ctx, ledger }: Pick<PaymentParts, "ctx" | "ledger">,
  tx: Tx,
  refunds: readonly RefundStart[],
  at: Date,
): Promise<void> {
  if (refunds.length === 0) return;
  await ledger.pend(tx, await transfersOf(ledger, tx, refunds, at));
  const ask_at = new Date(at.getTime() + limits.refund_stale_ms);
  await addRefunds(
    tx,
    refunds.map(({ id, intent, reference, amount, cause }) => ({
      shop_id: intent.shop_id,
      id,
      intent_id: intent.id,
      order_id: intent.order_id,
      reference,
      amount,
      cause,
      state: "paying",
      failure: null,
      created_at: at,
      ask_at,
      paid_at: null,
      succeeded_at: null,
      failed_at: null,
    })),
  );
  for (const { id, intent } of refunds)
    await ctx.jobs.add(tx, "payments.refund", { shop_id: intent.shop_id, refund_id: id });
}

const isReturn = (refund: Pick<RefundRow, "cause">): boolean => returnCauses.includes(refund.cause);

type Returning = Pick<RefundRow, "id" | "amount" | "cause"> &
  Pick<RefundStart, "shipping" | "subsidy"> &
  ({ readonly intent: IntentRow } | Pick<RefundRow, "shop_id" | "order_id">);

/** Transfers that give back what these refunds ask for: what came too late or too often from where it lies, the rest as the ledger says. */
async function transfersOf(
  ledger: PaymentParts["ledger"],
  tx: Tx,
  refunds: readonly Returning[],
  at: Date,
): Promise<Transfer[]> {
  const keyOf = (refund: Returning) => {
    const { shop_id, order_id } = "intent" in refund ? refund.intent : refund;
    return { shop_id, order_id };
  };
  const planned = refunds.filter((refund) => !isReturn(refund));
  const plans = await ledger.planRefund(
    tx,
    planned.map((refund) => {
      const { amount, shipping = 0n, subsidy } = refund;
      return { ...keyOf(refund), goods: amount - shipping, shipping, ...(subsidy === undefined ? {} : { subsidy }) };
    }),
  );
  return refunds.map((refund) => ({
    ...keyOf(refund),
    kind: isReturn(refund) ? "late_refund" : "refund",
    cause: `refund:${refund.id}`,
    ...(isReturn(refund)
      ? {
          entries: [
            { account: "escrow" as const, amount: -refund.amount },
            { account: "provider" as const, amount: refund.amount },
          ],
        }
      : present(plans[planned.indexOf(refund)], "a plan per refund")),
    at,
  }));
}

interface RefundEnd {
  readonly fact: Fact;
  readonly verdict: Extract<Verdict, { kind: "refunded" | "refund_failed" }>;
}

/** The provider's last word about refunds: what was paid back leaves the books, what it refused stays in them. */
export async function writeRefundEnds(
  parts: PaymentParts,
  tx: Tx,
  shop_id: string,
  known: readonly RefundRow[],
  intents: ReadonlyMap<string, IntentRow>,
  ends: readonly RefundEnd[],
  at: Date,
): Promise<void> {
  if (ends.length === 0) return;
  const all = ends.map(({ fact, verdict }) => ({
    fact,
    verdict,
    refund: present(
      known.find((row) => row.id === verdict.refund_id),
      "a finished refund is known",
    ),
  }));
  await writeRefunded(
    parts,
    tx,
    shop_id,
    all.flatMap(({ fact, verdict, refund }) =>
      verdict.kind === "refunded" ? [{ refund, whole: verdict.whole, paid_at: fact.happened_at ?? at }] : [],
    ),
    at,
  );
  await writeRefundFailures(
    parts,
    tx,
    shop_id,
    all.flatMap(({ verdict, refund }) =>
      verdict.kind === "refund_failed"
        ? [
            {
              refund,
              failure: verdict.failure,
              again_at: againAt(refund.cause, refusalsOf(refund, known), at),
              buyer_id: present(intents.get(refund.intent_id), "its intent is locked").buyer_id,
            },
          ]
        : [],
    ),
    at,
  );
}

async function writeRefunded(
  { ctx, ledger }: PaymentParts,
  tx: Tx,
  shop_id: string,
  ends: readonly { readonly refund: RefundRow; readonly whole: boolean; readonly paid_at: Date }[],
  at: Date,
): Promise<void> {
  if (ends.length === 0) return;
  await finishRefunds(
    tx,
    shop_id,
    ends.map(({ refund, paid_at }) => ({ id: refund.id, paid_at })),
    at,
  );
  // What came too often never belonged to the intent, so it is not counted as paid back of it.
  const counted = ends.filter(({ refund }) => refund.cause !== "double_payment");
  if (counted.length > 0)
    await addRefunded(
      tx,
      shop_id,
      counted.map(({ refund, whole }) => ({ intent_id: refund.intent_id, amount: refund.amount, whole })),
      at,
    );
  const unplanned = await ledger.resolve(
    tx,
    ends.map(({ refund }) => ({ shop_id, cause: `refund:${refund.id}`, outcome: "posted", at })),
  );
  // Begun by a release that promised nothing: its money is still where a plan finds it.
  const late = ends.filter(({ refund }) => unplanned.has(`refund:${refund.id}`)).map(({ refund }) => refund);
  if (late.length > 0) await ledger.post(tx, await transfersOf(ledger, tx, late, at));
  await ctx.outbox.emit(
    tx,
    ends.map(({ refund }) => ({
      type: "payment.refunded",
      shop_id,
      intent_id: refund.intent_id,
      order_id: refund.order_id,
      refund_id: refund.id,
      amount: String(refund.amount),
      cause: refund.cause,
    })),
  );
}

async function writeRefundFailures(
  { ctx, ledger }: PaymentParts,
  tx: Tx,
  shop_id: string,
  ends: readonly {
    readonly refund: RefundRow;
    readonly failure: PaymentFailure;
    readonly again_at: Date | null;
    readonly buyer_id: string;
  }[],
  at: Date,
): Promise<void> {
  if (ends.length === 0) return;
  await failRefunds(
    tx,
    shop_id,
    ends.map(({ refund, failure }) => ({ id: refund.id, failure })),
    at,
  );
  // What was promised is the order's again.
  await ledger.resolve(
    tx,
    ends.map(({ refund }) => ({ shop_id, cause: `refund:${refund.id}`, outcome: "voided", at })),
  );
  // Nobody waits for these returns and would ask again: they are made anew by themselves.
  await ctx.timers.set(
    tx,
    ends.flatMap(({ refund, again_at }) =>
      again_at === null || !isReturn(refund)
        ? []
        : [
            {
              kind: "shop" as const,
              key: shop_id,
              name: "payments.return_again",
              subject_id: refund.id,
              due_at: again_at,
            },
          ],
    ),
  );
  await ctx.outbox.emit(
    tx,
    ends.map(({ refund, failure, again_at, buyer_id }) => ({
      type: "payment.refund_failed",
      shop_id,
      intent_id: refund.intent_id,
      order_id: refund.order_id,
      refund_id: refund.id,
      amount: String(refund.amount),
      cause: refund.cause,
      buyer_id,
      reason: failure,
      again_at: again_at?.toISOString() ?? null,
    })),
  );
}
