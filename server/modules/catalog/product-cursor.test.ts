import fc from "fast-check";
import { expect, it } from "vitest";
import { Refusal } from "../../kernel/refusal.ts";
import { cursorAfter, productOfCursor } from "./product-cursor.ts";

const id = fc.stringMatching(/^prod_[0-9a-hjkmnp-tv-z]{26}$/);

it("leads back to its product", () => {
  fc.assert(
    fc.property(id, (product_id) => {
      expect(productOfCursor(cursorAfter(product_id))).toBe(product_id);
    }),
  );
});

it("refuses what we did not hand out", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), id), (noise) => {
      expect(() => productOfCursor(noise)).toThrow(Refusal);
    }),
  );
});
