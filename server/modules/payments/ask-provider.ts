import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { isPayable } from "./charges/charge.ts";
import { closeCharge, membersOfCharge, stopAskingAboutCharge, takeChargesToAsk } from "./charges/store.ts";
import type { PaymentParts } from "./parts.ts";
import type { ProviderPayment } from "./provider.ts";
import { runRefund } from "./run-refund.ts";
import { intentsOfOrders, stopAsking, takeIntentsToAsk, takeRefundsToAsk } from "./store.ts";
import type { ChargeRow, IntentRow } from "./tables.ts";
import { applyReport } from "./take-report.ts";

/**
 * Webhooks and jobs can be lost. Asks the provider about payments it has not said anything final about, also of orders
 * that closed meanwhile, and about refunds that take too long. Returns how many it asked about.
 */
export async function askProvider(parts: PaymentParts): Promise<number> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  const nextAsk = new Date(at.getTime() + limits.payment_ask_again_ms);
  const nextTry = new Date(at.getTime() + limits.refund_stale_ms);
  const max = limits.payment_asks_per_sweep_max;
  const intents = await ctx.db.transact((tx) => takeIntentsToAsk(tx, at, nextAsk, max));
  const charges = await ctx.db.transact((tx) => takeChargesToAsk(tx, at, nextAsk, max));
  const refunds = await ctx.db.transact((tx) => takeRefundsToAsk(tx, at, nextTry, max));
  const acts = [
    ...intents.map((intent) => ({ id: intent.id, act: () => askAboutIntent(parts, intent) })),
    ...charges.map((charge) => ({ id: charge.id, act: () => askAboutCharge(parts, charge) })),
    ...refunds.map(({ shop_id, id }) => ({ id, act: () => runRefund(parts, shop_id, id) })),
  ];
  const bugs: unknown[] = [];
  for (const { id, act } of acts) bugs.push(...(await tryOne(parts, id, act)));
  if (bugs.length > 0)
    throw new AggregateError(bugs, `asking the provider about ${bugs.length} of ${acts.length} ran into a bug`);
  return acts.length;
}

function askAboutIntent(parts: PaymentParts, intent: IntentRow): Promise<void> {
  const { shop_id, id } = intent;
  const { db, clock } = parts.ctx;
  return ask(
    parts,
    intent.provider,
    { ...intent, reference: id, owner: shop_id },
    {
      wanted: isPayable(intent, clock.now()),
      expires_at: intent.expires_at,
      stop: () => db.transact((tx) => stopAsking(tx, shop_id, id)),
    },
  );
}

async function askAboutCharge(parts: PaymentParts, charge: ChargeRow): Promise<void> {
  const { account_id, id } = charge;
  const { db, clock } = parts.ctx;
  if (charge.provider === null || charge.state !== "open")
    return db.transact((tx) => stopAskingAboutCharge(tx, account_id, id));
  const intents = await intentsOfOrders(db.reader, await membersOfCharge(db.reader, account_id, id));
  await ask(
    parts,
    charge.provider,
    { ...charge, reference: id, owner: account_id },
    {
      wanted: intents.every((intent) => isPayable(intent, clock.now())),
      expires_at: charge.expires_at,
      stop: () => db.transact((tx) => closeCharge(tx, account_id, id)),
    },
  );
}

/** `wanted`: somebody may still pay. A page nobody should pay any more is closed at the provider, where that can be done. */
async function ask(
  parts: PaymentParts,
  name: string,
  payment: ProviderPayment,
  {
    wanted,
    expires_at,
    stop,
  }: { readonly wanted: boolean; readonly expires_at: Date; readonly stop: () => Promise<void> },
): Promise<void> {
  const provider = parts.providers.get(name);
  // Whom the operator no longer has a contract with is not asked.
  if (provider === undefined) return stop();
  const standing = await provider.status(payment);
  if (standing.paid !== null) {
    const outcome = await applyReport(parts, standing.paid);
    // Refused: another amount than ours. Logged there; asking again will not change it.
    if (!outcome.ok) await stop();
  } else if (standing.final) await stop();
  else if (!wanted) {
    await provider.close?.(payment);
    // Some providers never say that a page nobody opened is over.
    if (parts.ctx.clock.nowMs() - expires_at.getTime() > limits.payment_ask_after_expiry_ms) await stop();
  }
}

/** One that fails is asked about again at the next sweep; the others still have their turn. Returns what was a bug. */
async function tryOne({ ctx }: PaymentParts, subject_id: string, act: () => Promise<unknown>): Promise<unknown[]> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal)) return [error];
    ctx.log.warn(
      { subject_id, code: error.code, ...error.details },
      "the payment provider does not answer; it will be asked again",
    );
  }
  return [];
}
