import type { Payout, PayoutRhythm, PayoutState } from "../../../contract/payouts.ts";
import type { Currency } from "../../../contract/money.ts";
import { assert } from "../../kernel/assert.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { Seal } from "../../kernel/seal.ts";
import type { Balances } from "../ledger/index.ts";
import type { PayoutRow } from "./tables.ts";

/** Where a payout may go from where it is (law 7). The README's picture is printed from this table. */
export const transitions: Readonly<Record<PayoutState, readonly PayoutState[]>> = {
  requested: ["approved", "refused", "cancelled"],
  approved: ["sending", "refused", "cancelled"],
  sending: ["paid", "failed"],
  paid: ["returned"],
  refused: [],
  cancelled: [],
  failed: [],
  returned: [],
};

/** What a bank may say of a transfer. */
export const bankWords = ["pending", "paid", "failed", "returned"] as const;
export type BankWord = (typeof bankWords)[number];

/**
 * What a bank's word makes of a payout; missing: it changes nothing, because we knew, or because it came late. Sent back before
 * we heard that it had arrived is the same as never arrived.
 */
export const heard: Readonly<Record<PayoutState, Partial<Readonly<Record<BankWord, PayoutState>>>>> = {
  requested: {},
  approved: {},
  sending: { paid: "paid", failed: "failed", returned: "failed" },
  paid: { returned: "returned" },
  refused: {},
  cancelled: {},
  failed: {},
  returned: {},
};

export function moved(row: PayoutRow, state: PayoutState, changes: Partial<PayoutRow>): PayoutRow {
  assert(transitions[row.state].includes(state), `a payout goes from ${row.state} to ${state}`);
  return { ...row, ...changes, state };
}

/** Where the pending transfer of a payout ends in each state; null: it stands, or has ended before. */
export const ledgerEnd: Readonly<Record<PayoutState, "posted" | "voided" | null>> = {
  requested: null,
  approved: null,
  sending: null,
  paid: "posted",
  refused: "voided",
  cancelled: "voided",
  failed: "voided",
  returned: null,
};

/** The rules of the market that matter here, in minor units. */
export interface PayoutRules {
  readonly deposit: bigint;
  readonly payout_min: bigint;
  /** Payouts above this wait for an operator. */
  readonly approval_above: bigint;
}

const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

/** What is missing in the deposit, and what may be drawn: the deposit and debts come first, out of what is available. */
export function payableOf(
  balances: Pick<Balances, "available" | "deposit" | "pending_out" | "receivable">,
  rules: Pick<PayoutRules, "deposit">,
): { deposit_missing: bigint; payable: bigint } {
  const deposit_missing = atLeastZero(rules.deposit - (balances.deposit - balances.pending_out.deposit));
  const owed = balances.receivable + balances.pending_out.receivable;
  return { deposit_missing, payable: atLeastZero(balances.available - deposit_missing - owed) };
}

const day_ms = 24 * 3600_000;
export const rhythm_ms: Readonly<Record<Exclude<PayoutRhythm, "never">, number>> = {
  day: day_ms,
  week: 7 * day_ms,
  month: 30 * day_ms,
};

/** A bank account as it is sealed. */
export interface Account {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}
export const account_purpose = "payouts.account";
export const reason_purpose = "payouts.reason";

export const openAccount = (seal: Seal, sealed: string): Account =>
  JSON.parse(seal.open(sealed, account_purpose)) as Account;

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export function wirePayout(seal: Seal, row: PayoutRow): Payout {
  return {
    id: row.id,
    object: "payout",
    shop_id: row.shop_id,
    amount: wireMoney(row.amount, row.currency as Currency),
    state: row.state,
    by: row.by_whom,
    last4: openAccount(seal, row.account_sealed).number.slice(-4),
    reason: row.reason_sealed === null ? null : seal.open(row.reason_sealed, reason_purpose),
    file_id: row.file_id,
    created_at: row.created_at.toISOString(),
    decided_at: instant(row.decided_at),
    sent_at: instant(row.sent_at),
    ended_at: instant(row.ended_at),
  };
}
