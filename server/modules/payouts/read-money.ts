import type { ShopMoney } from "../../../contract/payouts.ts";
import type { Reader } from "../../kernel/db.ts";
import { wireMoney } from "../../kernel/money.ts";
import { emptyBalances, wireBalance } from "../ledger/index.ts";
import { openAccount, payableOf, reason_purpose } from "./payout.ts";
import { rulesOf, type PayoutParts } from "./parts.ts";
import { accountOf, holdOf, rhythmOf } from "./store.ts";

/** Everything about a shop's money at once. Locks nothing. */
export async function readMoney(parts: PayoutParts, reader: Reader, shop_id: string): Promise<ShopMoney> {
  const { ctx, ledger } = parts;
  const { currency } = ctx.config;
  const rules = rulesOf(parts);
  const balances = (await ledger.balances(reader, [shop_id])).get(shop_id) ?? emptyBalances;
  const account = await accountOf(reader, shop_id);
  const hold = await holdOf(reader, shop_id);
  const rhythm = await rhythmOf(reader, shop_id);
  const { deposit_missing, payable } = payableOf(balances, rules);
  const opened = account === undefined ? null : openAccount(ctx.seal, account.sealed);
  return {
    object: "shop_money",
    balance: wireBalance(shop_id, balances, currency, ctx.clock.now()),
    payable: wireMoney(payable, currency),
    payout_min: wireMoney(rules.payout_min, currency),
    deposit_required: wireMoney(rules.deposit, currency),
    deposit_missing: wireMoney(deposit_missing, currency),
    bank_account:
      account === undefined || opened === null
        ? null
        : {
            object: "bank_account",
            holder: opened.holder,
            bank: opened.bank,
            last4: opened.number.slice(-4),
            changed_at: account.changed_at.toISOString(),
          },
    rhythm: rhythm?.rhythm ?? "never",
    next_payout_at: rhythm?.next_at.toISOString() ?? null,
    held:
      hold === undefined
        ? null
        : { reason: ctx.seal.open(hold.reason_sealed, reason_purpose), at: hold.held_at.toISOString() },
  };
}
