import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { payoutStates } from "../../../contract/payouts.ts";
import { bankWords, heard, ledgerEnd, payableOf, transitions } from "./payout.ts";

test("README.md shows the states as the table has them", async () => {
  const picture = payoutStates
    .map((state) => `${state.padEnd(9)} → ${transitions[state].length === 0 ? "(end)" : transitions[state].join(", ")}`)
    .join("\n");
  expect(await readFile(new URL("README.md", import.meta.url), "utf8")).toContain(picture);
});

test("a bank's word takes only steps the table has, and every step ends the promise in one way", () => {
  for (const state of payoutStates)
    for (const word of bankWords) {
      const next = heard[state][word];
      expect(next === undefined || transitions[state].includes(next)).toBe(true);
    }
  // Whatever leaves the open states keeps or drops the money, once; what comes back later is a transfer of its own.
  expect(payoutStates.filter((state) => ledgerEnd[state] !== null)).toEqual(["paid", "refused", "cancelled", "failed"]);
});

test("property: deposit and debts come first, and nothing is payable that is not there", () => {
  const money = fc.bigInt({ min: 0n, max: 1_000_000_00n });
  fc.assert(
    fc.property(money, money, money, money, money, (available, deposit, taken, receivable, required) => {
      const pending = taken > deposit ? deposit : taken;
      const pending_out = {
        provider: 0n,
        escrow: 0n,
        shop: 0n,
        platform: 0n,
        subsidy: 0n,
        deposit: pending,
        receivable: 0n,
        payout: 0n,
      };
      const { deposit_missing, payable } = payableOf(
        { available, deposit, pending_out, receivable },
        { deposit: required },
      );
      expect(payable >= 0n && payable <= available).toBe(true);
      expect(deposit - pending + deposit_missing >= required).toBe(true);
      expect(payable === 0n || payable + deposit_missing + receivable === available).toBe(true);
    }),
  );
});
