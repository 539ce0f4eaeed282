import type { Transfer } from "../ledger/index.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import type { Outcome } from "../../kernel/intake.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { decideFacts, type Arrival, type Fact, type Known, type Verdict } from "./fact.ts";
import type { PaymentParts } from "./parts.ts";
import { startRefunds, writeRefundEnds } from "./refund-intents.ts";
import {
  addCaptures,
  addEvents,
  captureIntents,
  capturesOfIntents,
  failIntents,
  knownEvents,
  lockIntents,
  refundsOfIntents,
} from "./store.ts";
import type { CaptureRow, IntentRow } from "./tables.ts";

export interface Applied {
  /** True where we knew and nothing changed. */
  readonly duplicate: boolean;
}

interface Decided<K extends Verdict["kind"]> {
  readonly fact: Fact;
  readonly intent: IntentRow;
  readonly verdict: Extract<Verdict, { kind: K }>;
}

/**
 * Takes what a provider says about intents of one shop into our books: intents, ledger, refunds of payments that are not
 * wanted and events, in the caller's transaction. One outcome per fact; a refused one (`webhook_unknown`) has written nothing.
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
    captures: intents.size === 0 ? [] : await capturesOfIntents(tx, shop_id, [...intents.keys()]),
    refunds: new Map(refunds.map((row) => [row.id, row])),
    event_ids: await seen(tx, shop_id, facts),
  };
  // decide
  const decided = decideFacts(facts, known).map((verdict, index) => ({
    verdict,
    fact: present(facts[index], "a verdict per fact"),
  }));
  const ofKind = <K extends Verdict["kind"]>(kind: K): Decided<K>[] =>
    decided.flatMap(({ verdict, fact }) =>
      verdict.kind === kind
        ? [
            {
              fact,
              verdict: verdict as Extract<Verdict, { kind: K }>,
              intent: present(intents.get(fact.intent_id), "what is decided is known"),
            },
          ]
        : [],
    );
  // write
  await writeCaptures(parts, tx, shop_id, ofKind("captured"), at);
  const paid = new Set(ofKind("captured").map((one) => one.intent.id));
  await writeFailures(
    parts,
    tx,
    shop_id,
    ofKind("failed").filter((one) => !paid.has(one.intent.id)),
  );
  await writeRefundEnds(parts, tx, shop_id, refunds, intents, [...ofKind("refunded"), ...ofKind("refund_failed")], at);
  await writeEvents(tx, shop_id, decided, known, at);
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

async function writeEvents(
  tx: Tx,
  shop_id: string,
  decided: readonly { readonly verdict: Verdict; readonly fact: Fact }[],
  known: Known,
  at: Date,
): Promise<void> {
  const told = new Map(
    decided
      .filter(
        ({ verdict, fact }) =>
          verdict.kind !== "refused" && fact.event_id !== null && !known.event_ids.has(fact.event_id),
      )
      .map(({ fact }) => [fact.event_id, fact]),
  );
  if (told.size === 0) return;
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
}

function captureRow({ fact, intent, verdict }: Decided<"captured">, at: Date): CaptureRow {
  return {
    shop_id: intent.shop_id,
    intent_id: intent.id,
    reference: present(fact.reference, "what is captured has a payment"),
    provider: fact.provider,
    payment_id: present(fact.payment_id, "what is captured has a payment"),
    page_id: fact.page_id ?? (fact.reference === intent.id ? intent.page_id : null),
    amount: fact.amount,
    payment_amount: fact.payment_amount ?? fact.amount,
    kept: verdict.arrival !== "double",
    paid_at: fact.happened_at ?? at,
    captured_at: at,
  };
}

/** The money that came in; a payment too many goes through the books as well, and out again. */
function captureTransfer({ intent, verdict }: Decided<"captured">, row: CaptureRow, at: Date): Transfer {
  return {
    shop_id: intent.shop_id,
    kind: "capture",
    cause: verdict.arrival === "double" ? `capture:${intent.id}:${row.reference}` : `capture:${intent.id}`,
    order_id: intent.order_id,
    entries: [
      { account: "provider", amount: -row.amount },
      { account: "escrow", amount: row.amount },
    ],
    at,
  };
}

const causeOfReturn = { late: "late_payment", double: "double_payment" } as const satisfies Partial<
  Record<Arrival, string>
>;

async function writeCaptures(
  parts: PaymentParts,
  tx: Tx,
  shop_id: string,
  captures: readonly Decided<"captured">[],
  at: Date,
): Promise<void> {
  if (captures.length === 0) return;
  const all = captures.map((one) => ({ ...one, row: captureRow(one, at) }));
  await addCaptures(
    tx,
    all.map((one) => one.row),
  );
  const kept = all.filter((one) => one.row.kept).map((one) => one.row);
  if (kept.length > 0) await captureIntents(tx, shop_id, kept);
  await parts.ledger.post(
    tx,
    all.map((one) => captureTransfer(one, one.row, at)),
  );
  // A late payment belongs to an order that is closed: orders hears of it when the money is on its way back.
  await parts.ctx.outbox.emit(
    tx,
    all
      .filter((one) => one.verdict.arrival === "first")
      .map(({ intent }) => ({ type: "payment.captured", shop_id, intent_id: intent.id, order_id: intent.order_id })),
  );
  await startRefunds(
    parts,
    tx,
    all.flatMap(({ intent, row, verdict: { arrival } }) =>
      arrival === "first"
        ? []
        : [
            {
              id: newId(parts.ctx, "re"),
              intent,
              reference: row.reference,
              amount: row.amount,
              cause: causeOfReturn[arrival],
            },
          ],
    ),
    at,
  );
}

async function writeFailures(
  { ctx }: PaymentParts,
  tx: Tx,
  shop_id: string,
  failed: readonly Decided<"failed">[],
): Promise<void> {
  if (failed.length === 0) return;
  const last = new Map(failed.map((one) => [one.intent.id, one]));
  const all = [...last.values()];
  await failIntents(
    tx,
    shop_id,
    all.map(({ intent, verdict }) => ({ intent_id: intent.id, failure: verdict.failure })),
  );
  await ctx.outbox.emit(
    tx,
    all.map(({ fact, intent, verdict }) => ({
      type: "payment.failed",
      shop_id,
      intent_id: intent.id,
      order_id: intent.order_id,
      buyer_id: intent.buyer_id,
      reference: fact.reference ?? intent.id,
      reason: verdict.failure,
    })),
  );
}
