import type { LedgerAccountKind } from "../../../contract/ledger.ts";
import { assert } from "../../kernel/assert.ts";
import type { Entry, RefundAsk, RefundPlan } from "./ledger.ts";

/** What the ledger knows of an order's money; what is pending counts as done. Minor units, never negative. */
export interface OrderBooks {
  readonly paid: bigint;
  readonly subsidised: bigint;
  /** Given back to the buyer, and to the platform of its coupon. */
  readonly refunded: bigint;
  readonly subsidy_returned: bigint;
  /** Left in escrow and promised to nobody. */
  readonly escrow: bigint;
  readonly escrow_pending: bigint;
  readonly settled: boolean;
  /** What the platform took at settlement, from what, and how much of both was given back since. */
  readonly take: bigint;
  readonly take_base: bigint;
  readonly take_returned: bigint;
  readonly base_returned: bigint;
}

/** What can be drawn of a shop after settlement. */
export interface Purse {
  readonly shop: bigint;
  readonly deposit: bigint;
}

const least = (...amounts: readonly [bigint, ...bigint[]]): bigint => amounts.reduce((a, b) => (a < b ? a : b));
const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

/**
 * Where the money of one refund comes from (DOMAIN §4), and what is left to draw from afterwards. Shares are taken
 * cumulatively, so that parts refunded one by one end at exactly the whole. Pure.
 */
export function planOne(
  ask: Pick<RefundAsk, "goods" | "shipping" | "subsidy">,
  books: OrderBooks,
  purse: Purse,
): { plan: RefundPlan; books: OrderBooks; purse: Purse } {
  const cash = ask.goods + ask.shipping;
  assert(ask.goods >= 0n && ask.shipping >= 0n, "a refund gives back");
  assert(cash <= books.paid - books.refunded, "a refund gives back no more than is left of what was paid");
  const refunded = books.refunded + cash;
  const subsidy = ask.subsidy ?? shareOf(books.subsidised, refunded, books.paid) - books.subsidy_returned;
  assert(
    subsidy >= 0n && subsidy <= books.subsidised - books.subsidy_returned,
    "no more of a coupon comes back than was given",
  );
  const whole = cash + subsidy;
  const from_escrow = least(whole, books.escrow);
  const rest = whole - from_escrow;
  assert(rest === 0n || books.settled, "before settlement everything lies in escrow");
  // The platform bears the part of its take that the goods given back stood for; freight never carried any.
  const base = books.settled ? least(ask.goods + subsidy, books.take_base - books.base_returned) : 0n;
  const due = shareOf(books.take, books.base_returned + base, books.take_base) - books.take_returned;
  const from_platform = books.settled && base > 0n ? least(rest, atLeastZero(due)) : 0n;
  const from_shop = least(rest - from_platform, purse.shop);
  const from_deposit = least(rest - from_platform - from_shop, purse.deposit);
  const owed = rest - from_platform - from_shop - from_deposit;
  const sides: readonly (readonly [LedgerAccountKind, bigint])[] = [
    ["provider", cash],
    ["subsidy", subsidy],
    ["escrow", -from_escrow],
    ["platform", -from_platform],
    ["shop", -from_shop],
    ["deposit", -from_deposit],
    ["receivable", -owed],
  ];
  // A refund of nothing still has two sides: it happened.
  const entries = sides.flatMap(([account, amount]): Entry[] =>
    amount !== 0n || account === "provider" || (account === "escrow" && whole === 0n) ? [{ account, amount }] : [],
  );
  return {
    plan: { entries, base: books.settled ? base : null },
    books: {
      ...books,
      refunded,
      subsidy_returned: books.subsidy_returned + subsidy,
      escrow: books.escrow - from_escrow,
      escrow_pending: books.escrow_pending + from_escrow,
      take_returned: books.take_returned + from_platform,
      base_returned: books.base_returned + base,
    },
    purse: { shop: purse.shop - from_shop, deposit: purse.deposit - from_deposit },
  };
}

/** floor(whole × part / of), all of it where there is nothing to be a part of. */
function shareOf(whole: bigint, part: bigint, of: bigint): bigint {
  return of === 0n ? whole : (whole * part) / of;
}

/** How a settlement of what is left in escrow is split: platform, debts of the shop first, then the shop. Pure. */
export function splitSettlement(
  left: bigint,
  take: bigint,
  owed: bigint,
): { platform: bigint; repaid: bigint; shop: bigint } {
  assert(take >= 0n && take <= left, "the platform takes a part of what is left");
  const repaid = least(left - take, owed);
  return { platform: take, repaid, shop: left - take - repaid };
}
