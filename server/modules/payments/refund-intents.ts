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
  parts: Pick<PaymentParts, "ctx">,
  tx: Tx,
  refunds: readonly NewRefund[],
  at: Date,
): Promise<void> {
  const shops = [...Map.groupBy(refunds, (refund) => refund.shop_id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [shop_id, theirs] of shops) await refundInShop(parts, tx, shop_id, theirs, at);
}

async function refundInShop(
  parts: Pick<PaymentParts, "ctx">,
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
    assert(refund.amount > 0n, `${refund.id} pays something back`);
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
        const { id, amount, cause, shipping = 0n, subsidy = 0n } = refund;
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
  readonly shipping: bigint;
  readonly subsidy: bigint;
}

/** Writes refunds that are allowed and hands each to a job. The intents are locked. */
export async function startRefunds(
  { ctx }: Pick<PaymentParts, "ctx">,
  tx: Tx,
  refunds: readonly RefundStart[],
  at: Date,
): Promise<void> {
  if (refunds.length === 0) return;
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

/** The money never was the order's. */
const isReturn = (refund: Pick<RefundRow, "cause">): boolean =>
  refund.cause === "late_payment" || refund.cause === "double_payment";

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
      verdict.kind === "refund_failed" ? [{ refund, failure: verdict.failure }] : [],
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
  await ledger.post(
    tx,
    ends.map(({ refund }): Transfer => ({
      shop_id,
      kind: isReturn(refund) ? "late_refund" : "refund",
      cause: `refund:${refund.id}`,
      order_id: refund.order_id,
      entries: [
        { account: "escrow", amount: -refund.amount },
        { account: "provider", amount: refund.amount },
      ],
      at,
    })),
  );
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
  { ctx }: PaymentParts,
  tx: Tx,
  shop_id: string,
  ends: readonly { readonly refund: RefundRow; readonly failure: PaymentFailure }[],
  at: Date,
): Promise<void> {
  if (ends.length === 0) return;
  await failRefunds(
    tx,
    shop_id,
    ends.map(({ refund, failure }) => ({ id: refund.id, failure })),
    at,
  );
  await ctx.outbox.emit(
    tx,
    ends.map(({ refund, failure }) => ({
      type: "payment.refund_failed",
      shop_id,
      intent_id: refund.intent_id,
      order_id: refund.order_id,
      refund_id: refund.id,
      amount: String(refund.amount),
      cause: refund.cause,
      reason: failure,
    })),
  );
}
