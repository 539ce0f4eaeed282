import { Link } from "@tanstack/react-router";
import { ReceiptText, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { orderStates, type Order, type OrderState } from "../../../contract/orders.ts";
import { useAccount } from "../../api/account.ts";
import { usePages, useRefresh } from "../../api/hooks.ts";
import { useChannel } from "../../api/live.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useCountdown } from "../../ui/time.tsx";
import { ExportOrders } from "./export-orders.tsx";
import { OrderStateBadge } from "./order-state.tsx";
import { shownState } from "./shown-state.ts";
import { CheckoutCard, useUnpaidCheckouts } from "./unpaid-checkouts.tsx";

const filters = ["all", ...orderStates] as const;

/** What I bought, newest first. */
export function OrdersPage() {
  const t = useTranslations();
  const account = useAccount();
  const [filter, setFilter] = useState<"all" | OrderState>("all");
  return (
    <PageBody>
      <PageHeader
        title={t("orders.title")}
        actions={
          <span className="flex flex-wrap gap-2">
            {account !== null && account !== undefined && <ExportOrders />}
            <Link to="/aftersales" className={buttonClass("quiet", "s")}>
              <Undo2 size={16} aria-hidden />
              {t("orders.aftersales")}
            </Link>
          </span>
        }
      />
      {account === null && (
        <EmptyState
          icon={<ReceiptText size={24} aria-hidden />}
          title={t("orders.guestTitle")}
          text={t("orders.guestText")}
        >
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {t("frame.signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null && account !== undefined && (
        <Tabs
          label={t("orders.filter")}
          tabs={filters.map((id) => ({ id, label: id === "all" ? t("orders.all") : t(`states.order.${id}`) }))}
          current={filter}
          onChange={setFilter}
        >
          <OrderList filter={filter} />
        </Tabs>
      )}
    </PageBody>
  );
}

function OrderList({ filter }: { readonly filter: "all" | OrderState }) {
  const t = useTranslations("orders");
  const frame = useTranslations("frame");
  const refresh = useRefresh();
  const orders = usePages("listMyOrders", filter === "all" ? {} : { query: { state: filter } });
  useChannel("account", () => refresh("listMyOrders"));
  const together = useUnpaidCheckouts().filter(() => filter === "all" || filter === "unpaid");
  const shownAbove = new Set(together.map((checkout) => checkout.id));
  // What is paid with one payment is one thing to pay, not several.
  const apart = orders.items?.filter(
    (order) => order.state !== "unpaid" || order.checkout_id === null || !shownAbove.has(order.checkout_id),
  );
  if (orders.items === undefined && orders.error !== null)
    return <ErrorState error={orders.error} onRetry={orders.retry} />;
  if (orders.items?.length === 0 && together.length === 0) {
    return (
      <EmptyState icon={<ReceiptText size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")}>
        <Link to="/" className={buttonClass("solid")}>
          {frame("toHome")}
        </Link>
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="grid gap-3">
        {orders.items === undefined &&
          [0, 1, 2].map((index) => (
            <li key={index}>
              <Skeleton className="h-34 rounded-m" />
            </li>
          ))}
        {together.map((checkout) => (
          <li key={checkout.id}>
            <CheckoutCard checkout={checkout} />
          </li>
        ))}
        {apart?.map((order) => (
          <li key={order.id}>
            <OrderCard order={order} />
          </li>
        ))}
      </ul>
      <More pages={orders} />
    </>
  );
}

function OrderCard({ order }: { readonly order: Order }) {
  const t = useTranslations("orders");
  const [line, ...others] = order.lines;
  const waits = order.state === "unpaid" && order.pay_by !== null;
  return (
    <Link to="/orders/$order_id" params={{ order_id: order.id }} className="card block p-4 hover:border-line-strong">
      <div className="mb-3 flex items-center justify-between gap-3">
        <span className="truncate text-sm text-muted">{order.shop.name}</span>
        <OrderStateBadge order={order} />
      </div>
      <div className="flex gap-3">
        <Picture picture={line?.picture} alt="" size="small" className="size-18 shrink-0 rounded-s" />
        <div className="min-w-0 flex-1">
          <h2 className="line-clamp-2 font-semibold">{line?.title}</h2>
          <p className="num text-sm text-muted">
            {line?.variant_title} × {line?.quantity}
          </p>
          {others.length > 0 && <p className="text-sm text-muted">{t("more", { count: others.length })}</p>}
        </div>
        <Price money={order.total} className="text-md" />
      </div>
      {waits && order.pay_by !== null && (
        <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
          <span className="num text-sm text-amber-text">
            <PayBy until={order.pay_by} />
          </span>
          <span className={buttonClass("buy", "s")}>{t("payNow")}</span>
        </div>
      )}
      {shownState(order) === "delivered" && (
        <p className="mt-3 border-t border-line pt-3 text-sm text-amber-text">{t("delivered")}</p>
      )}
    </Link>
  );
}

function PayBy({ until }: { readonly until: string }) {
  const t = useTranslations("orders");
  return t("payBy", { time: useCountdown(until) });
}
