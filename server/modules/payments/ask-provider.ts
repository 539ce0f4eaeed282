import { assert, present } from "../../kernel/assert.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { applyFacts } from "./apply-facts.ts";
import type { PaymentParts } from "./parts.ts";
import { runRefund } from "./run-refund.ts";
import { stopAsking, takeIntentsToAsk, takeRefundsToAsk } from "./store.ts";

/**
 * Webhooks and jobs can be lost. Asks the provider about payments it has not said anything final about, also of orders
 * that closed meanwhile, and about refunds that take too long. Returns how many it asked about.
 */
export async function askProvider(parts: PaymentParts): Promise<number> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  const nextAsk = new Date(at.getTime() + limits.payment_ask_again_ms);
  const nextTry = new Date(at.getTime() + limits.refund_stale_ms);
  const intents = await ctx.db.transact((tx) => takeIntentsToAsk(tx, at, nextAsk, limits.payment_asks_per_sweep_max));
  const refunds = await ctx.db.transact((tx) => takeRefundsToAsk(tx, at, nextTry, limits.payment_asks_per_sweep_max));
  const bugs: unknown[] = [];
  for (const { shop_id, id, payment_id } of intents)
    bugs.push(
      ...(await tryOne(parts, id, () =>
        askPayment(parts, shop_id, id, present(payment_id, "what is asked about was begun")),
      )),
    );
  for (const { shop_id, id } of refunds) bugs.push(...(await tryOne(parts, id, () => runRefund(parts, shop_id, id))));
  if (bugs.length > 0)
    throw new AggregateError(
      bugs,
      `asking the provider about ${bugs.length} of ${intents.length + refunds.length} ran into a bug`,
    );
  return intents.length + refunds.length;
}

async function askPayment(parts: PaymentParts, shop_id: string, intent_id: string, payment_id: string): Promise<void> {
  const answer = await parts.provider.status(shop_id, intent_id, payment_id);
  await parts.ctx.db.transact(async (tx) => {
    if (answer.paid !== null) {
      const [outcome] = await applyFacts(parts, tx, shop_id, [answer.paid]);
      assert(outcome !== undefined, "one fact, one outcome");
      // Refused: another amount than ours. Logged there; asking again will not change it.
      if (!outcome.ok) await stopAsking(tx, shop_id, intent_id);
    } else if (answer.final) await stopAsking(tx, shop_id, intent_id);
  });
}

/** One that fails is asked about again at the next sweep; the others still have their turn. Returns what was a bug. */
async function tryOne({ ctx }: PaymentParts, subject_id: string, act: () => Promise<void>): Promise<unknown[]> {
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
