import fc from "fast-check";
import { expect, test } from "vitest";
import { askTransitions, answerBy, isDelay, shipByAfter } from "./ask.ts";
import { compensationOf, verdictOf, warnAt } from "./lateness.ts";

const at = new Date("2026-11-22T04:00:00Z");
const later = (hours: number) => new Date(at.getTime() + hours * 3600_000);
const rule = { permille: 50, min: 100n, max: 3000n };

test("a compensation is a share of the goods between its bounds, never more than is left", () => {
  expect(compensationOf(20_000n, 20_000n, rule)).toBe(1000n);
  expect(compensationOf(500n, 500n, rule)).toBe(100n);
  expect(compensationOf(500n, 40n, rule)).toBe(40n);
  expect(compensationOf(10_000_000n, 10_000_000n, rule)).toBe(3000n);
  expect(compensationOf(20_000n, 20_000n, { ...rule, permille: 0 })).toBe(0n);
  const amount = fc.bigInt({ min: 0n, max: 100_000_000n });
  fc.assert(
    fc.property(amount, amount, fc.nat(300), amount, amount, (goods, left, permille, min, max) => {
      const given = compensationOf(goods, left, { permille, min, max });
      expect(given >= 0n && given <= left && given <= max).toBe(true);
      expect(given === 0n || (permille > 0 && goods > 0n)).toBe(true);
    }),
  );
});

test("what a deadline of dispatch means is read from the order", () => {
  const due = { state: "to_ship", settlement_held: false, ship_by: at, open_ask: null } as const;
  expect(verdictOf(due, at)).toEqual({ do: "late" });
  expect(verdictOf({ ...due, state: "shipped" }, at)).toEqual({ do: "nothing" });
  expect(verdictOf({ ...due, state: "closed" }, at)).toEqual({ do: "nothing" });
  // The buyer agreed to wait: the promise was moved.
  expect(verdictOf({ ...due, ship_by: later(30) }, at)).toEqual({ do: "later", at: later(30) });
  expect(verdictOf({ ...due, settlement_held: true }, at)).toEqual({ do: "later", at: later(24) });
  expect(verdictOf({ ...due, open_ask: "address" }, at)).toMatchObject({ do: "later" });
  expect(verdictOf({ ...due, open_ask: "delay" }, at)).toEqual({ do: "late" });
});

test("the shop is warned twelve hours before, or half way where less was promised", () => {
  expect(warnAt(at, later(48))).toEqual(later(36));
  expect(warnAt(at, later(8))).toEqual(later(4));
});

test("an ask ends once, and waits no longer than it helps", () => {
  for (const end of askTransitions.asked) expect(askTransitions[end]).toEqual([]);
  expect(answerBy("address", at, later(2))).toEqual(later(24));
  expect(answerBy("delay", at, later(2))).toEqual(later(2));
  expect(answerBy("delay", at, later(-2))).toEqual(later(24));
  expect(shipByAfter(later(10), at, later(5))).toEqual(later(15));
  expect(isDelay(later(20), later(10), at)).toBe(true);
  expect(isDelay(later(10), later(10), at)).toBe(false);
  expect(isDelay(later(10 + 15 * 24 + 1), later(10), at)).toBe(false);
});
