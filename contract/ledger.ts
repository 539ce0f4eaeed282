import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant, Page, listOf } from "./lists.ts";
import { Money } from "./money.ts";

/**
 * What an account in the ledger is for. Each shop has its own set, so that no row is shared by all orders.
 * provider: money the payment provider holds for us. escrow: paid by buyers, owed until settlement. shop: the shop's balance.
 * platform: the platform's take. subsidy: what the platform adds to orders (its coupons). deposit: what the shop left as a
 * security. receivable: what the shop owes the platform. payout: what left to the shop's bank.
 */
export const ledgerAccountKinds = [
  "provider",
  "escrow",
  "shop",
  "platform",
  "subsidy",
  "deposit",
  "receivable",
  "payout",
] as const;
export type LedgerAccountKind = (typeof ledgerAccountKinds)[number];
/**
 * Accounts of what we own or spent: an entry that takes from one in the books (negative) is more of it in the sense people mean. Balances
 * and statements are told in that sense; entries are as booked.
 */
export const turnedAccounts: readonly LedgerAccountKind[] = ["provider", "subsidy", "receivable"];
export const transferKinds = [
  "capture",
  "subsidy",
  "settle_shop",
  "settle_platform",
  "refund",
  "late_refund",
  "payout",
  "payout_returned",
  "deposit_paid",
  "deposit_moved",
  "deposit_returned",
] as const;
export type TransferKind = (typeof transferKinds)[number];
/** posted: moved at once. pending: promised, not moved. kept: a promise moves. dropped: a promise is let go. */
export const transferPhases = ["posted", "pending", "kept", "dropped"] as const;
export type TransferPhase = (typeof transferPhases)[number];

export const ShopBalance = z
  .object({
    object: z.literal("shop_balance"),
    shop_id: idOf("shop"),
    /** Paid by buyers, not yet settled. */
    escrow: Money,
    /** Settled, the shop's own, and promised to nobody. */
    available: Money,
    /** Of that, promised away: payouts on their way and refunds that run. */
    pending: Money,
    /** What the platform took so far. */
    platform: Money,
    /** Left with the platform as a security. */
    deposit: Money,
    /** Owed to the platform; repaid first from what settles next. */
    owed: Money,
    /** Sent to the shop's bank so far. */
    paid_out: Money,
    as_of: Instant,
  })
  .meta({ id: "ShopBalance" });

/**
 * One side of one transfer; the entries of a transfer sum to zero. escrow, shop, platform, deposit and payout: positive adds, negative takes.
 * provider, subsidy and receivable run the other way: a buyer's payment stands at provider as a negative amount.
 */
export const LedgerEntry = z
  .object({
    object: z.literal("ledger_entry"),
    transfer_id: idOf("xfer"),
    kind: z.enum(transferKinds),
    account: z.enum(ledgerAccountKinds),
    shop_id: idOf("shop"),
    /** What moved; nothing while it is pending. */
    amount: Money,
    /** What this adds to what is promised: in or out (negative). The end of a promise takes it back. */
    pending: Money,
    phase: z.enum(transferPhases),
    /** The pending transfer whose end this is; null: it is none. What is promised and its end are one movement to people. */
    resolves: idOf("xfer").nullable(),
    order_id: idOf("ord").nullable(),
    /** The deposit's payment this belongs to: a shop pays it through the provider, as buyers pay orders. */
    deposit_id: idOf("dep").nullable(),
    at: Instant,
  })
  .meta({ id: "LedgerEntry" });

export const LedgerCheck = z
  .object({
    object: z.literal("ledger_check"),
    ok: z.boolean(),
    transfers: z.int(),
    entries: z.int(),
    problems: z.array(z.object({ rule: z.string(), detail: z.string() })),
    checked_at: Instant,
  })
  .meta({ id: "LedgerCheck" });

