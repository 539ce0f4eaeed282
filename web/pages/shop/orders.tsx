import { Link } from "@tanstack/react-router";
import { Download, PackageOpen, Printer, Search, Truck } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { remarkFlags, type RemarkFlag } from "../../../contract/order-life.ts";
import { orderStates, type Order } from "../../../contract/orders.ts";
import { limits } from "../../../contract/limits.ts";
import { usePages } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useSearchChoice } from "../work/use-search.ts";
import { BulkShipSheet } from "./bulk-ship.tsx";
import { ExportSheet } from "./export-sheet.tsx";
import { useMyShop } from "./my-shop.ts";
import { OrderRow } from "./order-row.tsx";
import { useOrderExport } from "./order-export.ts";

const look_ms = 15_000;
const tabs = ["to_ship", "unpaid", "shipped", "received", "success", "closed", "all"] as const satisfies readonly (
  | Order["state"]
  | "all"
)[];

interface Filter {
  readonly q: string;
  readonly from: string;
  readonly to: string;
  readonly deadline: "" | "late" | "near";
  readonly flag: "" | Exclude<RemarkFlag, "none">;
}
const noFilter: Filter = { q: "", from: "", to: "", deadline: "", flag: "" };

/** Orders of the shop; those that wait to be shipped first. */
export function ShopOrdersPage() {
  const t = useTranslations("sell.order");
  const words = useTranslations("merchant");
  const states = useTranslations("states.order");
  const asked = useSearchChoice("deadline", ["late", "near"]);
  const [tab, setTab] = useState<(typeof tabs)[number]>("to_ship");
  const [filter, setFilter] = useState<Filter>({ ...noFilter, deadline: asked ?? "" });
  const [shipping, setShipping] = useState(false);
  const [exporting, setExporting] = useState(false);
  const late = useDeferredValue(filter);
  const state = orderStates.find((one) => one === tab);
  const query = queryOf(late, state);
  const files = useOrderExport(query);
  return (
    <>
      <PageTitle title={t("filter")} />
      <FilterBar filter={filter} onChange={setFilter} />
      <div className="mb-3 flex flex-wrap gap-2">
        <Button size="s" icon={<Truck size={16} aria-hidden />} onClick={() => setShipping(true)}>
          {words("orders.bulkShip")}
        </Button>
        <Button size="s" icon={<Download size={16} aria-hidden />} busy={files.busy} onClick={() => setExporting(true)}>
          {files.busy ? words("orders.exporting", { count: files.count }) : words("orders.export")}
        </Button>
      </div>
      <Tabs
        label={t("filter")}
        current={tab}
        onChange={setTab}
        tabs={tabs.map((id) => ({ id, label: id === "all" ? t("all") : states(id) }))}
      >
        <OrderList key={tab} query={query} filtered={Object.values(late).some((value) => value !== "")} />
      </Tabs>
      <ExportSheet open={exporting} onClose={() => setExporting(false)} files={files} />
      <BulkShipSheet open={shipping} onClose={() => setShipping(false)} />
    </>
  );
}

export type OrderQuery = Readonly<Record<string, string>>;

function queryOf(filter: Filter, state: Order["state"] | undefined): OrderQuery {
  const typed = { ...filter, q: filter.q.trim(), ...(state === undefined ? {} : { state }) };
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
}

