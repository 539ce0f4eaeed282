import type { Transfer } from "../ledger/index.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import type { Outcome } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { decideFacts, type Fact, type Known } from "./fact.ts";
import type { PaymentParts } from "./parts.ts";
import {
  addEvents,
  addRefunds,
  captureIntents,
  finishRefunds,
  knownEvents,
  lockIntents,
  refundsOfIntents,
} from "./store.ts";
import type { IntentRow, RefundRow } from "./tables.ts";

export interface Applied {
  /** True where we knew and nothing changed. */
  readonly duplicate: boolean;
}

/**
 * Takes what a provider says about intents of one shop into our books: intents, ledger, refunds of late payments and
 * events, in the caller's transaction. One outcome per fact; a refused one (`webhook_unknown`) has written nothing.
 */
export async function applyFacts(
  parts: PaymentParts,
  tx: Tx,
  shop_id: string,
  facts: readonly Fact[],
): Promise<Outcome<Applied>[]> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  // lock
  const intents = new Map(
    (await lockIntents(tx, shop_id, { intent_ids: facts.map((fact) => fact.intent_id) })).map((row) => [row.id, row]),
  );
  const refunds = intents.size === 0 ? [] : await refundsOfIntents(tx, shop_id, [...intents.keys()]);
  const known: Known = {
    intents,
    refunds: new Map(refunds.map((row) => [row.id, row])),
    event_ids: await seen(tx, shop_id, facts),
  };
  // decide
  const decided = decideFacts(facts, known).map((verdict, index) => ({
    verdict,
    fact: present(facts[index], "a verdict per fact"),
  }));
  // write
  const captured = decided.flatMap(({ verdict, fact }) =>
    verdict.kind === "captured"
      ? [{ fact, late: verdict.late, intent: present(intents.get(fact.intent_id), "a captured intent is known") }]
      : [],
  );
  await writeCaptures(parts, tx, shop_id, captured, at);
  const refunded = decided.flatMap(({ verdict }) =>
    verdict.kind === "refunded"
      ? [
          present(
            refunds.find((row) => row.id === verdict.refund_id),
            "a finished refund is known",
          ),
        ]
      : [],
  );
  await writeRefunds(parts, tx, shop_id, intents, refunded, at);
  const told = new Map(
    decided
      .filter(
        ({ verdict, fact }) =>
          verdict.kind !== "refused" && fact.event_id !== null && !known.event_ids.has(fact.event_id),
      )
      .map(({ fact }) => [fact.event_id, fact]),
  );
  if (told.size > 0)
    await addEvents(
      tx,
      [...told.values()].map(({ provider, event_id, type, intent_id }) => ({
        shop_id,
        provider,
        event_id: event_id ?? "",
        type,
        intent_id,
        received_at: at,
      })),
    );
  return decided.map(({ verdict, fact }) => {
    if (verdict.kind !== "refused") return { ok: true, value: { duplicate: verdict.kind === "repeated" } };
    ctx.log.warn(
      { provider: fact.provider, event_id: fact.event_id, shop_id, intent_id: fact.intent_id, why: verdict.why },
      "a provider reported something that is not ours; nothing was written",
    );
    return { ok: false, refusal: new Refusal("webhook_unknown", { details: { why: verdict.why } }) };
  });
}

async function seen(tx: Tx, shop_id: string, facts: readonly Fact[]): Promise<Set<string>> {
  const all = new Set<string>();
  for (const [provider, theirs] of Map.groupBy(facts, (fact) => fact.provider)) {
    const event_ids = theirs.flatMap((fact) => fact.event_id ?? []);
    if (event_ids.length > 0)
      for (const event_id of await knownEvents(tx, shop_id, provider, event_ids)) all.add(event_id);
  }
  return all;
}

interface Capture {
  readonly fact: Fact;
  readonly late: boolean;
  readonly intent: IntentRow;
}

