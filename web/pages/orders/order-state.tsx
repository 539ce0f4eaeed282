import { useTranslations } from "use-intl";
import type { Order, OrderState } from "../../../contract/orders.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";

const tones: Record<OrderState, Tone> = {
  unpaid: "soon",
  to_ship: "soon",
  shipped: "good",
  received: "good",
  success: "good",
  closed: "quiet",
};

/** The state of an order in a word; a closed one says why. */
export function OrderStateBadge({ order }: { readonly order: Pick<Order, "state" | "close_reason"> }) {
  const t = useTranslations("states");
  return (
    <StateBadge tone={tones[order.state]}>
      {order.close_reason === null ? t(`order.${order.state}`) : t(`closeReason.${order.close_reason}`)}
    </StateBadge>
  );
}
