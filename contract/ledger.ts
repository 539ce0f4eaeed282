import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant, Page, listOf } from "./lists.ts";
import { Money } from "./money.ts";

/**
 * What an account in the ledger is for. Each shop has its own set, so that no row is shared by all orders.
 * provider: money the payment provider holds for us. escrow: paid by buyers, owed until settlement. shop: the shop's balance.
 * platform: the platform's take.
 */
export const ledgerAccountKinds = ["provider", "escrow", "shop", "platform"] as const;
export type LedgerAccountKind = (typeof ledgerAccountKinds)[number];
export const transferKinds = ["capture", "settle_shop", "settle_platform", "refund", "late_refund"] as const;
export type TransferKind = (typeof transferKinds)[number];

export const ShopBalance = z
  .object({
    object: z.literal("shop_balance"),
    shop_id: idOf("shop"),
    /** Paid by buyers, not yet settled. */
    escrow: Money,
    /** Settled and the shop's own. */
    available: Money,
    /** What the platform took so far. */
    platform: Money,
    as_of: Instant,
  })
  .meta({ id: "ShopBalance" });

/**
 * One side of one transfer; the entries of a transfer sum to zero. escrow, shop and platform: positive adds, negative takes. provider is
 * what we own, so it runs the other way: a buyer's payment stands there as a negative amount.
 */
export const LedgerEntry = z
  .object({
    object: z.literal("ledger_entry"),
    transfer_id: idOf("xfer"),
    kind: z.enum(transferKinds),
    account: z.enum(ledgerAccountKinds),
    shop_id: idOf("shop"),
    amount: Money,
    order_id: idOf("ord").nullable(),
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
    query: Page,
    response: listOf(LedgerEntry),
    errors: ["not_found", "not_yours"],
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
    summary: "All entries, newest first",
    access: "operator",
    query: Page,
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
