import { ReceiptText } from "lucide-react";
import { useRef, useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { orderStates, type Order } from "../../../contract/orders.ts";
import { usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { useTitle } from "../../ui/page.tsx";
import { Price } from "../../ui/price.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { orderTones } from "../work/order-tone.ts";
import { DayField } from "./day-field.tsx";
import { dayStart } from "./day-start.ts";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { FilterTag } from "./filter-tag.tsx";
import { FilterField, matches } from "./filter-field.tsx";
import { OrderSheet } from "./order-sheet.tsx";
import { ShopTag } from "./shop-tag.tsx";

const look_ms = 15_000;

/** All orders of the market. Enter opens one. */
export function AllOrdersPage() {
  const t = useTranslations("desk.order");
  const desk = useTranslations("desk");
  const states = useTranslations("states.order");
  const filters = useTranslations("operator.order");
  const [search, setSearch] = useDeskSearch();
  const state = oneOf(orderStates, search.state) ?? "all";
  const { shop, buyer, open: openId } = search;
  const [wanted, setWanted] = useState("");
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(desk("orders"));
  const zone = useTimeZone() ?? "UTC";
  const from = dayStart(search.from, zone);
  const until = dayStart(search.until, zone, 1);
  const pages = usePages(
    "listAllOrders",
    {
      query: {
        limit: 50,
        ...(state === "all" ? {} : { state }),
        ...(buyer === undefined
          ? {
              ...(shop === undefined ? {} : { shop_id: shop }),
              ...(from === undefined ? {} : { from }),
              ...(until === undefined ? {} : { until }),
            }
          : { buyer_id: buyer }),
      },
    },
    { refetchInterval: look_ms },
  );
  const shown = pages.items?.filter((order) =>
    matches(wanted, [
      order.id,
      order.shop.name,
      order.buyer_name,
      order.shipment?.tracking_number,
      ...order.lines.map(({ title }) => title),
    ]),
  );
  return (
    <div ref={list}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <Chips
          label={t("state")}
          current={state}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={(["all", ...orderStates] as const).map((id) => ({
            id,
            label: id === "all" ? t("all") : states(id),
          }))}
        />
        <FilterField value={wanted} onChange={setWanted} />
        <div className="flex w-full flex-wrap items-end gap-2">
          {shop !== undefined && <ShopTag id={shop} onClear={() => setSearch({ shop: undefined })} />}
          {buyer !== undefined && (
            <FilterTag
              label={filters("buyer", { name: pages.items?.[0]?.buyer_name ?? `…${buyer.slice(-8)}` })}
              onClear={() => setSearch({ buyer: undefined })}
            />
          )}
          {buyer === undefined && (
            <>
              <DayField label={filters("from")} value={search.from} onChange={(day) => setSearch({ from: day })} />
              <DayField label={filters("until")} value={search.until} onChange={(day) => setSearch({ until: day })} />
            </>
          )}
        </div>
      </div>
      {pages.error !== null && shown === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : shown === undefined ? (
        <RowsSkeleton rows={8} />
      ) : shown.length === 0 ? (
        <EmptyState icon={<ReceiptText size={22} aria-hidden />} title={t("none")} />
      ) : (
        <ul className="card divide-y divide-line overflow-hidden">
          {shown.map((order) => (
            <li key={order.id}>
              <Row order={order} onOpen={() => setSearch({ open: order.id })} />
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
      <OrderSheet order_id={openId ?? null} onClose={() => setSearch({ open: undefined })} />
    </div>
  );
}

function Row({ order, onOpen }: { readonly order: Order; readonly onOpen: () => void }) {
  const t = useTranslations("desk.order");
  const states = useTranslations("states");
  const first = order.lines[0];
  return (
    <button
      type="button"
      data-row
      aria-label={t("open", { id: order.id })}
      onClick={onOpen}
      className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2 text-left hover:bg-wash focus-visible:-outline-offset-2 md:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_100px_160px_112px] md:gap-x-6"
    >
      <span className="order-3 min-w-0 truncate text-sm text-muted md:order-none">
        {order.shop.name} · {order.buyer_name}
      </span>
      <span className="min-w-0 truncate">
        {first === undefined ? "" : `${first.title} · ${first.variant_title} × ${first.quantity}`}
        <span className="hidden font-mono text-xs text-muted md:block">…{order.id.slice(-8)}</span>
      </span>
      <span className="text-right">
        <Price money={order.total} />
      </span>
      <span className="hidden text-sm text-muted md:block">
        <Time at={order.created_at} />
      </span>
      <span className="order-4 justify-self-end md:order-none">
        <StateBadge tone={orderTones[order.state]}>
          {order.close_reason === null ? states(`order.${order.state}`) : states(`closeReason.${order.close_reason}`)}
        </StateBadge>
      </span>
    </button>
  );
}
