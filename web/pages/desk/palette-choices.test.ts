import { expect, test } from "vitest";
import { choicesFor } from "./palette-choices.ts";

const pages = [
  { to: "/desk", label: "Overview" },
  { to: "/desk/audit", label: "Audit log" },
];
const id = (prefix: string): string => `${prefix}_${"0".repeat(26)}`;
const goes = (typed: string) => choicesFor(typed, pages).map(({ to, search }) => (search ? [to, search] : to));

test("an id leads to its page, or to what was done about it", () => {
  expect(goes(`  ${id("acct")} `)).toEqual([`/desk/accounts/${id("acct")}`]);
  expect(goes(id("shop"))).toEqual([`/desk/shops/${id("shop")}`]);
  expect(goes(id("ord"))).toEqual([["/desk/orders", { open: id("ord") }]]);
  expect(goes(id("prod"))).toEqual([["/desk/products", { q: id("prod") }]]);
  expect(goes(id("ver"))).toEqual([["/desk/audit", { about: id("ver") }]]);
});

test("words find pages first, then people, shops and goods", () => {
  expect(goes("")).toEqual(["/desk", "/desk/audit"]);
  expect(goes("aud")[0]).toBe("/desk/audit");
  expect(goes("li@example.org")).toEqual([
    ["/desk/accounts", { q: "li@example.org" }],
    ["/desk/shops", { q: "li@example.org" }],
    ["/desk/products", { q: "li@example.org" }],
  ]);
  expect(goes("acct_short")).toHaveLength(3);
});
