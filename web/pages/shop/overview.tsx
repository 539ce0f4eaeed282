import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { ShopOverview } from "../../../contract/shop-desk.ts";
import { useDeployment } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { Chart } from "../../ui/chart.tsx";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { useNow, useTimeText } from "../../ui/time.tsx";
import { useZoneText } from "../../ui/use-zone-text.ts";
import { Chips } from "../work/chips.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { marketDay, percentChange, periodFor, type PeriodName } from "./market-day.ts";
import { useMyShop } from "./my-shop.ts";
import { OnAirNow } from "./on-air-now.tsx";
import { StartList, ToDoList } from "./to-do.tsx";

const periods = ["today", "week", "month"] as const;
const look_ms = 30_000;

/** The first page of the desk: what waits, what was sold, and, for a new shop, the way to its first order. */
export function OverviewPage() {
  const t = useTranslations("merchant");
  const shop = useMyShop();
  return (
    <div className="grid gap-4">
      <PageTitle title={t("nav.overview")} />
      <OnAirNow />
      <StartList shop={shop} />
      <ToDoList shop={shop} />
      {shop.my_permissions.includes("money") ? (
        <Sales />
      ) : (
        <p className="text-sm text-muted">{t("overview.noMoney")}</p>
      )}
    </div>
  );
}

function Sales() {
  const t = useTranslations("merchant.overview");
  const shop = useMyShop();
  const zone = useDeployment()?.time_zone;
  const [name, setName] = useState<PeriodName>("today");
  const now = useNow(60_000);
  const today = zone === undefined ? undefined : marketDay(now, zone);
  const read = useCall(
    "getShopOverview",
    { params: { shop_id: shop.id }, query: periodFor(name, today ?? "2026-01-01") },
    { enabled: today !== undefined, refetchInterval: look_ms },
  );
  return (
    <section className="grid gap-4">
      <Chips
        label={t("period")}
        current={name}
        onChange={setName}
        options={periods.map((id) => ({ id, label: t(id) }))}
      />
      {read.error !== null && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data === undefined ? (
        <SalesSkeleton />
      ) : (
        <Numbers overview={read.data} name={name} />
      )}
    </section>
  );
}

function SalesSkeleton() {
  return (
    <>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        {periods.map((id) => (
          <Skeleton key={id} className="h-28" />
        ))}
      </div>
      <Skeleton className="h-72" />
    </>
  );
}

function Numbers({ overview, name }: { readonly overview: ShopOverview; readonly name: PeriodName }) {
  const t = useTranslations("merchant.overview");
  const zoneText = useZoneText();
  const time = useTimeText();
  const { now, before } = overview;
  const change = (a: number, b: number | undefined) =>
    b === undefined ? null : <Change now={a} before={b} name={name} />;
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-6">
        <Figure wide label={t("net")} about={t("netIs")} note={change(now.net.amount, before?.net.amount)}>
          <Price money={now.net} className="text-2xl" />
        </Figure>
        <Figure wide label={t("gross")} about={t("grossIs")} note={change(now.gross.amount, before?.gross.amount)}>
          <Price money={now.gross} className="text-xl" />
        </Figure>
        <Figure wide label={t("refunds")} about={t("refundsIs", { count: now.refunds })}>
          <Price money={now.refunded} className="text-xl" />
        </Figure>
        <Figure label={t("orders")} about={t("ordersIs")} note={change(now.orders, before?.orders)}>
          <Count value={now.orders} />
        </Figure>
        <Figure label={t("units")} about={t("unitsIs")} note={change(now.units, before?.units)}>
          <Count value={now.units} />
        </Figure>
        <Figure label={t("buyers")} about={t("buyersIs")} note={change(now.buyers, before?.buyers)}>
          <Count value={now.buyers} />
        </Figure>
      </dl>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <Section title={t("chart")}>
          <SalesChart overview={overview} />
        </Section>
        <TopProducts overview={overview} />
      </div>
      <p data-varies className="num text-xs text-muted">
        {t("zone", { zone: zoneText(overview.time_zone), time: time(overview.as_of) })}
      </p>
    </>
  );
}

