import { expect, test } from "vitest";
import { choicesOf, refusalOf } from "./terms.ts";

const day_ms = 24 * 3600_000;
const received_at = new Date("2026-11-01T00:00:00Z");
const terms = { no_reason_days: 7, quality_days: 30 };
const after = (days: number, ms = 0) => new Date(received_at.getTime() + days * day_ms + ms);
const returning = { way: "return_refund", reason: "no_reason", exempt: false } as const;
const code = (...asked: Parameters<typeof refusalOf>) => refusalOf(...asked)?.code ?? null;

test("seven days from receipt without a reason, to the millisecond, and not for what is exempt", () => {
  const order = { state: "received", received_at } as const;
  expect(code(order, returning, terms, after(7, -1))).toBeNull();
  expect(code(order, returning, terms, after(7))).toBe("aftersale_term_over");
  expect(code(order, { ...returning, exempt: true }, terms, after(1))).toBe("return_exempt");
  // Goods that are not as they should be go back whatever the page said, for longer, and after settlement too.
  const broken = { way: "return_refund", reason: "quality", exempt: true } as const;
  expect(code({ state: "success", received_at }, broken, terms, after(29))).toBeNull();
  expect(code({ state: "success", received_at }, broken, terms, after(30))).toBe("aftersale_term_over");
});

test("before shipping there is nothing to send back; before receipt no term has begun; after it nothing is missing", () => {
  const unshipped = { state: "to_ship", received_at: null } as const;
  expect(choicesOf(unshipped, terms, after(0)).map((choice) => choice.way)).toEqual(["refund_only"]);
  expect(code(unshipped, returning, terms, after(0))).toBe("aftersale_way");
  const shipped = { state: "shipped", received_at: null } as const;
  const missing = { way: "refund_only", reason: "not_received", exempt: false } as const;
  expect(code(shipped, returning, terms, after(99))).toBeNull();
  expect(code(shipped, missing, terms, after(99))).toBeNull();
  expect(code({ state: "received", received_at }, missing, terms, after(1))).toBe("aftersale_way");
});

test("what was never paid, or is over, cannot be asked about", () => {
  for (const state of ["unpaid", "closed"] as const) {
    expect(code({ state, received_at: null }, returning, terms, after(0))).toBe("order_state");
    expect(choicesOf({ state, received_at: null }, terms, after(0))).toEqual([]);
  }
});
