import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { purposes } from "./sealed-columns.ts";
import { countRate, uncountRate } from "./store.ts";

/** How often something may happen per subject and window. Counted in the database, so that processes count together. */
export interface Rate {
  readonly name: string;
  readonly max: number;
  readonly window_ms: number;
}

const keyOf = (ctx: Context, rate: Rate, subject: string): string =>
  `${rate.name}:${ctx.seal.index(subject, purposes.rate)}`;
const windowOf = (ctx: Context, rate: Rate): { start: Date; end: Date } => {
  const startMs = Math.floor(ctx.clock.nowMs() / rate.window_ms) * rate.window_ms;
  return { start: new Date(startMs), end: new Date(startMs + rate.window_ms) };
};

/** Counts in the caller's transaction; refuses `rate_limited` beyond the limit (and then that time is not counted). */
export async function spend(ctx: Context, tx: Tx, rate: Rate, subject: string): Promise<void> {
  const { start, end } = windowOf(ctx, rate);
  const count = await countRate(tx, keyOf(ctx, rate, subject), start, end);
  if (count > rate.max)
    refuse("rate_limited", {
      details: { seconds: Math.max(1, Math.ceil((end.getTime() - ctx.clock.nowMs()) / 1000)) },
    });
}

/** Counts by itself, whatever becomes of what follows: for tries that must cost something even when they fail. */
export function spendNow(ctx: Context, rate: Rate, subject: string): Promise<void> {
  return ctx.db.transact((tx) => spend(ctx, tx, rate, subject));
}

/** Takes one back, where what was counted did not happen. */
export async function giveBack(ctx: Context, tx: Tx, rate: Rate, subject: string): Promise<void> {
  await uncountRate(tx, keyOf(ctx, rate, subject), windowOf(ctx, rate).start);
}
