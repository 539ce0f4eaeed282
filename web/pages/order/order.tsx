import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Money } from "../../../contract/money.ts";
import type { Order } from "../../../contract/orders.ts";
import { useAccount } from "../../api/account.ts";
import { useCall, useRefresh } from "../../api/hooks.ts";
import { itemsOf, useChannel } from "../../api/live.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { Facts, PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { OrderAftersales } from "../aftersale/order-aftersales.tsx";
import { InvoiceCard } from "./invoice-card.tsx";
import { KeptMoment } from "./kept-moment.tsx";
import { OrderHead } from "./order-head.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { Parcels } from "./parcels.tsx";

const route = getRouteApi("/orders/$order_id");
/** The provider's word comes within seconds; while it is awaited, look often, later leave it to the channel. */
const look_unpaid_ms = 3_000;
const look_ms = 60_000;

export function OrderPage() {
  const t = useTranslations();
  const { order_id } = route.useParams() as { readonly order_id: string };
  const account = useAccount();
  const refresh = useRefresh();
  const known = useCall(
    "getOrder",
    { params: { order_id } },
    {
      enabled: account !== null && account !== undefined,
      refetchInterval: (order) => (order?.state === "unpaid" ? look_unpaid_ms : look_ms),
    },
  );
  useChannel(account === null || account === undefined ? null : "account", (delivery) => {
    if (delivery.fresh || itemsOf(delivery, "order").some((item) => item.order_id === order_id))
      refresh("getOrder", "listMyOrders");
  });
  return (
    <PageBody>
      <PageHeader title={t("order.title")} back="/orders" />
      {account === null && (
        <EmptyState title={t("orders.guestTitle")} text={t("orders.guestText")}>
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {t("frame.signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null &&
        known.data === undefined &&
        (known.error === null ? (
          <OrderSkeleton />
        ) : (
          <ErrorState error={known.error} onRetry={() => void known.refetch()} />
        ))}
      {known.data !== undefined && account !== null && <OrderBody order={known.data} />}
    </PageBody>
  );
}

function OrderBody({ order }: { readonly order: Order }) {
  const t = useTranslations("order");
  const price = usePriceText();
  return (
    <div className="grid gap-4">
      <OrderHead order={order} />
      <Section>
        <Link
          to="/shops/$shop_id"
          params={{ shop_id: order.shop.id }}
          className="mb-3 block text-sm text-muted hover:text-ink"
        >
          {order.shop.name}
        </Link>
        <ul className="grid gap-4">
          {order.lines.map((line) => (
            <li key={line.id} className="flex gap-3">
              <Picture picture={line.picture} alt="" size="small" className="size-18 shrink-0 rounded-s" />
              <div className="min-w-0 flex-1">
                <Link
                  to="/products/$product_id"
                  params={{ product_id: line.product_id }}
                  className="line-clamp-2 font-semibold"
                >
                  {line.title}
                </Link>
                <p className="num text-sm text-muted">
                  {line.variant_title} {t("quantity", { count: line.quantity })}
                </p>
              </div>
              <Price money={line.total} />
            </li>
          ))}
        </ul>
        <dl className="num mt-4 grid gap-1.5 border-t border-line pt-3">
          <Row name={t("goods")} value={price(order.goods)} />
          <Row name={t("shipping")} value={order.shipping.amount === 0 ? t("free") : price(order.shipping)} />
          {order.shop_discount.amount > 0 && (
            <Row name={t("shopDiscount")} value={price(negative(order.shop_discount))} />
          )}
          {order.subsidy.amount > 0 && <Row name={t("subsidy")} value={price(negative(order.subsidy))} />}
          <div className="flex items-baseline justify-between font-semibold">
            <dt>{t("total")}</dt>
            <dd>
              <Price money={order.total} className="text-lg" />
            </dd>
          </div>
          {order.refunded.amount > 0 && <Row name={t("refunded")} value={price(order.refunded)} />}
        </dl>
      </Section>
      <OrderAftersales order={order} />
      <KeptMoment moment={order.moment} pages={order.item_pages} />
      <Parcels order={order} />
      <InvoiceCard order={order} />
      <Section title={t("timeline")}>
        <OrderTimeline order={order} />
      </Section>
      <Section>
        <Facts
          rows={[
            [
              t("deliverTo"),
              <span key="address">{`${order.address.name} ${order.address.phone} · ${order.address.text}`}</span>,
            ],
            ...(order.remark === "" ? [] : [[t("remark"), order.remark] as const]),
            [t("placedAt"), <Time key="placed" at={order.created_at} />],
            [
              t("number"),
              <code key="id" data-varies className="text-xs break-all select-all">
                {order.id}
              </code>,
            ],
          ]}
        />
      </Section>
    </div>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex justify-between">
      <dt className="text-muted">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function OrderSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-32 rounded-m" />
      <Skeleton className="h-44 rounded-m" />
    </div>
  );
}

const negative = (money: Money): Money => ({ ...money, amount: -money.amount });