/** What the checks that run by themselves found last; null before the first. */
const LastCheck = z.object({ ok: z.boolean(), at: Instant, transfers: z.int(), problems: z.int() });
export const LedgerHealth = z
  .object({
    object: z.literal("ledger_health"),
    ok: z.boolean(),
    /** Every minute: what was posted since. */
    recent: LastCheck.nullable(),
    /** Every six hours: everything. */
    full: LastCheck.nullable(),
    problems: z.array(z.object({ rule: z.string(), detail: z.string() })),
  })
  .meta({ id: "LedgerHealth" });

/** What accounts had when a period began and when it ended, and what moved between, by kind of transfer. */
export const LedgerStatement = z
  .object({
    object: z.literal("ledger_statement"),
    /** Null: of the whole platform. */
    shop_id: idOf("shop").nullable(),
    from: Instant,
    until: Instant,
    accounts: z.array(
      z.object({
        account: z.enum(ledgerAccountKinds),
        opening: Money,
        closing: Money,
        moved: z.array(z.object({ kind: z.enum(transferKinds), amount: Money, transfers: z.int() })),
      }),
    ),
  })
  .meta({ id: "LedgerStatement" });
/** From an instant, and before another. */
const Period = z.object({ from: Instant, until: Instant });

const shopParams = z.object({ shop_id: idOf("shop") });

export const ledgerRoutes = {
  getShopBalance: route({
    id: "getShopBalance",
    method: "GET",
    path: "/v1/shops/:shop_id/balance",
    summary: "What a shop has and what is on its way",
    access: "merchant",
    permission: "money",
    params: shopParams,
    response: ShopBalance,
    errors: ["not_found", "not_yours"],
  }),
  listShopEntries: route({
    id: "listShopEntries",
    method: "GET",
    path: "/v1/shops/:shop_id/entries",
    summary: "Entries of a shop's accounts, newest first",
    access: "merchant",
    permission: "money",
    params: shopParams,
    query: Page.extend({
      account: z.enum(["escrow", "shop", "platform", "deposit", "receivable", "payout"]).optional(),
      from: Instant.optional(),
      until: Instant.optional(),
    }),
    response: listOf(LedgerEntry),
    errors: ["not_found", "not_yours"],
  }),
  getShopStatement: route({
    id: "getShopStatement",
    method: "GET",
    path: "/v1/shops/:shop_id/statement",
    summary: "Opening and closing balances of a period, and what moved between",
    access: "merchant",
    permission: "money",
    params: shopParams,
    query: Period,
    response: LedgerStatement,
    errors: ["not_found", "not_yours"],
  }),
  getPlatformStatement: route({
    id: "getPlatformStatement",
    method: "GET",
    path: "/v1/operator/statement",
    summary: "The same over all shops",
    access: "operator",
    query: Period,
    response: LedgerStatement,
  }),
  getLedgerHealth: route({
    id: "getLedgerHealth",
    method: "GET",
    path: "/v1/operator/ledger/health",
    summary: "What the checks that run by themselves found last",
    access: "operator",
    response: LedgerHealth,
  }),
  listBalances: route({
    id: "listBalances",
    method: "GET",
    path: "/v1/operator/balances",
    summary: "Balances of every shop",
    access: "operator",
    query: Page,
    response: listOf(ShopBalance),
  }),
  listAllEntries: route({
    id: "listAllEntries",
    method: "GET",
    path: "/v1/operator/entries",
    summary: "All entries, newest first; of one shop, one order, one kind of transfer",
    access: "operator",
    query: Page.extend({
      shop_id: idOf("shop").optional(),
      order_id: idOf("ord").optional(),
      kind: z.enum(transferKinds).optional(),
      from: Instant.optional(),
      until: Instant.optional(),
    }),
    response: listOf(LedgerEntry),
  }),
  checkLedger: route({
    id: "checkLedger",
    method: "POST",
    path: "/v1/operator/ledger/check",
    summary: "Check every invariant of the ledger",
    access: "operator",
    response: LedgerCheck,
  }),
} as const;
