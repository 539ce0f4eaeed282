import type { z } from "zod";
import { paymentProviders } from "../../../../contract/payments.ts";
import {
  ReconciliationDay,
  reconciliationRoutes as routes,
  type Reconciliation,
  type ReconciliationDifference,
} from "../../../../contract/reconciliation.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../../kernel/routing.ts";
import type { PaymentParts } from "../parts.ts";
import { askForRun, lastDay, readyAt, spanFor, type DayKey } from "./reconcile-day.ts";
import { daysAfter } from "./day.ts";
import { addDays, addRemark, dayView, dayViews, differencesOf, type DayView, type DifferenceView } from "./store.ts";

/** The operator's side of it. */
export function bindReconciliationRoutes(parts: PaymentParts): readonly BoundRoute[] {
  const { ctx, desk } = parts;
  const { db } = ctx;
  const wire = (row: DayView): z.infer<typeof Reconciliation> => ({
    object: "reconciliation",
    provider: row.provider,
    day: row.day,
    from: row.starts_at.toISOString(),
    until: row.ends_at.toISOString(),
    state: row.state,
    running: row.claimed_until !== null && row.claimed_until > ctx.clock.now(),
    reason: row.reason,
    next_at: row.next_at?.toISOString() ?? null,
    attempts: row.attempts,
    ran_at: row.run === null ? null : new Date(row.run.at).toISOString(),
    ran_by: row.run?.account_id ?? null,
    tried_at: row.tried_at?.toISOString() ?? null,
    totals: row.run?.totals ?? null,
    differences: row.run?.differences ?? 0,
    unexplained: Number(row.unexplained),
  });
  const shown = async (key: DayKey) => wire((await dayView(db.reader, key)) ?? refuse("not_found"));

  return [
    handle(routes.listReconciliations, async ({ query: { limit, cursor, provider, state } }) => {
      const rows = await dayViews(db.reader, { provider, state }, placeOf(cursor), limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const has_more = rows.length > limit;
      return {
        object: "list" as const,
        data: page.map(wire),
        has_more,
        next_cursor: has_more && last !== undefined ? `${last.provider}.${last.day}` : null,
      };
    }),
    handle(routes.getReconciliation, ({ params }) => shown(params)),
    handle(routes.listReconciliationDifferences, async ({ params, query: { limit, cursor, rule } }) => {
      await shown(params);
      if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) refuseCursor();
      const rows = await differencesOf(db.reader, params, { rule }, Number(cursor ?? 0), limit + 1);
      const page = rows.slice(0, limit);
      const has_more = rows.length > limit;
      return {
        object: "list" as const,
        data: page.map(wireDifference),
        has_more,
        next_cursor: has_more ? String(page.at(-1)?.position ?? 0) : null,
      };
    }),
    handle(routes.runReconciliation, async ({ params: { provider: name, day }, caller: { account_id } }) => {
      const provider = parts.providers.get(name) ?? refuse("not_found");
      const over = lastDay(parts, provider);
      const last = provider.statement_so_far ? daysAfter(over, 1) : over;
      const days = limits.reconciliation_again_days_max;
      if (day > last || day < daysAfter(last, -days)) refuse("statement_day", { details: { days } });
      const { from, to } = spanFor(parts, provider, day);
      await db.transact(async (tx) => {
        await addDays(tx, [
          { provider: name, day, starts_at: from, ends_at: to, next_at: day > over ? readyAt(provider, to) : null },
        ]);
        await askForRun(parts, tx, { provider: name, day }, account_id);
        await desk.audit(tx, [
          { account_id, action: "payments.statement_compared", subject_id: `${name}:${day}`, reason: null },
        ]);
      });
      return shown({ provider: name, day });
    }),
    handle(routes.explainDifference, async ({ params, body: { remark }, caller: { account_id } }) => {
      const { difference: fingerprint, ...key } = params;
      const one = () => differencesOf(db.reader, key, { fingerprint }, 0, 1);
      if ((await one()).length === 0) refuse("not_found");
      await db.transact(async (tx) => {
        const at = ctx.clock.now();
        await addRemark(tx, key, { id: newId(ctx, "note"), fingerprint, account_id, remark, at });
        await desk.audit(tx, [
          {
            account_id,
            action: "payments.difference_explained",
            subject_id: `${key.provider}:${key.day}`,
            reason: remark,
          },
        ]);
      });
      const [after] = await one();
      return after === undefined ? refuse("not_found") : wireDifference(after);
    }),
  ];
}

function wireDifference(row: DifferenceView): z.infer<typeof ReconciliationDifference> {
  const { fingerprint, rule, kind, movement_id, shop_id, order_id, here, there, row_read, explained } = row;
  return {
    object: "reconciliation_difference",
    id: fingerprint,
    rule,
    kind,
    movement_id,
    shop_id,
    order_id,
    here,
    there,
    row: row_read,
    explained: explained === null ? null : { ...explained, at: new Date(explained.at).toISOString() },
  };
}

function refuseCursor(): never {
  return refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
}

function placeOf(cursor: string | undefined): DayKey | null {
  if (cursor === undefined) return null;
  const [name, day = "", ...rest] = cursor.split(".");
  const provider = paymentProviders.find((one) => one === name);
  if (provider === undefined || !ReconciliationDay.safeParse(day).success || rest.length > 0) return refuseCursor();
  return { provider, day };
}
