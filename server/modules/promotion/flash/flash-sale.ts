import type { FlashSaleEnd, FlashSaleState } from "../../../../contract/flash-sales.ts";
import { assert } from "../../../kernel/assert.ts";
import type { FlashOrderState, FlashSaleRow } from "../tables.ts";

/**
 * Where a flash sale may go from where it is (law 7). The README's picture is printed from this table. sold_out goes
 * back to open when an order that was not paid gives its units back.
 */
export const transitions: Readonly<Record<FlashSaleState, readonly FlashSaleState[]>> = {
  prepared: ["announced", "cancelled"],
  announced: ["open", "cancelled"],
  open: ["sold_out", "ended"],
  sold_out: ["open", "ended"],
  ended: [],
  cancelled: [],
};

/** Where an order in a flash sale may go; what came back is no longer counted against its buyer. */
export const orderTransitions: Readonly<Record<FlashOrderState, readonly FlashOrderState[]>> = {
  unpaid: ["paid", "returned"],
  paid: ["returned"],
  returned: [],
};

/** States in which a sale holds units: everybody in the room knows of it. */
export const runningStates = ["announced", "open", "sold_out"] as const satisfies readonly FlashSaleState[];
export const isRunning = (state: FlashSaleState): boolean =>
  (runningStates as readonly FlashSaleState[]).includes(state);

/**
 * The state at an instant. A sale opens and ends at its time, whoever writes that down when: a deadline that is handled
 * a moment late changes nothing for buyers.
 */
export function stateAt(row: Pick<FlashSaleRow, "state" | "opens_at" | "ends_at">, at: Date): FlashSaleState {
  if (!isRunning(row.state)) return row.state;
  if (row.ends_at !== null && row.ends_at <= at) return "ended";
  if (row.state === "announced" && row.opens_at !== null && row.opens_at <= at) return "open";
  return row.state;
}

/** Moves a sale on; a step the table does not have is a bug of the caller, who asked for the state first. */
function moved(row: FlashSaleRow, state: FlashSaleState, changes: Partial<FlashSaleRow> = {}): FlashSaleRow {
  assert(transitions[row.state].includes(state), `a flash sale goes from ${row.state} to ${state}`);
  return { ...row, ...changes, state };
}

export function announced(row: FlashSaleRow, at: Date, opens_at: Date, normal_price: bigint): FlashSaleRow {
  return moved(row, "announced", {
    announced_at: at,
    opens_at,
    normal_price,
    ends_at: row.duration_s === null ? null : new Date(opens_at.getTime() + row.duration_s * 1000),
  });
}

/** Its time has come. What is open already stays so. */
export const opened = (row: FlashSaleRow): FlashSaleRow => (row.state === "announced" ? moved(row, "open") : row);

/** Somebody orders `units` of an open sale. */
export function ordered(row: FlashSaleRow, units: number): FlashSaleRow {
  const open = opened(row);
  assert(
    open.state === "open" && units > 0 && units <= open.left_units,
    "only what is left in an open sale is ordered",
  );
  const after = { ...open, left_units: open.left_units - units, unpaid_units: open.unpaid_units + units };
  return after.left_units === 0 ? moved(after, "sold_out") : after;
}

/** Somebody paid. When nothing is left and nothing can come back, it is over. */
export function paid(row: FlashSaleRow, units: number, at: Date): FlashSaleRow {
  assert(units > 0 && units <= row.unpaid_units, "only what was ordered is paid");
  const after = { ...row, unpaid_units: row.unpaid_units - units, paid_units: row.paid_units + units };
  return after.state === "sold_out" && after.unpaid_units === 0 ? ended(after, "sold_out", at) : after;
}

/**
 * Units that were not paid for. Until the end of the sale is written down they come back to it (`back`), so that while it
 * is open they sell again at once; afterwards they go to normal sale. What was paid and is given back goes there too.
 */
export function returned(row: FlashSaleRow, units: number): { readonly row: FlashSaleRow; readonly back: boolean } {
  assert(units > 0 && units <= row.unpaid_units, "only what was ordered comes back");
  const less = { ...row, unpaid_units: row.unpaid_units - units };
  if (!isRunning(row.state)) return { row: less, back: false };
  const more = { ...less, left_units: less.left_units + units };
  return { row: more.state === "sold_out" ? moved(more, "open") : more, back: true };
}

/** It is over; `left_units` stays as what was not sold. One that never opened is cancelled. */
export function ended(row: FlashSaleRow, reason: FlashSaleEnd, at: Date): FlashSaleRow {
  if (row.state === "prepared" || (row.state === "announced" && stateAt(row, at) === "announced"))
    return moved(row, "cancelled", { ended_at: at, end_reason: reason });
  return moved(opened(row), "ended", { ended_at: at, end_reason: reason });
}
