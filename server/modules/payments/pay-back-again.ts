import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import type { TimerHandler } from "../../kernel/timers.ts";
import { present } from "../../kernel/assert.ts";
import type { PaymentParts } from "./parts.ts";
import type { OrderOfRest } from "./payment.ts";
import { startRefunds, type RefundStart } from "./refund-intents.ts";
import { leftToRefund } from "./refund.ts";
import { returnCauses } from "./retry.ts";
import { capturesOfIntents, intentsOfRefunds, lockIntents, refundsOfIntents } from "./store.ts";
import type { CaptureRow, IntentRow, RefundRow } from "./tables.ts";

type Parts = Pick<PaymentParts, "ctx" | "ledger">;

interface Held {
  readonly intents: readonly IntentRow[];
  readonly captures: readonly CaptureRow[];
  readonly refunds: readonly RefundRow[];
}

async function hold(tx: Tx, shop_id: string, intents: readonly IntentRow[]): Promise<Held> {
  const ids = intents.map((intent) => intent.id);
  return ids.length === 0
    ? { intents, captures: [], refunds: [] }
    : {
        intents,
        captures: await capturesOfIntents(tx, shop_id, ids),
        refunds: await refundsOfIntents(tx, shop_id, ids),
      };
}

const refundsOfCapture = (held: Held, capture: CaptureRow): RefundRow[] =>
  held.refunds.filter((one) => one.intent_id === capture.intent_id && one.reference === capture.reference);

/**
 * What came too late or too often and lies here still: its return was refused, and none runs or ran to its end. Each is given a refund of
 * its own out of what is left of that very payment, so that no payment goes back twice however many look at once.
 */
function returnsOwed({ ctx }: Parts, held: Held): RefundStart[] {
  return held.captures.flatMap((capture) => {
    const tries = refundsOfCapture(held, capture);
    const refused = tries.find((one) => returnCauses.includes(one.cause) && one.state === "failed");
    const amount = leftToRefund(capture, tries);
    if (refused === undefined || amount <= 0n) return [];
    const intent = present(
      held.intents.find((one) => one.id === capture.intent_id),
      "a capture has its intent",
    );
    return [{ id: newId(ctx, "re"), intent, reference: capture.reference, amount, cause: refused.cause }];
  });
}

/** Deadlines at which returns that a provider refused are made anew. */
export function paymentTimers(parts: Parts): readonly TimerHandler[] {
  return [
    {
      name: "payments.return_again",
      async fall(tx, timers) {
        const shop_id = present(timers[0], "a deadline falls").key;
        const refund_ids = timers.map((one) => one.subject_id);
        const intent_ids = await intentsOfRefunds(tx, shop_id, refund_ids);
        if (intent_ids.length === 0) return;
        const held = await hold(tx, shop_id, await lockIntents(tx, shop_id, { intent_ids }));
        await startRefunds(parts, tx, returnsOwed(parts, held), parts.ctx.clock.now());
      },
    },
  ];
}

/** See `Payments.payBackRest`. */
export async function payBackRest(
  parts: Parts,
  tx: Tx,
  { shop_id, order_id, rest: closed }: OrderOfRest,
  at: Date,
): Promise<"started" | "running" | "nothing"> {
  const held = await hold(tx, shop_id, await lockIntents(tx, shop_id, { order_ids: [order_id] }));
  const returns = returnsOwed(parts, held);
  const rest = held.captures.flatMap((capture): RefundStart[] => {
    const amount = leftToRefund(capture, refundsOfCapture(held, capture));
    const intent = held.intents.find((one) => one.id === capture.intent_id);
    if (!closed || !capture.kept || amount <= 0n || intent === undefined) return [];
    if (returns.some((one) => one.reference === capture.reference)) return [];
    const id = newId(parts.ctx, "re");
    return [{ id, intent, reference: capture.reference, amount, cause: "operator", shipping: amount, subsidy: 0n }];
  });
  const all = [...returns, ...rest];
  await startRefunds(parts, tx, all, at);
  if (all.length > 0) return "started";
  return held.refunds.some((one) => one.state === "paying") ? "running" : "nothing";
}
