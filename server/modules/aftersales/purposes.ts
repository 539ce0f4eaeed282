/** What each ciphertext of this module is for. */
export const purposes = {
  reason: "aftersales.refund.reason",
  note: "aftersales.note",
  address: "aftersales.return_address",
  answer: "aftersales.answer",
} as const;
