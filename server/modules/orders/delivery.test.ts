import fc from "fast-check";
import { expect, test } from "vitest";
import { createSeal } from "../../kernel/seal.ts";
import { seededRandom } from "../../kernel/random.ts";
import {
  addressText,
  addressTextMasked,
  maskName,
  maskPhone,
  openDelivery,
  sealDelivery,
  type Delivery,
} from "./delivery.ts";

const delivery: Delivery = {
  name: "王小明",
  phone: "+86 138 0013 8000",
  region: "浙江省",
  city: "杭州市",
  district: "西湖区",
  street: "文三路 90 号 7 幢 402",
  postal_code: "310012",
  remark: "放门口",
};

test("a name keeps the first character people see", () => {
  expect(maskName("小明")).toBe("小***");
  expect(maskName("👨‍👩‍👧 family")).toBe("👨‍👩‍👧***");
  expect(maskName("")).toBe("***");
});

test("a masked name says nothing of what follows, not even how long it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), fc.string({ maxLength: 20 }), (a, b) => {
      const head = "王";
      expect(maskName(head + a.replaceAll(/\p{M}/gu, "x"))).toMatch(/^王/u);
      expect(maskName(`${head} ${a}`)).toBe(maskName(`${head} ${b}`));
    }),
  );
});

test("a masked phone keeps four digits", () => {
  expect(maskPhone(delivery.phone)).toBe("****8000");
});

test("a masked address leads to a city, not to a door", () => {
  expect(addressText(delivery)).toBe("浙江省 杭州市 西湖区 文三路 90 号 7 幢 402 310012");
  expect(addressTextMasked(delivery)).toBe("浙江省 杭州市 ***");
});

test("a delivery is kept as ciphertext and comes back as it was", () => {
  const seal = createSeal("a secret of the test, long enough to be one", seededRandom(1));
  const sealed = sealDelivery(seal, delivery);
  for (const part of Object.values(delivery)) expect(sealed).not.toContain(part);
  expect(openDelivery(seal, sealed)).toEqual(delivery);
});
