import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { payoutJobs } from "./jobs.ts";
import { payoutListeners } from "./listeners.ts";
import type { PayoutDeps, PayoutParts } from "./parts.ts";
import { openAccount, wirePayout } from "./payout.ts";
import { payoutRoutes } from "./routes.ts";
import { createSandboxBank } from "./sandbox-bank.ts";
import { accountsBy, countRequested, newestPayouts, removeAccountsBy } from "./store.ts";

export { sandboxBankHeader, sandboxBankSecrets } from "./sandbox-bank.ts";

/** Bank accounts, payouts, deposits and holds: README.md. */
export interface Payouts {
  /** How many payouts wait for an operator. */
  waiting(reader: Reader): Promise<number>;
  readonly part: ModulePart;
}

export function createPayouts(ctx: Context, deps: PayoutDeps): Payouts {
  const parts: PayoutParts = {
    ...deps,
    ctx,
    bank: ctx.config.payout_provider === "sandbox" ? createSandboxBank(ctx) : null,
  };
  return {
    waiting: countRequested,
    part: {
      routes: payoutRoutes(parts),
      listeners: payoutListeners(parts),
      jobs: payoutJobs(parts),
      personal: {
        name: "payouts",
        async exportOf(reader, account_id) {
          const owned = await deps.shops.shopsOf(reader, account_id, "owner");
          const payouts = [];
          for (const shop_id of owned)
            payouts.push(
              ...(await newestPayouts(reader, { shop_id }, undefined, limits.export_rows_per_list_max)).map((row) =>
                wirePayout(ctx.seal, row),
              ),
            );
          const accounts = (await accountsBy(reader, account_id)).map((row) => ({
            shop_id: row.shop_id,
            ...openAccount(ctx.seal, row.sealed),
            changed_at: row.changed_at.toISOString(),
          }));
          return { bank_accounts: accounts, payouts };
        },
        // Payouts are records of trade and are kept; where the next would have gone is not.
        erase: (tx, account_id) => removeAccountsBy(tx, account_id),
      },
    },
  };
}
