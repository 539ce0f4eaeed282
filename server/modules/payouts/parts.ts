import type { Context } from "../../kernel/context.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { NewItem } from "../notifications/index.ts";
import type { Payments } from "../payments/index.ts";
import type { Settings } from "../settings/index.ts";
import type { Shops } from "../shops/index.ts";
import type { Tx } from "../../kernel/db.ts";
import type { Bank } from "./bank.ts";
import type { PayoutRules } from "./payout.ts";

export interface PayoutDeps {
  readonly accounts: Pick<Accounts, "audit" | "requireProof">;
  readonly shops: Pick<Shops, "requireStaff" | "staffOf" | "shops" | "shopsOf">;
  readonly ledger: Pick<Ledger, "balances" | "lockBalances" | "pend" | "post" | "resolve" | "transfer">;
  readonly payments: Pick<Payments, "begin" | "createIntents" | "intents">;
  readonly settings: Pick<Settings, "current">;
  readonly notify: (tx: Tx, items: readonly NewItem[]) => Promise<void>;
}

export interface PayoutParts extends PayoutDeps {
  readonly ctx: Context;
  /** Null where people carry a bank file. */
  readonly bank: Bank | null;
}

export function rulesOf(parts: Pick<PayoutParts, "settings">): PayoutRules {
  const { deposit_minor, payout_min_minor, payout_approval_above_minor } = parts.settings.current();
  return {
    deposit: BigInt(deposit_minor),
    payout_min: BigInt(payout_min_minor),
    approval_above: BigInt(payout_approval_above_minor),
  };
}
