import { describe, expect, it } from "vitest";
import { stepsOf, verdictOf } from "./price-steps.ts";

const day_ms = 24 * 3600_000;
const now_ms = Date.UTC(2026, 10, 22);
const ago = (days: number): string => new Date(now_ms - days * day_ms).toISOString();
const money = (amount: number) => ({ amount, currency: "CNY" as const });
const variant = (points: readonly [days: number, amount: number | null][], lowest: number, known = 80) => ({
  variant_id: "var_x",
  title: "x",
  points: points.map(([days, amount]) => ({ at: ago(days), price: amount === null ? null : money(amount) })),
  lowest_30_days: money(lowest),
  known_since: ago(known),
});

describe("the steps of a price", () => {
  it("are where it was for sale, with gaps where it was not", () => {
    const steps = stepsOf(
      variant(
        [
          [90, 500],
          [45, null],
          [9, 400],
        ],
        400,
      ),
      now_ms,
      90,
    );
    expect(steps.map((step) => [step.from, step.to, step.price.amount])).toEqual([
      [0, 0.5, 500],
      [0.9, 1, 400],
    ]);
  });
});

describe("what one sentence may say", () => {
  it("is 'lowest in 30 days' only where 30 days are known", () => {
    expect(
      verdictOf(
        variant(
          [
            [80, 500],
            [5, 400],
          ],
          400,
        ),
        now_ms,
      ),
    ).toEqual({ is: "lowest" });
    expect(
      verdictOf(
        variant(
          [
            [8, 500],
            [5, 400],
          ],
          400,
          8,
        ),
        now_ms,
      ),
    ).toEqual({ is: "lowest_since", since: ago(8) });
  });
  it("is that it was lower, that it did not move, or nothing", () => {
    expect(
      verdictOf(
        variant(
          [
            [80, 300],
            [5, 400],
          ],
          300,
        ),
        now_ms,
      ),
    ).toEqual({ is: "not_lowest", lowest: money(300) });
    expect(verdictOf(variant([[20, 400]], 400, 20), now_ms)).toEqual({ is: "same", since: ago(20) });
    expect(
      verdictOf(
        variant(
          [
            [20, 400],
            [1, null],
          ],
          400,
        ),
        now_ms,
      ),
    ).toBeNull();
  });
});
