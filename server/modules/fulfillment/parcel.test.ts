import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parcelStates, trackingCodes } from "../../../contract/order-life.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { statesPicture } from "../../../tests/kit/states.ts";
import { askTransitions } from "./ask.ts";
import {
  deliveredAt,
  isEnd,
  isUnderWay,
  leftOf,
  normalizeTracking,
  packParcel,
  parcelTransitions,
  stateAfter,
  type Packed,
  type Seen,
} from "./parcel.ts";

test("a tracking number loses blanks and hyphens and gets capitals", () => {
  expect(normalizeTracking(" sf 1234-5678 ")).toBe("SF12345678");
  expect(normalizeTracking("ＳＦ１２３４５")).toBe("SF12345");
});

test("what cannot be one is refused", () => {
  for (const typed of ["", "1234", "a".repeat(41), "SF12345;drop", "顺丰12345", "SF12345\0"])
    expect(normalizeTracking(typed)).toBeNull();
});

test("what is normal stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      const once = normalizeTracking(typed);
      expect(once === null ? null : normalizeTracking(once)).toBe(once);
    }),
  );
});

test("the README's pictures are the tables", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  expect(readme).toContain(statesPicture(parcelTransitions));
  expect(readme).toContain(statesPicture(askTransitions));
});

const orderedLines = fc.uniqueArray(
  fc.record({ line_id: fc.constantFrom("a", "b", "c", "d"), quantity: fc.integer({ min: 1, max: 9 }) }),
  { minLength: 1, selector: (line) => line.line_id },
);
const wishes = fc.array(
  fc.option(
    fc.array(
      fc.record({ line_id: fc.constantFrom("a", "b", "c", "d", "e"), quantity: fc.integer({ min: 1, max: 6 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  ),
  { maxLength: 30 },
);

test("whatever is packed in whatever parcels, no line ever goes more often than it was ordered, and the last one empties the shelf", () => {
  fc.assert(
    fc.property(orderedLines, wishes, (ordered, wanted) => {
      const parcels: Packed[] = [];
      const refusals = new Set<string>();
      let done = false;
      for (const wish of wanted) {
        const packed = packParcel(wish, ordered, parcels);
        if (packed instanceof Refusal) {
          refusals.add(packed.code);
          continue;
        }
        expect(done).toBe(false);
        parcels.push(packed);
        done = packed.last;
        expect(wish !== null || packed.last).toBe(true);
      }
      expect([...refusals].filter((code) => code !== "parcel_exceeds" && code !== "parcel_limit")).toEqual([]);
      const left = leftOf(ordered, parcels);
      for (const { line_id, quantity } of ordered) {
        const sent = parcels
          .flatMap((parcel) => (parcel.whole ? ordered : parcel.lines))
          .filter((line) => line.line_id === line_id)
          .reduce((sum, line) => sum + line.quantity, 0);
        expect(sent).toBeLessThanOrEqual(quantity);
        expect(left.get(line_id)).toBe(quantity - sent);
        expect(!done || sent === quantity).toBe(true);
      }
      expect(parcels.length).toBeLessThanOrEqual(limits.parcels_per_order_max);
    }),
  );
});

test("units that were given up are not shipped, and nothing waits for them", () => {
  const ordered = [
    { line_id: "a", quantity: 2 },
    { line_id: "b", quantity: 1 },
  ];
  const packed = packParcel(null, ordered, [], new Map([["a", 1]]));
  expect(packed).toMatchObject({ last: true, whole: false, lines: [{ line_id: "a", quantity: 1 }, { line_id: "b" }] });
  expect(packParcel([{ line_id: "a", quantity: 2 }], ordered, [], new Map([["a", 1]]))).toMatchObject({
    code: "parcel_exceeds",
  });
});

const start = Date.UTC(2026, 10, 22);
const story = fc.array(fc.record({ code: fc.constantFrom(...trackingCodes), hour: fc.integer({ min: 0, max: 200 }) }), {
  maxLength: 12,
});
const seen = (events: readonly { code: (typeof trackingCodes)[number]; hour: number }[]): Seen[] =>
  events.map((event, at) => ({ event_id: `e${at}`, code: event.code, at: new Date(start + event.hour * 3600_000) }));

test("a parcel only takes steps of the table, and what has reached its end stays there", () => {
  fc.assert(
    fc.property(story, fc.constantFrom(...parcelStates), (events, kept) => {
      const { state } = stateAfter(kept, seen(events));
      expect(isEnd(kept) ? [kept] : parcelStates).toContain(state);
    }),
  );
});

test("in whatever order reports come in, a parcel that came to one end stands at the same place", () => {
  fc.assert(
    fc.property(
      story.map((events) => events.filter((event) => event.code !== "returned" && event.code !== "delivered")),
      fc.boolean(),
      fc.infiniteStream(fc.nat()),
      (events, ends, chance) => {
        const all = seen([...events, ...(ends ? [{ code: "delivered" as const, hour: 300 }] : [])]);
        const expected = stateAfter("shipped", all).state;
        const shuffled = all
          .map((event) => ({ event, place: Number(chance.next().value) }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ event }) => event);
        let state: (typeof parcelStates)[number] = "shipped";
        const heard: Seen[] = [];
        for (const event of shuffled) {
          heard.push(event);
          state = stateAfter(state, heard).state;
        }
        expect(state).toBe(expected);
      },
    ),
  );
});

test("a delivery is neither before the parcel left nor in the future", () => {
  const at = (hour: number) => new Date(start + hour * 3600_000);
  expect(deliveredAt(at(5), at(2), at(9))).toEqual(at(5));
  expect(deliveredAt(at(1), at(2), at(9))).toEqual(at(2));
  expect(deliveredAt(at(99), at(2), at(9))).toEqual(at(9));
});

test("a carrier that has fallen silent holds nothing up", () => {
  const heard_at = new Date(start);
  expect(isUnderWay({ state: "in_transit", heard_at }, new Date(start + limits.carrier_silent_ms - 1))).toBe(true);
  expect(isUnderWay({ state: "in_transit", heard_at }, new Date(start + limits.carrier_silent_ms))).toBe(false);
  expect(isUnderWay({ state: "delivered", heard_at }, heard_at)).toBe(false);
  expect(isUnderWay({ state: "shipped", heard_at: null }, heard_at)).toBe(false);
});
