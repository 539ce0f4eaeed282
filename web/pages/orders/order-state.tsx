import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { shownState, type ShownState } from "./shown-state.ts";

const tones: Record<ShownState, Tone> = {
  unpaid: "soon",
  to_ship: "soon",
  shipped: "good",
  delivered: "soon",
  received: "good",
  success: "good",
  closed: "quiet",
};

/** The state of an order in a word; a closed one says why. */
export function OrderStateBadge({ order }: { readonly order: Pick<Order, "state" | "close_reason" | "parcels"> }) {
  const t = useTranslations("states");
  const state = shownState(order);
  return (
    <StateBadge tone={tones[state]}>
      {order.close_reason === null ? t(`order.${state}`) : t(`closeReason.${order.close_reason}`)}
    </StateBadge>
  );
}
