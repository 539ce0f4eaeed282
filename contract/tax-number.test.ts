import fc from "fast-check";
import { expect, test } from "vitest";
import { creditCheckOf, isCreditCode } from "./tax-number.ts";

test("codes of companies everybody knows fit their check character", () => {
  // As they stand in the public register (gsxt.gov.cn): Alibaba (China), Huawei, Tencent, Xiaomi.
  for (const code of ["91330100799655058B", "914403001922038216", "9144030071526726XG", "91110108551385082Q"])
    expect(isCreditCode(code)).toBe(true);
});

test("one sign changed, or two neighbours swapped, is found out", () => {
  const sign = fc.constantFrom(...Array.from("0123456789ABCDEFGHJKLMNPQRTUWXY"));
  fc.assert(
    fc.property(fc.array(sign, { minLength: 17, maxLength: 17 }), fc.nat(16), sign, (body, place, other) => {
      const code = [...body, creditCheckOf(body.join("")) ?? ""];
      expect(isCreditCode(code.join(""))).toBe(true);
      expect(isCreditCode(code.with(place, other).join(""))).toBe(other === code[place]);
      const [left, right] = [code[place] ?? "", code[place + 1] ?? ""];
      expect(
        isCreditCode(
          code
            .with(place, right)
            .with(place + 1, left)
            .join(""),
        ),
      ).toBe(left === right);
    }),
  );
});

test("what is no code is none", () => {
  for (const code of ["", "91330100799655058", "91330100799655058I", "91330100799655058BB", "91330100799655058b"])
    expect(isCreditCode(code)).toBe(false);
});
