import type { z } from "zod";
import type { LedgerAccountKind, LedgerCheck, TransferKind } from "../../../contract/ledger.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";

/**
 * One side of a transfer, in minor units. The entries of a transfer sum to zero. escrow, shop, platform, deposit and payout are
 * debts of ours, or have left us: positive adds, negative takes. provider, subsidy and receivable are what we own or
 * spent, so they run the other way: money that comes in from a buyer stands at provider as a negative entry, money that
 * goes back as a positive one.
 */
export interface Entry {
  readonly account: LedgerAccountKind;
  readonly amount: bigint;
}

export interface Transfer {
  readonly shop_id: string;
  readonly kind: TransferKind;
  /** What made it happen, such as `capture:pi_…`. A cause posts once per shop. */
  readonly cause: string;
  readonly order_id: string | null;
  readonly entries: readonly Entry[];
  /** What the platform's share relates to, where it has one: see `RefundPlan`. */
  readonly base?: bigint | null;
  readonly at: Date;
}

/** The end of a pending transfer: it moves, or is let go. */
export interface Resolution {
  readonly shop_id: string;
  /** Of the pending transfer. */
  readonly cause: string;
  readonly outcome: "posted" | "voided";
  readonly at: Date;
}

/**
 * What each account has, in minor units and the sense people mean: `provider` is what the provider holds for us, `subsidy`
 * what the platform added to orders, `receivable` what the shop owes.
 * provider + subsidy + receivable = escrow + shop + platform + deposit + payout.
 */
export interface Balances extends Readonly<Record<LedgerAccountKind, bigint>> {
  /** The shop's own and promised to nobody: `shop` less what is pending out of it. */
  readonly available: bigint;
  /** Promised away, and promised to come; of each account, never negative. */
  readonly pending_out: Readonly<Record<LedgerAccountKind, bigint>>;
  readonly pending_in: Readonly<Record<LedgerAccountKind, bigint>>;
}

export interface RefundAsk {
  readonly shop_id: string;
  readonly order_id: string;
  /** What the buyer gets back for goods and for freight, in minor units. */
  readonly goods: bigint;
  readonly shipping: bigint;
  /** What the platform gets back of its coupon; unsaid: in proportion to what the buyer gets back. */
  readonly subsidy?: bigint;
}
/** The entries of a refund, and the part of it that the platform's take was taken from (null where nothing is settled yet). */
export interface RefundPlan {
  readonly entries: readonly Entry[];
  readonly base: bigint | null;
}

export interface Settlement {
  readonly shop_id: string;
  readonly order_id: string;
  /** The platform's share. */
  readonly take: bigint;
  /** What it is a share of: goods without freight, discounts of the shop and what was given back. */
  readonly base: bigint;
}

export type CheckResult = z.infer<typeof LedgerCheck>;

export interface Ledger {
  /**
   * Posts transfers in the caller's transaction. Posting a cause again is a no-op where the transfer is identical and a
   * bug (assert) where it is not; so are entries that do not sum to zero and an account taken below nothing.
   */
  post(tx: Tx, transfers: readonly Transfer[]): Promise<void>;
  /** Promises transfers: nothing moves, but what they take is nobody else's any more. Repeating is as with `post`. */
  pend(tx: Tx, transfers: readonly Transfer[]): Promise<void>;
  /**
   * Ends pending transfers, by appending. Repeating an outcome is a no-op, the other outcome is a bug. Returns the causes
   * that were never pending: refunds begun by a release that did not know of it.
   */
  resolve(tx: Tx, resolutions: readonly Resolution[]): Promise<ReadonlySet<string>>;
  /**
   * Where the money of refunds comes from, in DOMAIN §4's order: the order's escrow; once it is settled the shop's
   * balance, then its deposit, then a receivable of the platform, whose take is given back in proportion. One plan per
   * ask, each seeing the ones before. Locks the shops' balances, so that what is planned can be pended. More than
   * the order has left is a bug: the caller knows what was paid.
   */
  planRefund(tx: Tx, asks: readonly RefundAsk[]): Promise<RefundPlan[]>;
  /**
   * Splits what is left in escrow of orders between platform and shop; what the shop owes is repaid first. Returns the
   * orders that cannot be split yet because a refund of theirs is pending. An order splits once.
   */
  settle(tx: Tx, settlements: readonly Settlement[], at: Date): Promise<ReadonlySet<string>>;
  /** What each shop has now; a shop without a transfer is missing. Locks nothing. */
  balances(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, Balances>>;
  /** The same, locked until the transaction ends, for whoever decides by it. */
  lockBalances(tx: Tx, shop_id: string): Promise<Balances>;
  /** What a shop had when every transfer up to `at` was in the books. */
  balancesAsOf(reader: Reader, shop_id: string, at: Date): Promise<Balances>;
  /** What was posted, or promised, under a cause. */
  transfer(reader: Reader, shop_id: string, cause: string): Promise<Transfer | undefined>;
  /**
   * What transfers under these causes moved at the provider so far, by `shop cause`: positive came in, negative went back. What is only
   * promised moved nothing; a cause the books do not have is missing.
   */
  atProvider(
    reader: Reader,
    causes: readonly { readonly shop_id: string; readonly cause: string }[],
  ): Promise<Map<string, bigint>>;
  /** How much the last checks that ran by themselves found wrong. */
  problems(reader: Reader): Promise<number>;
  /** Checks every invariant over everything posted, each shop in one snapshot. */
  check(reader: Reader): Promise<CheckResult>;
  readonly part: ModulePart;
}
