/** The carriers offered by name. What is sent and kept is the carrier's own name, so that everybody reads the same. */
export const carriers = ["sf", "zto", "yto", "yunda", "sto", "jd", "ems", "other"] as const;
export type CarrierId = (typeof carriers)[number];

export const carrierNames: Readonly<Record<Exclude<CarrierId, "other">, string>> = {
  sf: "顺丰速运 SF Express",
  zto: "中通快递 ZTO",
  yto: "圆通速递 YTO",
  yunda: "韵达快递 YUNDA",
  sto: "申通快递 STO",
  jd: "京东物流 JD",
  ems: "EMS",
};

/** A tracking number as typed, without blanks and hyphens; null unless it has 5 to 40 letters and digits. */
export function readTracking(typed: string): string | null {
  const bare = typed.replaceAll(/[\s-]/g, "");
  return /^[0-9A-Za-z]{5,40}$/.test(bare) ? bare : null;
}

/** Numbers that say by themselves whose they are; most carriers' are bare digits and say nothing. */
const ownNumbers: readonly (readonly [CarrierId, RegExp])[] = [
  ["sf", /^SF\d{9,}$/i],
  ["yto", /^YT\d{10,}$/i],
  ["jd", /^JD[A-Z]{0,3}\d{8,}$/i],
  ["ems", /^E[A-Z]\d{9}CN$/i],
];

/** The carrier a number plainly belongs to, where that is not the chosen one; null where it says nothing or fits. */
export function otherCarrierOf(chosen: CarrierId, tracking: string): CarrierId | null {
  const owner = ownNumbers.find(([, pattern]) => pattern.test(tracking))?.[0] ?? null;
  return owner === chosen ? null : owner;
}
