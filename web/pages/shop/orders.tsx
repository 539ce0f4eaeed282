import { Link } from "@tanstack/react-router";
import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { orderStates, type Order } from "../../../contract/orders.ts";
import { usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Time } from "../../ui/time.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { orderTones } from "../work/order-tone.ts";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";

const look_ms = 15_000;
const tabs = ["to_ship", "unpaid", "shipped", "received", "success", "closed", "all"] as const satisfies readonly (
  | Order["state"]
  | "all"
)[];

/** Orders of the shop; those that wait to be shipped first. */
export function ShopOrdersPage() {
  const t = useTranslations("sell.order");
  const states = useTranslations("states.order");
  const [tab, setTab] = useState<(typeof tabs)[number]>("to_ship");
  return (
    <>
      <PageTitle title={t("filter")} />
      <Tabs
        label={t("filter")}
        current={tab}
        onChange={setTab}
        tabs={tabs.map((id) => ({ id, label: id === "all" ? t("all") : states(id) }))}
      >
        <OrderList key={tab} state={orderStates.find((state) => state === tab)} />
      </Tabs>
    </>
  );
}

function OrderList({ state }: { readonly state: Order["state"] | undefined }) {
  const t = useTranslations("sell.order");
  const shop = useMyShop();
  const pages = usePages(
    "listShopOrders",
    { params: { shop_id: shop.id }, query: state === undefined ? {} : { state } },
    { refetchInterval: look_ms },
  );
  if (pages.error !== null && pages.items === undefined)
    return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items === undefined) return <RowsSkeleton />;
  if (pages.items.length === 0)
    return <EmptyState icon={<PackageOpen size={22} aria-hidden />} title={t("none")} text={t("noneText")} />;
  return (
    <>
      <ul className="grid gap-2">
        {pages.items.map((order) => (
          <li key={order.id}>
            <OrderRow order={order} />
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

function OrderRow({ order }: { readonly order: Order }) {
  const t = useTranslations("sell.order");
  const states = useTranslations("states.order");
  const first = order.lines[0];
  const count = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
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
        </span>
      </span>
      <span className="grid justify-items-end gap-1">
        <Price money={order.total} className="text-md" />
        <StateBadge tone={orderTones[order.state]}>{states(order.state)}</StateBadge>
      </span>
    </Link>
  );
}
