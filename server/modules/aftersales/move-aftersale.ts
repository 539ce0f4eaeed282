import type { AftersaleAction, AftersaleSide, AftersaleState } from "../../../contract/aftersale-words.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { DomainEvent } from "../../events/events.ts";
import { deadlineOf, isOver, transitions } from "./aftersale.ts";
import type { AftersaleParts } from "./deps.ts";
import type { Locked } from "./lock-aftersale.ts";
import { purposes } from "./purposes.ts";
import { insertEntry, saveAftersale, saveLines } from "./store.ts";
import type { AftersaleRow } from "./tables.ts";

/** One step: what was done, by whom, what was said, and where it leads. */
export interface Step {
  readonly action: AftersaleAction;
  readonly by: AftersaleSide;
  readonly account_id: string | null;
  readonly state: AftersaleState;
  readonly note?: string;
  readonly picture_ids?: readonly string[];
  readonly amount?: bigint | null;
  readonly changes?: Partial<AftersaleRow>;
}

const eventOf = (state: AftersaleState, action: AftersaleAction) =>
  action === "apply"
    ? ("aftersale.applied" as const)
    : state === "success"
      ? ("aftersale.succeeded" as const)
      : state === "closed"
        ? ("aftersale.closed" as const)
        : ("aftersale.changed" as const);

/** What events say of an after-sale. */
export function factOf(row: AftersaleRow) {
  return {
    shop_id: row.shop_id,
    order_id: row.order_id,
    aftersale_id: row.aftersale_id,
    buyer_id: row.buyer_id,
    way: row.way,
    state: row.state,
    turn: transitions[row.state].turn,
    amount: String(row.goods + row.shipping),
    due_at: row.deadline_at?.toISOString() ?? null,
  };
}

/**
 * Writes a step that was decided: the row with its next version, the timeline, the deadline and its reminder, and the event. One that is
 * over lets go of its lines, and of the order's settlement where no other after-sale holds it.
 */
export async function move(parts: AftersaleParts, tx: Tx, locked: Locked, step: Step): Promise<Locked> {
  const { ctx, deps } = parts;
  const at = ctx.clock.now();
  const { row } = locked;
  const over = isOver(step.state);
  // A step within its state (more evidence, another try to pay) leaves the clock as it runs.
  const entered = step.state !== row.state || step.action === "apply";
  const rules = deps.settings.current();
  const deadline_at = entered ? deadlineOf(step.state, row.before_shipping, rules, at) : row.deadline_at;
  const evidence_until =
    step.state !== "dispute"
      ? null
      : entered
        ? new Date(at.getTime() + rules.aftersale_evidence_hours * 3600_000)
        : row.evidence_until;
  const after: AftersaleRow = {
    ...row,
    ...step.changes,
    state: step.state,
    version: step.action === "apply" ? row.version : row.version + 1,
    deadline_at,
    evidence_until,
    ended_at: over ? at : null,
  };
  await saveAftersale(tx, after);
  await insertEntry(tx, {
    shop_id: row.shop_id,
    aftersale_id: row.aftersale_id,
    version: after.version,
    action: step.action,
    by_whom: step.by,
    account_id: step.account_id,
    state: step.state,
    amount: step.amount ?? null,
    note_sealed: step.note === undefined || step.note === "" ? null : ctx.seal.seal(step.note, purposes.note),
    picture_ids: step.picture_ids ?? [],
    at,
  });
  if (entered && deadline_at !== null) await setTimers(parts, tx, after, deadline_at, at);
  let { lines } = locked;
  if (over) {
    lines = lines.map((line) => ({ ...line, open: false }));
    await saveLines(tx, lines);
    if (locked.others.every((other) => isOver(other.state)))
      await deps.orders.holdSettlement(tx, row.shop_id, row.order_id, false);
  }
  const event: DomainEvent = {
    type: eventOf(step.state, step.action),
    action: step.action,
    by: step.by,
    ...factOf(after),
  };
  await ctx.outbox.emit(tx, [event]);
  return { ...locked, row: after, lines };
}

/** Deadlines are not taken back: one that falls after its after-sale moved on finds another time and does nothing. */
async function setTimers({ ctx }: AftersaleParts, tx: Tx, row: AftersaleRow, due_at: Date, at: Date): Promise<void> {
  const timer = { kind: "shop" as const, key: row.shop_id, subject_id: row.aftersale_id };
  const remind_at = new Date(due_at.getTime() - limits.aftersale_remind_ms);
  await ctx.timers.set(tx, [
    { ...timer, name: "aftersales.deadline", due_at },
    ...(remind_at > at ? [{ ...timer, name: "aftersales.remind", due_at: remind_at }] : []),
  ]);
}
