import type { PaymentProviderName } from "../../../../contract/payments.ts";
import type { UnfetchedReason } from "../../../../contract/reconciliation.ts";
import type { Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import type { PaymentParts } from "../parts.ts";
import type { PaymentProvider } from "../provider.ts";
import type { Statement } from "../statement.ts";
import { compareStatement, idOfLine, type Compared } from "./compare.ts";
import { dayOf, daysAfter, daysDue, spanOf } from "./day.ts";
import { ourMovements } from "../movements/our-movements.ts";
import {
  addDays,
  addReconciled,
  addRun,
  claimDay,
  comparedWhole,
  daysToCompare,
  lockClaimed,
  lookBackAgain,
  newestDay,
  openFingerprints,
  putOff,
  reconciledElsewhere,
  settleDay,
} from "./store.ts";
import type { ReconciliationRow } from "./tables.ts";

export interface DayKey {
  readonly provider: PaymentProviderName;
  readonly day: string;
}

/** Which day a provider's statement begins when. */
export function spanFor({ ctx }: PaymentParts, provider: PaymentProvider, day: string) {
  return spanOf(day, provider.statement_zone ?? ctx.config.time_zone);
}

/** The last day that is over, where the provider is. */
export function lastDay({ ctx }: PaymentParts, provider: PaymentProvider): string {
  return daysAfter(dayOf(ctx.clock.now(), provider.statement_zone ?? ctx.config.time_zone), -1);
}

/** From when on a day's whole statement can be had. */
export const readyAt = (provider: PaymentProvider, ends_at: Date): Date =>
  new Date(ends_at.getTime() + provider.statement_ready_ms);

/** Adds the days that are over, and hands those whose statement should be there to jobs, one each. */
export async function planDays(parts: PaymentParts): Promise<void> {
  const { ctx, providers } = parts;
  await ctx.db.transact(async (tx) => {
    for (const provider of providers.values()) {
      const last = lastDay(parts, provider);
      const due = daysDue(await newestDay(tx, provider.name, last), last, limits.reconciliation_days_max);
      await addDays(
        tx,
        due.map((day) => {
          const { from, to } = spanFor(parts, provider, day);
          return { provider: provider.name, day, starts_at: from, ends_at: to, next_at: readyAt(provider, to) };
        }),
      );
    }
    for (const { provider, day } of await daysToCompare(tx, ctx.clock.now(), limits.reconciliation_days_max))
      await askForRun(parts, tx, { provider, day }, null);
  });
}

/** While a run of this day waits a second is not added. */
export async function askForRun({ ctx }: PaymentParts, tx: Tx, key: DayKey, by: string | null): Promise<void> {
  await ctx.jobs.add(tx, "payments.reconcile", { ...key, by }, { key: `${key.provider} ${key.day}` });
}

type Outcome =
  | { readonly kind: "compared"; readonly compared: Compared; readonly looked_back: boolean }
  | { readonly kind: "unfetched"; readonly reason: UnfetchedReason; readonly compared: Compared | null };

/** After so many tries; null after the last: nothing is tried by itself any more. */
function nextTry(attempts: number, at: Date): Date | null {
  const pause = limits.reconciliation_pauses_ms[attempts - 1];
  return pause === undefined ? null : new Date(at.getTime() + pause);
}

/** Told once for a day, when it has been tried often enough that waiting alone will not help. */
const tellMissing = ({ desk }: PaymentParts, tx: Tx, { provider, day }: DayKey): Promise<void> =>
  desk.alarm(tx, {
    kind: "statement_missing",
    provider,
    day,
    cause: `statement_missing:${provider}:${day}`,
    count: 0,
  });

/**
 * Fetches a day's statement and compares it. Safe to run any number of times and in two processes: one has the day, the runs are
 * added one after another, and the same statement finds the same differences.
 */
export async function reconcileDay(parts: PaymentParts, key: DayKey, by: string | null): Promise<void> {
  const { ctx } = parts;
  const provider = parts.providers.get(key.provider);
  if (provider === undefined) return;
  const at = ctx.clock.now();
  const id = newId(ctx, "look");
  const until = new Date(at.getTime() + limits.reconciliation_claim_ms);
  const head = await ctx.db.transact(async (tx) => {
    const claimed = await claimDay(tx, key, { id, at, until });
    if (claimed === undefined) return undefined;
    const ready_at = readyAt(provider, claimed.ends_at);
    // Whoever takes it may never say what came of it: the next try is later each time, and one day the last.
    await putOff(tx, key, at < ready_at ? ready_at : nextTry(claimed.attempts, at));
    if (claimed.attempts > limits.reconciliation_tell_after) await tellMissing(parts, tx, key);
    return claimed;
  });
  if (head === undefined) return;
  const outcome = await outcomeOf(parts, provider, head);
  await ctx.db.transact((tx) => keepRun(parts, tx, { id, key, by, at, provider }, outcome));
}

async function outcomeOf(parts: PaymentParts, provider: PaymentProvider, head: ReconciliationRow): Promise<Outcome> {
  const { day, starts_at, ends_at } = head;
  let statement: Statement;
  try {
    statement = await provider.statement({ day, from: starts_at, to: ends_at });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    parts.ctx.log.warn(
      { provider: provider.name, day, code: error.code, ...error.details },
      "a statement could not be had",
    );
    return { kind: "unfetched", reason: reasonOf(error), compared: null };
  }
  const looked_back = await comparedWhole(parts.ctx.db.reader, ...dayBefore(provider, head));
  const compared = await compareWithOurs(parts, provider, { ...head, looked_back }, statement);
  // "There is none" is also what a provider says that has not made it yet: with movements of ours it is no answer.
  const { payments, refunds } = compared.totals;
  return !statement.exists && payments.here.count + refunds.here.count > 0
    ? { kind: "unfetched", reason: "no_statement", compared }
    : { kind: "compared", compared, looked_back };
}

/** The day before, and from when on its whole statement can be had. */
const dayBefore = (provider: PaymentProvider, { day, starts_at }: ReconciliationRow): [DayKey, Date] => [
  { provider: provider.name, day: daysAfter(day, -1) },
  readyAt(provider, starts_at),
];

async function compareWithOurs(
  parts: PaymentParts,
  provider: PaymentProvider,
  head: ReconciliationRow & { readonly looked_back: boolean },
  statement: Statement,
): Promise<Compared> {
  const { ctx, ledger } = parts;
  const { reader } = ctx.db;
  const slack = limits.reconciliation_slack_ms;
  const day = { from: head.starts_at, to: head.ends_at };
  // Two clocks never agree at midnight: the last hour is looked for the day after, once what the day itself had is known.
  const until = Math.min(day.to.getTime(), ctx.clock.nowMs());
  const expected = {
    from: head.looked_back ? new Date(day.from.getTime() - slack) : day.from,
    to: new Date(until - slack),
  };
  const found = await ourMovements({ reader, ledger }, provider.name, statement.lines, { day, expected });
  const named = statement.lines.map((line) => ({ kind: line.kind, id: idOfLine(line) }));
  const due = [...found.expected].flatMap((key) => found.ours.get(key) ?? []);
  const elsewhere = await reconciledElsewhere(reader, { provider: provider.name, day: head.day }, [...named, ...due]);
  return compareStatement({
    statement,
    ...found,
    elsewhere,
    fee: ctx.config.payment.fees.get(provider.name) ?? null,
    currency: ctx.config.currency,
  });
}

/** What the refusals of adapters say, in the words of the report. */
const reasons: Readonly<Record<string, UnfetchedReason>> = {
  "damaged bill": "damaged",
  "unknown bill": "unreadable",
  unreadable: "unreadable",
  "too large": "unreadable",
  unsigned: "refused",
};
function reasonOf({ details }: Refusal): UnfetchedReason {
  const { reason, provider_status } = details;
  if (typeof reason === "string" && reasons[reason] !== undefined) return reasons[reason];
  if (typeof provider_status === "number" && provider_status >= 400 && provider_status < 500) return "refused";
  return "unavailable";
}

async function keepRun(
  parts: PaymentParts,
  tx: Tx,
  run: {
    readonly id: string;
    readonly key: DayKey;
    readonly by: string | null;
    readonly at: Date;
    readonly provider: PaymentProvider;
  },
  outcome: Outcome,
): Promise<void> {
  const { ctx } = parts;
  const { id, key, by, provider } = run;
  const head = await lockClaimed(tx, key, id);
  if (head === undefined) return;
  const ready_at = readyAt(provider, head.ends_at);
  const knewWhole = await comparedWhole(tx, key, ready_at);
  // What was found stays until something else is: a try that could not compare says nothing about it.
  const known = head.state === "balanced" || head.state === "differs";
  const compared = outcome.compared;
  const found = compared?.differences ?? [];
  const state = outcome.kind === "unfetched" ? "unfetched" : found.length > 0 ? "differs" : "balanced";
  const reason = outcome.kind === "unfetched" ? outcome.reason : null;
  const open = await openFingerprints(tx, key, known ? head.run_id : null);
  await addRun(
    tx,
    {
      ...key,
      id,
      account_id: by,
      at: run.at,
      outcome: state,
      reason,
      totals: compared?.totals ?? null,
      differences: found.length,
    },
    found.slice(0, limits.reconciliation_differences_max),
  );
  if (outcome.kind === "compared") await addReconciled(tx, key, outcome.compared.matched);
  // A day that was not over is compared as a whole later, whatever was found so far.
  const soFar = run.at < ready_at;
  if (outcome.kind === "unfetched") {
    await settleDay(tx, key, {
      state: known ? head.state : state,
      reason,
      next_at: soFar ? ready_at : nextTry(head.attempts, ctx.clock.now()),
      attempts: head.attempts,
      run_id: known || compared === null ? head.run_id : id,
    });
    if (head.attempts >= limits.reconciliation_tell_after) await tellMissing(parts, tx, key);
    return;
  }
  // The day before was compared meanwhile: its last hour has yet to be looked for.
  const missed = !outcome.looked_back && (await comparedWhole(tx, ...dayBefore(provider, head)));
  const next_at = soFar ? ready_at : missed ? ctx.clock.now() : null;
  await settleDay(tx, key, { state, reason, next_at, attempts: 0, run_id: id });
  if (!soFar && !knewWhole) await lookBackAgain(tx, { ...key, day: daysAfter(key.day, 1) }, ctx.clock.now());
  const fresh = [...(await openFingerprints(tx, key, id))].filter((fingerprint) => !open.has(fingerprint));
  if (fresh.length > 0)
    await parts.desk.alarm(tx, {
      kind: "statement_differs",
      ...key,
      cause: `statement_differs:${id}`,
      count: fresh.length,
    });
}
