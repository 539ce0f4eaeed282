import type { Currency } from "../../../contract/money.ts";
import { assert } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import type { Outcome } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { BankFact } from "./bank.ts";
import { endPayouts, type PayoutEnd } from "./end-payouts.ts";
import { heard, moved, openAccount } from "./payout.ts";
import type { PayoutParts } from "./parts.ts";
import { addEvents, holdOf, lockPayouts, savePayouts } from "./store.ts";
import type { PayoutRow } from "./tables.ts";

/**
 * Tells the bank of a payout and takes its answer into the books. Safe to run any number of times, also after a death
 * anywhere between: the bank knows the payout's id and moves its money once.
 */
export async function runPayout(parts: PayoutParts, shop_id: string, payout_id: string): Promise<void> {
  const { ctx, bank } = parts;
  if (bank === null) return;
  const sending = await ctx.db.transact((tx) => startSending(parts, tx, shop_id, payout_id));
  if (sending === null) return;
  ctx.reach("payouts.send: on its way, not asked");
  const fact = await bank.send({
    payout_id,
    shop_id,
    amount: sending.amount,
    currency: sending.currency as Currency,
    account: openAccount(ctx.seal, sending.account_sealed),
  });
  ctx.reach("payouts.send: sent, not kept");
  const [outcome] = await ctx.db.transact((tx) => applyBankFacts(parts, tx, shop_id, [fact]));
  assert(outcome?.ok === true, `the bank's answer is about ${payout_id}`);
}

/** approved → sending, unless somebody holds or has taken it back meanwhile; a payout under way is asked about again. */
async function startSending(
  { ctx, bank }: PayoutParts,
  tx: Tx,
  shop_id: string,
  payout_id: string,
): Promise<PayoutRow | null> {
  const [row] = await lockPayouts(tx, shop_id, [payout_id]);
  if (row === undefined || bank === null) return null;
  if (row.state === "sending" && row.carrier === bank.name) return row;
  if (row.state !== "approved") return null;
  const at = ctx.clock.now();
  // Held: letting go makes it ready again.
  const held = (await holdOf(tx, shop_id)) !== undefined;
  const after = held
    ? { ...row, ask_at: null }
    : moved(row, "sending", {
        carrier: bank.name,
        sent_at: at,
        ask_at: new Date(at.getTime() + limits.payout_ask_again_ms),
      });
  await savePayouts(tx, [after]);
  return held ? null : after;
}

/**
 * Takes what a bank says of payouts of one shop into the books, in the caller's transaction. One outcome per fact; a
 * refused one (`webhook_unknown`) has written nothing. What we knew is a duplicate.
 */
export async function applyBankFacts(
  parts: PayoutParts,
  tx: Tx,
  shop_id: string,
  facts: readonly BankFact[],
): Promise<Outcome<{ duplicate: boolean }>[]> {
  const { ctx } = parts;
  const rows = new Map(
    (
      await lockPayouts(
        tx,
        shop_id,
        facts.map((fact) => fact.payout_id),
      )
    ).map((row) => [row.id, row]),
  );
  const ours = (fact: BankFact): boolean => {
    const row = rows.get(fact.payout_id);
    return row?.carrier === fact.carrier && row.amount === fact.amount && row.currency === fact.currency;
  };
  const at = ctx.clock.now();
  const events = facts.flatMap((fact) =>
    fact.event_id !== null && ours(fact)
      ? [{ shop_id, carrier: fact.carrier, event_id: fact.event_id, payout_id: fact.payout_id, received_at: at }]
      : [],
  );
  const fresh = await addEvents(tx, events);
  const outcomes: Outcome<{ duplicate: boolean }>[] = [];
  for (const fact of facts) {
    const row = rows.get(fact.payout_id);
    if (row === undefined || !ours(fact)) {
      ctx.log.warn(
        { carrier: fact.carrier, event_id: fact.event_id, shop_id, payout_id: fact.payout_id },
        "a bank reported something that is not ours; nothing was written",
      );
      outcomes.push({ ok: false, refusal: new Refusal("webhook_unknown") });
      continue;
    }
    const state = fact.event_id === null || fresh.has(fact.event_id) ? heard[row.state][fact.word] : undefined;
    if (state !== undefined) {
      const ends: PayoutEnd[] = [{ row, state, reason: state === "paid" ? null : (fact.reason ?? "") }];
      for (const after of await endPayouts(parts, tx, ends)) rows.set(after.id, after);
    }
    outcomes.push({ ok: true, value: { duplicate: state === undefined } });
  }
  return outcomes;
}
