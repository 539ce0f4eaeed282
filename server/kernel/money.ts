import type { Currency, Money as WireMoney } from "../../contract/money.ts";
import { assert } from "./assert.ts";

/** Onto the wire. Amounts beyond 2^53 are a bug: limits keep every price and every sum far below. */
export function wireMoney(amount: bigint, currency: Currency): WireMoney {
  assert(
    amount <= BigInt(Number.MAX_SAFE_INTEGER) && amount >= -BigInt(Number.MAX_SAFE_INTEGER),
    "money fits the wire",
  );
  return { amount: Number(amount), currency };
}

/** floor(amount × permille / 1000), for amounts of zero or more: how commissions and takes are rounded (DOMAIN §4). */
export function permilleOf(amount: bigint, permille: number): bigint {
  assert(
    amount >= 0n && Number.isInteger(permille) && permille >= 0 && permille <= 1000,
    "a share lies between nothing and all",
  );
  return (amount * BigInt(permille)) / 1000n;
}
