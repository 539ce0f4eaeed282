import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { checkLedger } from "./check-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { lockShops, planRefunds } from "./plan-refunds.ts";
import { postTransfers, resolveTransfers } from "./post-transfers.ts";
import { readBalances, readBalancesAsOf } from "./read-balances.ts";
import { bindLedgerRoutes, type LedgerDeps } from "./routes.ts";
import { settleEscrow } from "./settle-orders.ts";

export { checkLedger } from "./check-ledger.ts";
export type { Ledger, Transfer } from "./ledger.ts";

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
    check: (reader) => checkLedger(reader, ctx.config.currency, ctx.clock.now()),
    part: { routes: bindLedgerRoutes(ctx, deps) },
  };
}
