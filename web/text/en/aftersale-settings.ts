/** The rules of after-sales, on the operator's page of rules. */
export const aftersaleSettings = {
  names: {
    aftersale_answer_hours: "After-sales: seller's answer",
    aftersale_unshipped_hours: "After-sales: unshipped orders",
    aftersale_proposal_hours: "After-sales: buyer's answer to an offer",
    aftersale_dispute_hours: "After-sales: time to call the platform",
    aftersale_return_hours: "After-sales: time to send back",
    aftersale_receipt_hours: "After-sales: seller's receipt",
    aftersale_exchange_hours: "After-sales: receipt of an exchange",
    aftersale_evidence_hours: "Disputes: time for evidence",
    aftersale_ruling_hours: "Disputes: time to rule",
    aftersale_objection_hours: "Disputes: until a ruling is carried out",
    aftersale_no_reason_days: "Return without a reason",
    aftersale_quality_days: "After-sales: quality term",
  },
  about: {
    aftersale_answer_hours: "Hours until an application nobody answered counts as agreed.",
    aftersale_unshipped_hours:
      "The same while nothing has left: hours until it is given back, or until a refusal stands.",
    aftersale_proposal_hours: "Hours until an offer of the seller that nobody answered counts as declined.",
    aftersale_dispute_hours: "Hours after a refusal until the after-sale closes.",
    aftersale_return_hours: "Hours after the agreement until it closes because nothing was sent back.",
    aftersale_receipt_hours:
      "Hours after the goods were sent back until they count as received in order. The law wants the money back within 7 days.",
    aftersale_exchange_hours: "Hours after the exchange was sent until it counts as received.",
    aftersale_evidence_hours:
      "Hours in which both sides show what they have; the platform rules after them. 0: it may rule at once.",
    aftersale_ruling_hours: "Hours until a dispute the platform did not rule on is decided for the buyer.",
    aftersale_objection_hours: "Hours in which an operator may take a ruling up again.",
    aftersale_no_reason_days: "Days after receipt. The law says 7; you may give more.",
    aftersale_quality_days: "Days after receipt in which goods that are not as they should be can be claimed.",
  },
} as const;