async function writeCaptures(
  { ctx, ledger }: PaymentParts,
  tx: Tx,
  shop_id: string,
  captures: readonly Capture[],
  at: Date,
): Promise<void> {
  if (captures.length === 0) return;
  await captureIntents(
    tx,
    shop_id,
    captures.map(({ fact }) => ({ intent_id: fact.intent_id, payment_id: fact.payment_id })),
    at,
  );
  await ledger.post(
    tx,
    captures.map(({ intent }): Transfer => ({
      shop_id,
      kind: "capture",
      cause: `capture:${intent.id}`,
      order_id: intent.order_id,
      entries: [
        { account: "provider", amount: -intent.amount },
        { account: "escrow", amount: intent.amount },
      ],
      at,
    })),
  );
  // A late payment belongs to an order that is closed: orders hears of it when the money is on its way back.
  const onTime = captures.filter((one) => !one.late);
  await ctx.outbox.emit(
    tx,
    onTime.map(({ intent }) => ({
      type: "payment.captured",
      shop_id,
      intent_id: intent.id,
      order_id: intent.order_id,
    })),
  );
  const late = captures.filter((one) => one.late).map(({ intent }) => intent);
  await startRefunds(
    { ctx, ledger },
    tx,
    late.map((intent) => ({ id: newId(ctx, "re"), intent, cause: "late_payment" as const })),
    at,
  );
}

export interface StartingRefund {
  readonly id: string;
  readonly intent: IntentRow;
  readonly cause: RefundRow["cause"];
  readonly shipping?: bigint;
  readonly subsidy?: bigint;
}

/**
 * Writes refunds that are allowed and hands each to a job. The intents are locked. Where the money comes from is decided
 * and promised now, so that nobody else spends it while the provider takes its time.
 */
export async function startRefunds(
  { ctx, ledger }: Pick<PaymentParts, "ctx" | "ledger">,
  tx: Tx,
  refunds: readonly StartingRefund[],
  at: Date,
): Promise<void> {
  if (refunds.length === 0) return;
  await ledger.pend(tx, await refundTransfers(ledger, tx, refunds, at));
  const ask_at = new Date(at.getTime() + limits.refund_stale_ms);
  await addRefunds(
    tx,
    refunds.map(({ id, intent, cause }) => ({
      shop_id: intent.shop_id,
      id,
      intent_id: intent.id,
      order_id: intent.order_id,
      amount: intent.amount,
      cause,
      state: "paying",
      created_at: at,
      ask_at,
      succeeded_at: null,
    })),
  );
  for (const { id, intent } of refunds)
    await ctx.jobs.add(tx, "payments.refund", { shop_id: intent.shop_id, refund_id: id });
}

/** Transfers that give back what these refunds ask for, from where the ledger says. */
async function refundTransfers(
  ledger: PaymentParts["ledger"],
  tx: Tx,
  refunds: readonly StartingRefund[],
  at: Date,
): Promise<Transfer[]> {
  const plans = await ledger.planRefund(
    tx,
    refunds.map(({ intent, shipping = 0n, subsidy }) => ({
      shop_id: intent.shop_id,
      order_id: intent.order_id,
      goods: intent.amount - shipping,
      shipping,
      ...(subsidy === undefined ? {} : { subsidy }),
    })),
  );
  return refunds.map(({ id, intent, cause }, index) => ({
    shop_id: intent.shop_id,
    kind: cause === "late_payment" ? "late_refund" : "refund",
    cause: `refund:${id}`,
    order_id: intent.order_id,
    ...present(plans[index], "a plan per refund"),
    at,
  }));
}

async function writeRefunds(
  { ctx, ledger }: PaymentParts,
  tx: Tx,
  shop_id: string,
  intents: ReadonlyMap<string, IntentRow>,
  refunds: readonly RefundRow[],
  at: Date,
): Promise<void> {
  if (refunds.length === 0) return;
  await finishRefunds(tx, shop_id, refunds, at);
  const unplanned = await ledger.resolve(
    tx,
    refunds.map((refund) => ({ shop_id, cause: `refund:${refund.id}`, outcome: "posted", at })),
  );
  // Begun by a release that promised nothing: its money is still where a plan finds it.
  const late = refunds.filter((refund) => unplanned.has(`refund:${refund.id}`));
  if (late.length > 0)
    await ledger.post(
      tx,
      await refundTransfers(
        ledger,
        tx,
        late.map(({ id, cause, intent_id }) => ({
          id,
          cause,
          intent: present(intents.get(intent_id), "a refund's intent is locked"),
        })),
        at,
      ),
    );
  await ctx.outbox.emit(
    tx,
    refunds.map((refund) => ({
      type: "payment.refunded",
      shop_id,
      intent_id: refund.intent_id,
      order_id: refund.order_id,
      refund_id: refund.id,
    })),
  );
}
