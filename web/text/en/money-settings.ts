/** Rules about deposits and payouts, and what operators did about them, for the operator's desk. */
export const moneySettings = {
  names: {
    deposit_minor: "Deposit of a shop",
    payout_min_minor: "Smallest payout",
    payout_approval_above_minor: "Payouts that wait for an operator",
  },
  about: {
    deposit_minor: "What a shop leaves as a security. What is missing stays out of its payouts.",
    payout_min_minor: "A shop asks for at least this much at once.",
    payout_approval_above_minor: "Above this amount an operator lets a payout go; up to it, it goes by itself.",
  },
} as const;

export const moneyActions = {
  ledger_checked: "checked the ledger",
  payouts_approved: "let a payout go",
  payouts_refused: "refused a payout",
  payouts_marked: "wrote down what became of a payout",
  payouts_file_made: "made a bank file",
  payouts_file_read: "read a bank file",
  payouts_held: "held a shop's payouts back",
  payouts_released: "let a shop's payouts go",
  payouts_deposit_returned: "gave a deposit back",
  payments_statement_compared: "had a provider's statement compared",
  payments_difference_explained: "explained a difference in a statement",
} as const;

export const moneyAreas = { ledger: "Ledger", payouts: "Payouts", payments: "Payments" } as const;
