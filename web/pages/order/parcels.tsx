import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Parcel } from "../../../contract/order-life.ts";
import type { Order } from "../../../contract/orders.ts";
import { Section } from "../../ui/page.tsx";
import { ParcelCard } from "./parcel-card.tsx";

/** Units of an order that have not left. */
export function waitingUnits(order: Order): number {
  const sent = order.parcels.reduce(
    (sum, parcel) => sum + parcel.lines.reduce((units, line) => units + line.quantity, 0),
    0,
  );
  return order.lines.reduce((sum, line) => sum + line.quantity, 0) - sent;
}

/** Every parcel of an order; while some of it waits, that is said. */
export function Parcels({
  order,
  children,
}: {
  readonly order: Order;
  readonly children?: (parcel: Parcel) => ReactNode;
}) {
  const t = useTranslations("order");
  if (order.parcels.length === 0) return null;
  const waiting = order.state === "to_ship" ? waitingUnits(order) : 0;
  const several = order.parcels.length > 1 || waiting > 0;
  return (
    <Section title={several ? t("parcel.title", { count: order.parcels.length }) : t("shipment")}>
      {waiting > 0 && (
        <p className="mb-3 rounded-s bg-wash px-3 py-2 text-sm">{t("parcel.waiting", { count: waiting })}</p>
      )}
      <div className="grid gap-4 divide-y divide-line [&>*+*]:pt-4">
        {order.parcels.map((parcel, index) => (
          <ParcelCard key={parcel.id} order={order} parcel={parcel} number={several ? index + 1 : null}>
            {children?.(parcel)}
          </ParcelCard>
        ))}
      </div>
    </Section>
  );
}
