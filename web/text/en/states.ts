/** Words for the states of things, shared by all pages. */
export const states = {
  order: {
    unpaid: "To pay",
    to_ship: "To ship",
    shipped: "On its way",
    delivered: "Delivered",
    received: "Received",
    success: "Done",
    closed: "Closed",
  },
  closeReason: {
    buyer_cancelled: "Cancelled by the buyer",
    unpaid_expired: "Not paid in time",
    checkout_released: "Let go before it was paid",
    refunded: "Refunded",
  },
  session: {
    draft: "Preparing",
    on_air: "Live",
    scheduled: "Planned",
    rehearsing: "Rehearsal",
    interrupted: "Interrupted",
    ended: "Ended",
    cancelled: "Cancelled",
    lapsed: "Did not begin",
  },
  returnPolicy: {
    seven_days: "7-day returns, no reason needed",
    exempt_made_to_order: "Made to order: no returns without a reason",
    exempt_perishable: "Perishable: no returns without a reason",
    exempt_digital: "Opened digital goods: no returns without a reason",
    exempt_press: "Press: no returns without a reason",
  },
  returnProof: {
    seven_days:
      "Within 7 days of receipt you may send it back without giving a reason: contact the seller from your order and send it where you agree. Within 7 days of its arrival the operator of this site refunds you, or the seller if the money has gone to them already. The law says so, and the order keeps this promise as you saw it.",
    exempt:
      "The law exempts this kind of goods from returns without a reason. Goods that are faulty or not as described can still be returned. The order keeps this page as you saw it.",
  },
} as const;
