import type { Context } from "../../kernel/context.ts";
import { checkLedger } from "./check-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { postTransfers } from "./post-transfers.ts";
import { readBalances } from "./read-balances.ts";
import { bindLedgerRoutes, type LedgerDeps } from "./routes.ts";

export { checkLedger } from "./check-ledger.ts";
export type { Ledger, Transfer } from "./ledger.ts";

export function createLedger(ctx: Context, deps: LedgerDeps): Ledger {
  return {
    post: (tx, transfers) => postTransfers(ctx, tx, transfers),
    balances: readBalances,
    check: (reader) => checkLedger(reader, ctx.config.currency, ctx.clock.now()),
    part: { routes: bindLedgerRoutes(ctx, deps) },
  };
}