function Count({ value }: { readonly value: number }) {
  const format = useFormatter();
  return <span className="num text-xl font-bold">{format.number(value)}</span>;
}

function Figure({
  label,
  about,
  note,
  wide = false,
  children,
}: {
  readonly label: string;
  readonly about: string;
  readonly note?: React.ReactNode;
  readonly wide?: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={`card min-w-0 p-4 lg:col-span-2 ${wide ? "first:col-span-2" : ""}`}>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="min-w-0 overflow-x-auto">
        {children}
        {note !== undefined && note !== null && <p className="mt-0.5 text-sm">{note}</p>}
        <p className="mt-1 text-xs text-muted">{about}</p>
      </dd>
    </div>
  );
}

function Change({ now, before, name }: { readonly now: number; readonly before: number; readonly name: PeriodName }) {
  const t = useTranslations("merchant.overview");
  const words = { before: t(`before.${name}`) };
  const percent = percentChange(now, before);
  if (percent === null) return <span className="text-muted">{t("noBefore", words)}</span>;
  if (now === before) return <span className="text-muted">{t("even", words)}</span>;
  return now > before ? (
    <span className="text-jade">{t("up", { ...words, percent: String(percent) })}</span>
  ) : (
    <span className="text-amber-text">{t("down", { ...words, percent: String(percent) })}</span>
  );
}

function SalesChart({ overview }: { readonly overview: ShopOverview }) {
  const t = useTranslations("merchant.overview");
  const price = usePriceText();
  const format = useFormatter();
  const { currency } = overview.now.net;
  const input = useMemo(() => {
    const { points, before_points, grain } = overview;
    const longest = before_points.length > points.length ? before_points : points;
    const nameOf = (at: string) =>
      grain === "hour"
        ? format.dateTime(new Date(at), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
        : format.dateTime(new Date(at), { month: "numeric", day: "numeric" });
    return {
      labels: longest.map((point, at) => nameOf((points[at] ?? point).at)),
      series: [
        { name: t("chartNow"), values: longest.map((_, at) => points[at]?.net ?? null), tone: "ink" as const },
        ...(before_points.length === 0
          ? []
          : [
              {
                name: t("chartBefore"),
                values: longest.map((_, at) => before_points[at]?.net ?? null),
                tone: "muted" as const,
                dashed: true,
              },
            ]),
      ],
    };
  }, [overview, format, t]);
  return (
    <Chart
      kind="line"
      {...input}
      label={t("chartLabel", { amount: price(overview.now.net) })}
      labelsName={t("time")}
      empty={t("empty")}
      format={(amount) => price({ amount, currency })}
      formatShort={(amount) => format.number(amount / 100, { notation: "compact" })}
    />
  );
}

function TopProducts({ overview }: { readonly overview: ShopOverview }) {
  const t = useTranslations("merchant.overview");
  return (
    <Section title={t("top")}>
      {overview.top_products.length === 0 ? (
        <p className="text-sm text-muted">{t("topNone")}</p>
      ) : (
        <>
          <ol className="grid gap-1">
            {overview.top_products.map((product) => (
              <li key={product.product_id}>
                <Link
                  to="/sell/products/$productId"
                  params={{ productId: product.product_id }}
                  className="-mx-2 flex min-h-14 items-center gap-3 rounded-s px-2 hover:bg-wash"
                >
                  <Picture picture={product.picture} alt="" size="small" className="size-11 shrink-0 rounded-s" />
                  <span className="grid min-w-0 flex-1">
                    <span className="truncate font-semibold">{product.title}</span>
                    <span className="num text-sm text-muted">{t("sold", { count: product.units })}</span>
                  </span>
                  <Price money={product.net} />
                </Link>
              </li>
            ))}
          </ol>
          <p className="mt-2 text-xs text-muted">{t("topIs")}</p>
        </>
      )}
    </Section>
  );
}
