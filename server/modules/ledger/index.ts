import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { checkLedger } from "./checks/check-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { lockShops, planRefunds } from "./plan-refunds.ts";
import { postTransfers, resolveTransfers } from "./post-transfers.ts";
import { readBalances, readBalancesAsOf } from "./read-balances.ts";
import { ledgerJobs, readHealth } from "./checks/run-checks.ts";
import { bindLedgerRoutes, type LedgerDeps } from "./routes.ts";
import { settleEscrow } from "./settle-orders.ts";
import { movedAtProvider, transfersByCause } from "./store.ts";
import { balancesOf } from "./transfer.ts";

export { checkLedger } from "./checks/check-ledger.ts";
export { wireBalance } from "./wire-balance.ts";
export type { Balances, Ledger, Transfer } from "./ledger.ts";

/** Of a shop without a transfer. */
export const emptyBalances = balancesOf(new Map());

export function createLedger(ctx: Context, deps: LedgerDeps): Ledger {
  return {
    post: (tx, transfers) => postTransfers(ctx, tx, transfers),
    pend: (tx, transfers) => postTransfers(ctx, tx, transfers, "pending"),
    resolve: (tx, resolutions) => resolveTransfers(ctx, tx, resolutions),
    planRefund: planRefunds,
    settle: (tx, settlements, at) => settleEscrow(ctx, tx, settlements, at),
    balances: readBalances,
    lockBalances: async (tx, shop_id) =>
      present((await lockShops(tx, [shop_id])).get(shop_id), "a shop that is asked about is locked"),
    balancesAsOf: readBalancesAsOf,
    transfer: async (reader, shop_id, cause) => (await transfersByCause(reader, [{ shop_id, cause }]))[0],
    check: (reader) => checkLedger(reader, ctx.config.currency, ctx.clock.now()),
    atProvider: (reader, causes) =>
      causes.length === 0 ? Promise.resolve(new Map()) : movedAtProvider(reader, causes),
    problems: async (reader) => (await readHealth(reader)).problems.length,
    part: { routes: bindLedgerRoutes(ctx, deps), jobs: ledgerJobs(ctx, deps) },
  };
}
