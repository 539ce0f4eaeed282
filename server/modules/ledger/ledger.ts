import type { z } from "zod";
import type { LedgerAccountKind, LedgerCheck, TransferKind } from "../../../contract/ledger.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";

/**
 * One side of a transfer, in minor units. The entries of a transfer sum to zero. escrow, shop and platform are what we
 * owe: positive adds, negative takes. provider is what we own, so it runs the other way: money that comes in from a
 * buyer stands there as a negative entry, money that goes back as a positive one.
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
  readonly at: Date;
}

/** In minor units. `provider` is what the provider holds for us: always escrow + shop + platform. */
export interface Balances {
  readonly provider: bigint;
  readonly escrow: bigint;
  readonly shop: bigint;
  readonly platform: bigint;
}

export type CheckResult = z.infer<typeof LedgerCheck>;

export interface Ledger {
  /**
   * Posts transfers in the caller's transaction. Posting a cause again is a no-op where the transfer is identical and a
   * bug (assert) where it is not; so are entries that do not sum to zero and an overdrawn escrow, of the shop or of
   * the order.
   */
  post(tx: Tx, transfers: readonly Transfer[]): Promise<void>;
  /** What each shop has now; a shop without a transfer is missing. */
  balances(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, Balances>>;
  /** Checks every invariant over everything posted, in one snapshot. */
  check(reader: Reader): Promise<CheckResult>;
  readonly part: ModulePart;
}