function FilterBar({ filter, onChange }: { readonly filter: Filter; readonly onChange: (next: Filter) => void }) {
  const t = useTranslations("merchant.filter");
  const remark = useTranslations("sell.remark");
  const flags = useTranslations("order.flags");
  const filtered = filter.from !== "" || filter.to !== "" || filter.deadline !== "" || filter.flag !== "";
  return (
    <div role="search" className="mb-3 grid gap-2">
      <Field
        label={t("search")}
        type="search"
        placeholder={t("searchOrders")}
        value={filter.q}
        maxLength={60}
        onChange={(event) => onChange({ ...filter, q: event.target.value })}
      />
      <details open={filtered}>
        <summary className="inline-flex min-h-9 cursor-pointer items-center gap-1.5 text-sm text-muted hover:text-ink">
          <Search size={15} aria-hidden />
          {t("more")}
        </summary>
        <div className="mt-1 grid grid-cols-2 items-end gap-3 md:grid-cols-4">
          <Field
            label={t("from")}
            type="date"
            value={filter.from}
            onChange={(event) => onChange({ ...filter, from: event.target.value })}
          />
          <Field
            label={t("to")}
            type="date"
            value={filter.to}
            onChange={(event) => onChange({ ...filter, to: event.target.value })}
          />
          <Select
            label={t("deadline")}
            value={filter.deadline}
            onChange={(event) => onChange({ ...filter, deadline: event.target.value as Filter["deadline"] })}
          >
            <option value="">{t("any")}</option>
            <option value="late">{t("late")}</option>
            <option value="near">{t("near")}</option>
          </Select>
          <Select
            label={remark("color")}
            value={filter.flag}
            onChange={(event) => onChange({ ...filter, flag: event.target.value as Filter["flag"] })}
          >
            <option value="">{remark("anyColor")}</option>
            {remarkFlags
              .filter((one) => one !== "none")
              .map((one) => (
                <option key={one} value={one}>
                  {flags(one)}
                </option>
              ))}
          </Select>
          <Button disabled={!filtered} onClick={() => onChange({ ...noFilter, q: filter.q })}>
            {t("clear")}
          </Button>
        </div>
      </details>
    </div>
  );
}

function OrderList({ query, filtered }: { readonly query: OrderQuery; readonly filtered: boolean }) {
  const t = useTranslations("sell.order");
  const words = useTranslations("merchant");
  const shop = useMyShop();
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const pages = usePages("listShopOrders", { params: { shop_id: shop.id }, query }, { refetchInterval: look_ms });
  if (pages.error !== null && pages.items === undefined)
    return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items === undefined) return <RowsSkeleton />;
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon={<PackageOpen size={22} aria-hidden />}
        title={filtered ? words("filter.none") : t("none")}
        text={filtered ? words("filter.noneText") : t("noneText")}
      />
    );
  const shown = pages.items.map(({ id }) => id);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        {chosen === null ? (
          <Button size="s" kind="plain" className="-ml-3" onClick={() => setChosen([])}>
            {words("orders.select")}
          </Button>
        ) : (
          <>
            <Button size="s" onClick={() => setChosen(shown.slice(0, limits.packing_slips_max))}>
              {words("orders.selectAll")}
            </Button>
            {chosen.length > 0 && (
              <Link to="/sell/orders/slips" search={{ ids: chosen.join(",") }} className={buttonClass("solid", "s")}>
                <Printer size={16} aria-hidden />
                {words("orders.print")}
              </Link>
            )}
            <span className="num text-sm text-muted" aria-live="polite">
              {words("orders.selected", { count: chosen.length })}
            </span>
            <Button size="s" kind="plain" onClick={() => setChosen(null)}>
              {words("orders.done")}
            </Button>
          </>
        )}
      </div>
      <ul className="grid gap-2">
        {pages.items.map((order) => (
          <li key={order.id} className="flex items-center gap-2">
            {chosen !== null && (
              <input
                type="checkbox"
                aria-label={words("orders.selectOne", { id: order.id.slice(-8) })}
                className="size-6 shrink-0 accent-ink"
                checked={chosen.includes(order.id)}
                disabled={!chosen.includes(order.id) && chosen.length >= limits.packing_slips_max}
                onChange={(event) =>
                  setChosen(event.target.checked ? [...chosen, order.id] : chosen.filter((id) => id !== order.id))
                }
              />
            )}
            <div className="min-w-0 flex-1">
              <OrderRow order={order} />
            </div>
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}
