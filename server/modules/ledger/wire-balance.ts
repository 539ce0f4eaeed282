import type { z } from "zod";
import type { ShopBalance } from "../../../contract/ledger.ts";
import type { Currency } from "../../../contract/money.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { Balances } from "./ledger.ts";

export function wireBalance(
  shop_id: string,
  balances: Balances,
  currency: Currency,
  at: Date,
): z.infer<typeof ShopBalance> {
  const money = (amount: bigint) => wireMoney(amount, currency);
  return {
    object: "shop_balance",
    shop_id,
    escrow: money(balances.escrow),
    available: money(balances.available),
    pending: money(balances.pending_out.shop),
    platform: money(balances.platform),
    deposit: money(balances.deposit),
    owed: money(balances.receivable),
    paid_out: money(balances.payout),
    as_of: at.toISOString(),
  };
}
