/** Kuaishou's after-sale states with its numbers (DOMAIN §3). `proposed` is its 10 too: applied, and the seller offers other terms. */
export const aftersaleCodes = {
  applied: 10,
  proposed: 10,
  seller_refused: 12,
  dispute: 20,
  platform_confirmed: 22,
  await_return: 30,
  returned: 40,
  exchange_sent: 45,
  paying: 50,
  success: 60,
  closed: 70,
} as const;
export type AftersaleState = keyof typeof aftersaleCodes;
export const aftersaleStates = Object.keys(aftersaleCodes) as [AftersaleState, ...AftersaleState[]];

export const aftersaleWays = ["refund_only", "return_refund", "exchange"] as const;
export type AftersaleWay = (typeof aftersaleWays)[number];

export const aftersaleSides = ["buyer", "seller", "operator", "system"] as const;
export type AftersaleSide = (typeof aftersaleSides)[number];

export const aftersaleActions = [
  "apply",
  "agree",
  "refuse",
  "propose",
  "accept",
  "decline",
  "reapply",
  "withdraw",
  "dispute",
  "give_evidence",
  "rule_for_buyer",
  "rule_for_seller",
  "execute",
  "reopen",
  "send_back",
  "waive_return",
  "receive",
  "reject_goods",
  "send_exchange",
  "confirm_exchange",
  "lapse",
  "paid",
  "pay_failed",
  "pay_again",
] as const;
export type AftersaleAction = (typeof aftersaleActions)[number];

interface Reason {
  /** Whose fault it is when it is so: they bear the freight. */
  readonly fault: "seller" | "buyer";
  readonly before_shipping: readonly AftersaleWay[];
  readonly after_shipping: readonly AftersaleWay[];
  /** From receipt on: `no_reason` while the 7-day right runs, `quality` while the quality term does, `arrival` only before receipt. */
  readonly term: "no_reason" | "quality" | "arrival";
}
const reason = (
  fault: Reason["fault"],
  term: Reason["term"],
  after_shipping: readonly AftersaleWay[],
  before_shipping: readonly AftersaleWay[] = [],
): Reason => ({ fault, term, after_shipping, before_shipping });

/** The closed list of reasons: whose fault, in which ways, and how long. */
export const aftersaleReasons = {
  changed_mind: reason("buyer", "arrival", [], ["refund_only"]),
  ordered_wrong: reason("buyer", "arrival", [], ["refund_only"]),
  late_dispatch: reason("seller", "arrival", [], ["refund_only"]),
  not_received: reason("seller", "arrival", ["refund_only"]),
  no_reason: reason("buyer", "no_reason", ["return_refund"]),
  wrong_size: reason("buyer", "no_reason", ["return_refund", "exchange"]),
  quality: reason("seller", "quality", ["return_refund", "exchange", "refund_only"]),
  damaged: reason("seller", "quality", ["return_refund", "exchange", "refund_only"]),
  wrong_item: reason("seller", "quality", ["return_refund", "exchange", "refund_only"]),
  not_as_described: reason("seller", "quality", ["return_refund", "refund_only"]),
  short_delivered: reason("seller", "quality", ["refund_only"]),
  counterfeit: reason("seller", "quality", ["return_refund", "refund_only"]),
  agreed: reason("buyer", "quality", ["return_refund", "exchange", "refund_only"], ["refund_only"]),
} as const satisfies Record<string, Reason>;
export type AftersaleReason = keyof typeof aftersaleReasons;
export const aftersaleReasonNames = Object.keys(aftersaleReasons) as [AftersaleReason, ...AftersaleReason[]];

/** Reasons somebody may give for a way, before or after the parcel left. */
export function reasonsFor(way: AftersaleWay, before_shipping: boolean): AftersaleReason[] {
  return aftersaleReasonNames.filter((name) => {
    const { before_shipping: before, after_shipping: after }: Reason = aftersaleReasons[name];
    return (before_shipping ? before : after).includes(way);
  });
}
