import { expect, test } from "vitest";
import type { Coupon } from "../../../contract/promotion.ts";
import { claimableFor, hasLike } from "./claimable.ts";

const coupon = (id: string, more: object = {}): Coupon =>
  ({
    id,
    product_ids: [],
    minimum_spend: { amount: 0, currency: "CNY" },
    per_person_max: 1,
    claimed_by_you: 0,
    ...more,
  }) as unknown as Coupon;
const lines = [
  { product_id: "prod_peach", price: { amount: 3000, currency: "CNY" as const }, quantity: 2 },
  { product_id: "prod_tea", price: { amount: 1000, currency: "CNY" as const }, quantity: 1 },
];
const told = (offered: readonly Coupon[], held: readonly Coupon[] = []) =>
  claimableFor(
    offered,
    held.map((one) => ({ coupon: one })),
    lines,
  ).map((one) => [one.coupon.id, one.missing]);

test("what is held or was claimed as often as one may is not offered again", () => {
  const [held, taken, free] = [
    coupon("held", { per_person_max: 2 }),
    coupon("taken", { claimed_by_you: 1 }),
    coupon("free"),
  ];
  expect(told([held, taken, free], [held])).toEqual([["free", 0]]);
});

test("a minimum counts the coupon's own products, and what fits stands first", () => {
  const minimum = (amount: number) => ({ minimum_spend: { amount, currency: "CNY" } });
  expect(
    told([
      coupon("far", minimum(9000)),
      coupon("exact", minimum(7000)),
      coupon("tea", { ...minimum(1500), product_ids: ["prod_tea"] }),
      coupon("other", { product_ids: ["prod_bowl"] }),
    ]),
  ).toEqual([
    ["exact", 0],
    ["tea", 500],
    ["far", 2000],
  ]);
});

test("one of each issuer goes together: a like that is taken off is not given up for another", () => {
  const held = [
    { held_coupon_id: "held_1", coupon: { issuer: "shop" as const } },
    { held_coupon_id: "held_2", coupon: { issuer: "platform" as const } },
  ];
  expect(hasLike({ issuer: "shop" }, ["held_1"], held)).toBe(true);
  expect(hasLike({ issuer: "shop" }, ["held_2"], held)).toBe(false);
  expect(hasLike({ issuer: "platform" }, [], held)).toBe(false);
});
