import { expect, it } from "vitest";
import { whatIsMeant } from "./what-is-meant.ts";

const tail = "01kas000000000000000000000";
const cases: Record<string, string> = {
  [`ord_${tail}`]: "order",
  [`dep_${tail}`]: "order",
  [`acct_${tail}`]: "buyer",
  [`pi_${tail}`]: "reference",
  [`re_${tail}`]: "refund",
  // A shop is nobody's payment; whose it is, no id of ours says.
  [`shop_${tail}`]: "transaction",
  pi_3MtwBwLkdIwHu7ix28a3tqPa: "transaction",
  re_3MtwBwLkdIwHu7ix0: "transaction",
  [`pi_${tail.toUpperCase()}`]: "transaction",
  "4200001234202611220123456789": "transaction",
};
it.each(Object.entries(cases))("%s is looked for as %s", (q, by) => {
  expect(whatIsMeant(q)).toEqual({ by, id: q });
});

it("nothing asked for is everything", () => {
  expect(whatIsMeant(undefined)).toEqual({ by: "anything" });
});
