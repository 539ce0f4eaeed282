import { z } from "zod";
import type { Tx } from "../../kernel/db.ts";
import type { Job } from "../../kernel/jobs.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { PayoutParts } from "./parts.ts";
import { rhythm_ms } from "./payout.ts";
import { requestPayout, sendJob } from "./request-payout.ts";
import { runPayout } from "./run-payout.ts";
import { dueRhythms, keepRhythm, lockDueRhythm, takeToAsk } from "./store.ts";
import type { RhythmRow } from "./tables.ts";

const SendData = z.object({ shop_id: z.string(), payout_id: z.string() });

export function payoutJobs(parts: PayoutParts): readonly Job[] {
  return [
    {
      name: sendJob,
      retry_max: limits.payout_attempts_max,
      async work(data) {
        const { shop_id, payout_id } = SendData.parse(data);
        await runPayout(parts, shop_id, payout_id);
      },
    },
    { name: "payouts.sweep", cron: "* * * * *", retry_max: 0, work: () => sweep(parts) },
    { name: "payouts.rhythm", cron: "*/10 * * * *", retry_max: 0, work: () => payByRhythm(parts) },
  ];
}

/** Payouts whose job was lost, or whose bank has not said the last word, are taken up again. */
async function sweep(parts: PayoutParts): Promise<void> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  await ctx.db.transact(async (tx) => {
    const next = new Date(at.getTime() + limits.payout_ask_again_ms);
    for (const { shop_id, id } of await takeToAsk(tx, at, next, limits.payout_asks_per_sweep_max))
      await ctx.jobs.add(tx, sendJob, { shop_id, payout_id: id }, { key: id });
  });
}

/** Shops whose day has come are paid what may be paid; what cannot be (held, too little, no account) waits for the next. */
export async function payByRhythm(parts: PayoutParts): Promise<void> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  for (const { shop_id } of await dueRhythms(ctx.db.reader, at, limits.payout_asks_per_sweep_max)) {
    const asked = await ctx.db
      .transact(async (tx) => {
        const due = await lockDueRhythm(tx, shop_id, at);
        if (due === undefined) return true;
        await putOff(tx, due, at);
        await requestPayout(parts, tx, { shop_id, amount: "everything", by_whom: "schedule" });
        return true;
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal) return false;
        throw error;
      });
    // What the refusal took back is written again without the payout.
    if (!asked)
      await ctx.db.transact(async (tx) => {
        const due = await lockDueRhythm(tx, shop_id, at);
        if (due !== undefined) await putOff(tx, due, at);
      });
  }
}

async function putOff(tx: Tx, due: RhythmRow, at: Date): Promise<void> {
  const step = rhythm_ms[due.rhythm];
  const missed = Math.floor((at.getTime() - due.next_at.getTime()) / step);
  await keepRhythm(tx, { ...due, next_at: new Date(due.next_at.getTime() + (missed + 1) * step) });
}
