import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkoutPartStates, checkoutStates, type CheckoutPartState } from "../../../../contract/checkout.ts";
import { checkoutTransitions, keyOfPart, movedPart, partTransitions, stateAfter, totalOf } from "./checkout.ts";
import { statesPicture } from "../../../../tests/kit/states.ts";
import { momentOf } from "./wish.ts";
import type { MomentOf } from "../tables.ts";

const part = (state: CheckoutPartState, total = 1n) => ({ state, total });
const states = fc.array(fc.constantFrom(...checkoutPartStates), { minLength: 1, maxLength: 6 });

describe("what a checkout becomes", () => {
  it.each([
    ["placing", ["waiting", "placed"], "placing"],
    ["placing", ["placed", "placed"], "open"],
    ["placing", ["placed", "refused"], "awaiting_choice"],
    ["placing", ["refused", "refused"], "closed"],
    ["placing", ["paid", "refused"], "paid"],
    ["awaiting_choice", ["placed", "refused"], "awaiting_choice"],
    ["awaiting_choice", ["closed", "refused"], "closed"],
    ["open", ["placed", "paid"], "open"],
    ["open", ["paid", "closed"], "paid"],
    ["open", ["closed", "closed"], "closed"],
    ["closing", ["placed", "closed"], "closing"],
    ["closing", ["paid", "closed"], "paid"],
    ["closed", ["closed", "refused"], "closed"],
  ] as const)("%s with %j: %s", (state, parts, after) => {
    expect(
      stateAfter(
        state,
        parts.map((one) => part(one)),
      ),
    ).toBe(after);
  });

  it("property: never by a step the table does not have, and what has ended stays", () => {
    fc.assert(
      fc.property(fc.constantFrom(...checkoutStates), states, (state, parts) => {
        const after = stateAfter(
          state,
          parts.map((one) => part(one)),
        );
        expect(after === state || checkoutTransitions[state].includes(after)).toBe(true);
        expect(checkoutTransitions[state].length > 0 || after === state).toBe(true);
      }),
    );
  });

  it("property: however its parts move, it ends when none of them waits any more, paid where one is, and costs what stands", () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 1 })), { maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 6 }),
        steps,
        (totals, moves) => {
          let parts = totals.map((total) => part("waiting", total));
          let state = stateAfter("placing", parts);
          for (const [at, way] of moves) {
            const one = parts[at % parts.length];
            const next = one === undefined ? undefined : partTransitions[one.state][way];
            if (one === undefined || next === undefined) continue;
            parts = parts.map((other) => (other === one ? movedPart(one, next) : other));
            state = stateAfter(state, parts);
            // The buyer takes the rest.
            if (state === "awaiting_choice" && way === 1) state = stateAfter("open", parts);
          }
          const ended = parts.every((one) => partTransitions[one.state].length === 0);
          expect(state === "paid" || state === "closed").toBe(ended);
          const paid = parts.some((one) => one.state === "paid");
          expect(!ended || state === (paid ? "paid" : "closed")).toBe(true);
          const standing = parts.filter((one) => one.state === "placed" || one.state === "paid");
          expect(totalOf(parts)).toBe(standing.reduce((sum, one) => sum + one.total, 0n));
        },
      ),
    );
  });

  it("a part goes only where the table leads", () => {
    expect(() => movedPart(part("refused"), "placed")).toThrow("a part goes from refused to placed");
  });
});

it("every shop's order has a key of its own", () => {
  expect(keyOfPart("chk_1", "shop_1")).not.toBe(keyOfPart("chk_1", "shop_2"));
  expect(keyOfPart(`chk_${"0".repeat(26)}`, `shop_${"0".repeat(26)}`).length).toBeLessThanOrEqual(128);
});

it("an order keeps the moment of the line last put in that has one", () => {
  const moment = (stream_offset_ms: number) => ({ stream_offset_ms }) as MomentOf;
  expect(
    momentOf([
      { put_in_at: "2026-11-22T04:00:00.000Z", moment: moment(1) },
      { put_in_at: "2026-11-22T05:00:00.000Z", moment: moment(2) },
      { put_in_at: "2026-11-22T06:00:00.000Z", moment: null },
    ])?.stream_offset_ms,
  ).toBe(2);
  expect(momentOf([{ put_in_at: "2026-11-22T06:00:00.000Z", moment: null }])).toBeNull();
});

it("the README's pictures are the tables", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(statesPicture(checkoutTransitions));
  expect(readme).toContain(statesPicture(partTransitions));
});
