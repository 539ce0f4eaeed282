import { parcelStates, type ParcelState, type TrackingCode } from "../../../contract/order-life.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";

/** Where a parcel may go from where it is (law 7). The README's picture is printed from this table. */
export const parcelTransitions: Readonly<Record<ParcelState, readonly ParcelState[]>> = {
  shipped: ["in_transit", "out_for_delivery", "problem", "delivered", "returned"],
  in_transit: ["out_for_delivery", "problem", "delivered", "returned"],
  out_for_delivery: ["in_transit", "problem", "delivered", "returned"],
  problem: ["in_transit", "out_for_delivery", "delivered", "returned"],
  delivered: [],
  returned: [],
};
export const isEnd = (state: ParcelState): boolean => parcelTransitions[state].length === 0;
export const parcelEnds: readonly ParcelState[] = parcelStates.filter(isEnd);

/** "sf 1234-5678" → "SF12345678", or null where it cannot be a tracking number: 5 to 40 letters and digits. */
export function normalizeTracking(typed: string): string | null {
  const plain = typed.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();
  return /^[0-9A-Z]{5,40}$/.test(plain) ? plain : null;
}

/** A carrier's name and number as they are kept, or why not. */
export function readCarrier(typed: {
  readonly carrier: string;
  readonly tracking_number: string;
}): { carrier: string; tracking_number: string } | Refusal {
  const carrier = typed.carrier.normalize("NFC").trim();
  if (carrier === "" || [...carrier].length > carrier_chars_max || /\p{Cc}/u.test(carrier))
    return new Refusal("invalid_param", { param: "carrier", details: { detail: "carrier" } });
  const tracking_number = normalizeTracking(typed.tracking_number);
  return tracking_number === null
    ? new Refusal("tracking_invalid", { param: "tracking_number" })
    : { carrier, tracking_number };
}
const carrier_chars_max = 40;

/** So many units of a line. */
export interface Units {
  readonly line_id: string;
  readonly quantity: number;
}
/** What a parcel holds: all of its order, or some units of some lines. */
export interface Packed {
  readonly whole: boolean;
  readonly lines: readonly Units[];
}

/** What of each line has not left yet, nor been given up (`given_up`: units refunded before they were shipped). */
export function leftOf(
  ordered: readonly Units[],
  parcels: readonly Packed[],
  given_up: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const gone = new Map(given_up);
  for (const parcel of parcels)
    for (const { line_id, quantity } of parcel.whole ? ordered : parcel.lines)
      gone.set(line_id, (gone.get(line_id) ?? 0) + quantity);
  return new Map(ordered.map(({ line_id, quantity }) => [line_id, Math.max(0, quantity - (gone.get(line_id) ?? 0))]));
}

/** How a parcel is packed, and whether everything has left with it. */
export interface Packing extends Packed {
  readonly last: boolean;
}

/**
 * Packs a parcel with what is `wanted`, or with everything that is left (null). Refuses `parcel_limit`, and `parcel_exceeds` for a
 * line the order does not have, one named twice beyond what is left, or more of it than is left.
 */
export function packParcel(
  wanted: readonly Units[] | null,
  ordered: readonly Units[],
  parcels: readonly Packed[],
  given_up: ReadonlyMap<string, number> = new Map(),
): Packing | Refusal {
  if (parcels.length >= limits.parcels_per_order_max)
    return new Refusal("parcel_limit", { details: { max: limits.parcels_per_order_max } });
  const left = leftOf(ordered, parcels, given_up);
  const asked = new Map<string, number>();
  for (const { line_id, quantity } of wanted ?? [...left].map(([line_id, quantity]) => ({ line_id, quantity })))
    asked.set(line_id, (asked.get(line_id) ?? 0) + quantity);
  const lines = [...asked].filter(([, quantity]) => quantity > 0).map(([line_id, quantity]) => ({ line_id, quantity }));
  for (const { line_id, quantity } of lines) {
    const most = left.get(line_id) ?? 0;
    if (quantity > most) return new Refusal("parcel_exceeds", { param: "lines", details: { left: most } });
  }
  if (lines.length === 0) return new Refusal("parcel_exceeds", { param: "lines", details: { left: 0 } });
  const last = [...left].every(([line_id, quantity]) => quantity === (asked.get(line_id) ?? 0));
  const whole = last && parcels.length === 0 && ordered.every((line) => asked.get(line.line_id) === line.quantity);
  return { whole, lines, last };
}

/** What is known of an event when the state of its parcel is read from it. */
export interface Seen {
  readonly event_id: string;
  readonly code: TrackingCode;
  readonly at: Date;
}

/**
 * Where a parcel is by everything that was reported, whatever the order in which it came in: events are walked by their own time and
 * only steps of the table count. What has reached its end stays there.
 */
export function stateAfter(kept: ParcelState, events: readonly Seen[]): { state: ParcelState; by: Seen | null } {
  if (isEnd(kept)) return { state: kept, by: null };
  let state: ParcelState = "shipped";
  let by: Seen | null = null;
  for (const event of events.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.event_id < b.event_id ? -1 : 1)))
    if (parcelTransitions[state].includes(event.code)) {
      state = event.code;
      by = event;
    }
  return { state, by };
}

/** When a parcel was delivered by a carrier's word: never before it was shipped, never in the future. */
export function deliveredAt(said: Date, shipped_at: Date, heard_at: Date): Date {
  return new Date(Math.min(Math.max(said.getTime(), shipped_at.getTime()), heard_at.getTime()));
}

/**
 * True while a parcel is on its way by its carrier's word: it has been heard of lately and has not come to its end. Receipt does not
 * confirm itself then; a carrier that falls silent holds nothing up.
 */
export function isUnderWay(parcel: { readonly state: ParcelState; readonly heard_at: Date | null }, at: Date): boolean {
  return (
    !isEnd(parcel.state) &&
    parcel.heard_at !== null &&
    at.getTime() - parcel.heard_at.getTime() < limits.carrier_silent_ms
  );
}

/** True where carrier and number may still be put right. */
export function isCorrectable(parcel: { readonly shipped_at: Date }, corrections: number, at: Date): boolean {
  return (
    corrections < limits.parcel_corrections_max &&
    at.getTime() - parcel.shipped_at.getTime() <= limits.parcel_correct_ms
  );
}
