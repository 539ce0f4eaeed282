import { describe, expect, it } from "vitest";
import type { Variant } from "../../contract/catalog.ts";
import { linesFrom, withMore } from "./guest-cart.ts";

const variant = (id: string, available: number): Variant => ({
  id,
  object: "variant",
  title: id,
  sku_code: null,
  price: { amount: 500, currency: "CNY" },
  compare_at_price: null,
  compare_at_basis: null,
  available,
});
const more = (id: string, quantity: number, available = 9) => ({
  variant: variant(id, available),
  quantity,
  moment: null,
});

describe("a guest's cart", () => {
  it("adds up, the last first, never more than there is", () => {
    const one = withMore([], more("a", 2), 0);
    const two = withMore(one, more("b", 1), 1_000);
    expect(two.map((line) => line.variant_id)).toEqual(["b", "a"]);
    expect(withMore(two, more("a", 20, 5), 2_000).map((line) => [line.variant_id, line.quantity])).toEqual([
      ["a", 5],
      ["b", 1],
    ]);
  });

  it("keeps the broadcast that brought something here", () => {
    const moment = { session_id: "sess_1", stream_offset_ms: 7 };
    const first = withMore([], { ...more("a", 1), moment }, 0);
    expect(withMore(first, more("a", 1), 1)[0]?.moment).toEqual(moment);
  });

  it("holds so many lines and no more", () => {
    let lines = withMore([], more("v0", 1), 0);
    for (let index = 1; index < 130; index += 1) lines = withMore(lines, more(`v${index}`, 1), index);
    expect(lines).toHaveLength(120);
    expect(withMore(lines, more("v129", 1), 0)).toBe(lines);
  });

  it.each([null, "", "{}", "[1,null,{}]", '[{"variant_id":1}]', "not json"])(
    "is empty where %j is remembered",
    (text) => {
      expect(linesFrom(text)).toEqual([]);
    },
  );

  it("comes back as it was kept", () => {
    const lines = withMore([], more("a", 2), 0);
    expect(linesFrom(JSON.stringify(lines))).toEqual(lines);
  });
});
