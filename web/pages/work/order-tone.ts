import type { OrderState } from "../../../contract/orders.ts";
import type { Tone } from "../../ui/state-badge.tsx";

/** How the state of an order looks to those who work on it: what waits for the shop stands out. */
export const orderTones: Readonly<Record<OrderState, Tone>> = {
  unpaid: "quiet",
  to_ship: "soon",
  shipped: "good",
  received: "good",
  success: "quiet",
  closed: "quiet",
};

/** 50 per mille → "5%", 48 → "4.8%". */
export function rateText(permille: number): string {
  const tenths = permille % 10;
  return `${(permille - tenths) / 10}${tenths === 0 ? "" : `.${tenths}`}%`;
}
