import fc from "fast-check";
import { expect, test } from "vitest";
import { crossing } from "./sold-out.ts";

test("a variant is told of where it comes to nothing or out of it, and only there", () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.integer({ min: -20, max: 20 }), (before, now, reserved) => {
      const on_hand = now - before + reserved;
      expect(crossing({ on_hand, reserved }, now)).toBe(
        before > 0 && now === 0 ? "sold_out" : before === 0 && now > 0 ? "returned" : null,
      );
    }),
  );
});
