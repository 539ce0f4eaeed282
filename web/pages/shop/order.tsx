import { Eye, Truck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Facts, PageHeader, Section } from "../../ui/page.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorLine, ErrorState } from "../../ui/states.tsx";
import { clockText, Time } from "../../ui/time.tsx";
import { Compensated } from "../order/order-life.tsx";
import { Parcels } from "../order/parcels.tsx";
import { shownState } from "../orders/shown-state.ts";
import { RowsSkeleton } from "../work/guard.tsx";
import { useParam } from "../work/use-param.ts";
import { OrderLines } from "../work/order-lines.tsx";
import { orderTones, rateText } from "../work/order-tone.ts";
import { OrderTimeline } from "../work/order-timeline.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { useMyShop } from "./my-shop.ts";
import { IssueInvoice } from "./issue-invoice.tsx";
import { OrderAsks } from "./order-asks.tsx";
import { OrderRemark } from "./order-remark.tsx";
import { ParcelActs } from "./parcel-acts.tsx";
import { placeText, ShipSheet } from "./ship-sheet.tsx";

const look_ms = 15_000;

export function ShopOrderPage() {
  const orderId = useParam("orderId");
  const read = useCall("getOrder", { params: { order_id: orderId } }, { refetchInterval: look_ms });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <RowsSkeleton />;
  return <ShopOrder order={read.data} />;
}

function ShopOrder({ order }: { readonly order: Order }) {
  const t = useTranslations("sell.order");
  const states = useTranslations("states");
  const price = usePriceText();
  const [shipping, setShipping] = useState(false);
  const reveal = useAct("revealAddress");
  const asked = order.asks.some((ask) => ask.state === "asked" && ask.kind === "address");
  const canShip = order.state === "to_ship" && order.refund === null && !asked;
  return (
    <>
      <PageHeader
        back="/sell/orders"
        title={t("title")}
        actions={
          canShip && (
            <Button kind="solid" icon={<Truck size={18} aria-hidden />} onClick={() => setShipping(true)}>
              {t("ship")}
            </Button>
          )
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid gap-4">
          <Section>
            <div className="mb-3 flex flex-wrap items-center gap-2">
              <StateBadge tone={orderTones[order.state]}>{states(`order.${shownState(order)}`)}</StateBadge>
              {order.close_reason !== null && (
                <span className="text-sm text-muted">{states(`closeReason.${order.close_reason}`)}</span>
              )}
            </div>
            {order.refund !== null && (
              <p className="mb-3 rounded-s bg-wash px-3 py-2">
                {t("refund", { amount: price(order.refund.amount), reason: order.refund.reason })}
              </p>
            )}
            <OrderLines lines={order.lines} />
            {order.moment !== null && (
              <p className="mt-3 text-sm text-muted">
                {t("fromRoom", { title: order.moment.session_title, offset: clockText(order.moment.stream_offset_ms) })}
              </p>
            )}
          </Section>
          <OrderAsks order={order} />
          <Delivery order={order} reveal={reveal} />
          <Parcels order={order}>{(parcel) => <ParcelActs order={order} parcel={parcel} />}</Parcels>
          <Section title={t("timeline")}>
            <OrderTimeline order={order} by={t} />
          </Section>
        </div>
        <div className="grid gap-4">
          <OrderMoney order={order} />
          <Compensated order={order} />
          {order.invoice !== null && order.invoice.state !== "withdrawn" && <IssueInvoice invoice={order.invoice} />}
          <OrderRemark key={order.id} order={order} />
          <Section>
            <Facts
              rows={[
                [t("buyer"), order.buyer_name],
                [t("placed"), <Time key="placed" at={order.created_at} />],
                [
                  t("number"),
                  <span key="number" className="font-mono text-xs break-all select-all">
                    {order.id}
                  </span>,
                ],
              ]}
            />
          </Section>
        </div>
      </div>
      <ShipSheet order={order} whole={reveal.done} open={shipping} onClose={() => setShipping(false)} />
    </>
  );
}

/** Where it goes: masked, until somebody who ships asks to see it. */
function Delivery({
  order,
  reveal,
}: {
  readonly order: Order;
  readonly reveal: ReturnType<typeof useAct<"revealAddress">>;
}) {
  const t = useTranslations("sell.order");
  const shop = useMyShop();
  const whole = reveal.done;
  const canReveal = order.state === "to_ship" || order.state === "shipped";
  return (
    <Section title={t("deliverTo")}>
      {whole === undefined ? (
        <>
          <p className="num">
            {order.address.name} {order.address.phone}
          </p>
          <p className="text-muted">{order.address.text}</p>
        </>
      ) : (
        <div className="rounded-s bg-wash px-3 py-2.5 select-all">
          <p className="num font-semibold">
            {whole.name} {whole.phone}
          </p>
          <p>{placeText(whole)}</p>
          {whole.postal_code !== "" && <p className="num">{whole.postal_code}</p>}
        </div>
      )}
      {canReveal && whole === undefined && (
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <Button
            size="s"
            icon={<Eye size={16} aria-hidden />}
            busy={reveal.busy}
            onClick={() => reveal.run({ params: { shop_id: shop.id, order_id: order.id } })}
          >
            {t("reveal")}
          </Button>
          <span className="text-xs text-muted">{t("revealHint")}</span>
        </div>
      )}
      {reveal.error !== null && (
        <div className="mt-3">
          <ErrorLine error={reveal.error} />
        </div>
      )}
      <div className="mt-3 grid gap-2">{order.remark !== "" && <Facts rows={[[t("remark"), order.remark]]} />}</div>
    </Section>
  );
}

/** What the buyer pays and how it is split. */
function OrderMoney({ order }: { readonly order: Order }) {
  const t = useTranslations("sell.order");
  const price = usePriceText();
  const { fees } = order;
  const paid = order.payment?.state === "captured" || order.payment?.state === "refunded";
  return (
    <Section>
      <Facts
        rows={[
          [t("goods"), price(order.goods)],
          [t("shipping"), order.shipping.amount === 0 ? t("free") : price(order.shipping)],
          ...(order.shop_discount.amount === 0
            ? []
            : [[t("shopDiscount"), price({ ...order.shop_discount, amount: -order.shop_discount.amount })] as const]),
          ...(order.subsidy.amount === 0
            ? []
            : [[t("subsidy"), price({ ...order.subsidy, amount: -order.subsidy.amount })] as const]),
          [t(paid ? "total" : "totalUnpaid"), <b key="total">{price(order.total)}</b>],
          ...(order.refunded.amount === 0 ? [] : [[t("refunded"), price(order.refunded)] as const]),
        ]}
      />
      {fees !== null && (
        <div className="mt-3 border-t border-line pt-3">
          <Facts
            rows={[
              [
                t("take", { rate: rateText(fees.take_rate_permille) }),
                price({ ...fees.take, amount: -fees.take.amount }),
              ],
              [
                t("youReceive"),
                <b key="receive" className="text-md">
                  {price(fees.shop_receives)}
                </b>,
              ],
              ...(fees.settled_at === null
                ? []
                : [[t("settled"), <Time key="settled" at={fees.settled_at} />] as const]),
              ...(fees.settled_at !== null || fees.settles_at === null
                ? []
                : [[t("settles"), <Time key="settles" at={fees.settles_at} />] as const]),
            ]}
          />
        </div>
      )}
    </Section>
  );
}
