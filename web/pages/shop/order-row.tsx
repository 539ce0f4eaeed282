import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { Time, useNow, useTimeText } from "../../ui/time.tsx";
import { shownState } from "../orders/shown-state.ts";
import { NamedFlag } from "../work/remark-flag.tsx";
import { orderTones } from "../work/order-tone.ts";

/** An order in a list: what, for whom, and, while it waits, until when it must leave. */
export function OrderRow({ order }: { readonly order: Order }) {
  const t = useTranslations("sell.order");
  const words = useTranslations("merchant.orders");
  const states = useTranslations("states.order");
  const events = useTranslations("order.events");
  const asks = useTranslations("sell.asks");
  const time = useTimeText();
  const now = useNow(60_000);
  const first = order.lines[0];
  const count = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const waits = order.state === "to_ship" && order.ship_by !== null ? order.ship_by : null;
  const late = waits !== null && Date.parse(waits) <= now;
  return (
    <Link
      to="/sell/orders/$orderId"
      params={{ orderId: order.id }}
      className="card flex items-center gap-3 p-3 transition duration-150 hover:bg-wash"
    >
      <Picture picture={first?.picture} alt="" size="small" className="size-14 shrink-0 rounded-s" />
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="truncate font-semibold">
          {first === undefined ? order.id : `${first.title} · ${first.variant_title}`}
        </span>
        <span className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>{order.buyer_name}</span>
          <span className="num">{t("items", { count })}</span>
          <Time at={order.created_at} />
          {order.shop_remark !== null && <NamedFlag flag={order.shop_remark.flag} />}
          {order.state === "to_ship" && order.parcels.length > 0 && (
            <span className="text-amber-text">{events("partly_shipped")}</span>
          )}
          {order.asks.some((ask) => ask.state === "asked" && ask.kind === "address") && (
            <span className="text-ember-text">{asks("open")}</span>
          )}
        </span>
        {waits !== null && (
          <span
            data-varies
            className={classNames("num justify-self-start text-sm", late ? "text-ember-text" : "text-muted")}
          >
            {late ? words("late", { time: time(waits) }) : words("shipBy", { time: time(waits) })}
          </span>
        )}
      </span>
      <span className="grid justify-items-end gap-1">
        <Price money={order.total} className="text-md" />
        <StateBadge tone={orderTones[order.state]}>{states(shownState(order))}</StateBadge>
      </span>
    </Link>
  );
}
