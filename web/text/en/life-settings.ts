/** The rules of an order between payment and receipt, as an operator reads them. */
export const lifeSettings = {
  names: {
    flash_unpaid_close_minutes: "Time to pay in a flash sale",
    receipt_extend_days: "More time to receive",
    late_dispatch_permille: "Late dispatch: share of the goods",
    late_dispatch_min_minor: "Late dispatch: at least",
    late_dispatch_max_minor: "Late dispatch: at most",
  },
  about: {
    flash_unpaid_close_minutes:
      "An order of a flash sale that is not paid by then closes; its units go back into the sale.",
    receipt_extend_days: "How much longer a buyer may wait before receipt is confirmed by itself, once per order.",
    late_dispatch_permille:
      "What a buyer gets back, out of the order, where dispatch is later than promised. 0: nothing.",
    late_dispatch_min_minor: "No buyer gets less than this for late dispatch, in whole money.",
    late_dispatch_max_minor: "No buyer gets more than this for late dispatch, in whole money.",
  },
} as const;
