import type { AskState } from "../../../contract/order-life.ts";
import { limits } from "../../kernel/limits.ts";

/** Where a question may go from where it is (law 7). The README's picture is printed from this table. */
export const askTransitions: Readonly<Record<AskState, readonly AskState[]>> = {
  asked: ["accepted", "refused", "withdrawn", "lapsed"],
  accepted: [],
  refused: [],
  withdrawn: [],
  lapsed: [],
};

const day_ms = 24 * 3600_000;

/**
 * Until when a question waits for its answer. The shop has a day for another address; the buyer's word on a later date is wanted before
 * the one that was promised, or within a day where that has passed.
 */
export function answerBy(kind: "address" | "delay", at: Date, ship_by: Date): Date {
  const day = new Date(at.getTime() + limits.ask_answer_ms);
  return kind === "delay" && ship_by > at && ship_by < day ? ship_by : day;
}

/** A promise stands still while the shop is waited for on an address it has not agreed to: it ends that much later. */
export function shipByAfter(ship_by: Date, asked_at: Date, ended_at: Date): Date {
  return new Date(ship_by.getTime() + Math.max(0, ended_at.getTime() - asked_at.getTime()));
}

/** True where a later date is later, and not by too much. */
export function isDelay(wanted: Date, ship_by: Date, at: Date): boolean {
  const from = Math.max(ship_by.getTime(), at.getTime());
  return wanted.getTime() > from && wanted.getTime() <= from + limits.delay_days_max * day_ms;
}
