import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";
import type { Recap } from "../../../contract/live.ts";
import { useCall } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { useDark } from "../../ui/dark.ts";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { clockText } from "../../ui/time.tsx";
import { PageSkeleton, SignedIn } from "../work/guard.tsx";
import { useParam } from "../work/use-param.ts";

/** The sums follow the events they are made of; after the end only late payments and refunds change them. */

/** What a broadcast came to: net before gross. */
export function RecapPage() {
  const t = useTranslations("studio");
  useDark();
  return (
    <SignedIn title={t("guestTitle")} text={t("guestText")}>
      <RecapBody />
    </SignedIn>
  );
}

const look_ms = 5_000;

function isOver({ session }: Recap): boolean {
  return session.state === "ended" || session.state === "cancelled";
}

function RecapBody() {
  const sessionId = useParam("sessionId");
  // The cockpit kept the sums of the running broadcast; here they are read afresh, and again until it is over.
  const read = useCall(
    "getRecap",
    { params: { session_id: sessionId } },
    { staleTime: 0, refetchInterval: (known) => (known === undefined || isOver(known) ? 0 : look_ms) },
  );
  const settling = read.isFetching && read.data !== undefined && !read.isFetchedAfterMount && !isOver(read.data);
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return read.data === undefined || settling ? <PageSkeleton /> : <RecapOf recap={read.data} />;
}

function RecapOf({ recap }: { readonly recap: Recap }) {
  const t = useTranslations("studio.recap");
  const format = useFormatter();
  const price = usePriceText();
  const { session } = recap;
  const from =
    session.started_at === null
      ? ""
      : format.dateTime(new Date(session.started_at), { dateStyle: "medium", timeStyle: "short" });
  const how =
    session.state !== "ended"
      ? t("notEnded")
      : session.end_reason === "encoder_lost"
        ? t("endedLost")
        : session.end_reason === "operator"
          ? t("endedOperator")
          : null;
  const why = session.stop_reason === null || session.stop_reason === "" ? null : session.stop_reason;
  const cards = [
    { label: t("paid"), value: format.number(recap.orders_paid), text: t("placed", { count: recap.orders_placed }) },
    { label: t("buyers"), value: format.number(recap.buyers_paid), text: t("units", { count: recap.units_paid }) },
    { label: t("viewers"), value: format.number(recap.viewers_total), text: t("peak", { count: recap.viewers_peak }) },
    { label: t("chat"), value: format.number(recap.chat_lines), text: "" },
    { label: t("likes"), value: format.number(recap.likes), text: "" },
  ];
  return (
    <PageBody width="wide">
      <PageHeader
        back="/studio"
        title={session.title}
        lead={t("ran", { from, duration: clockText(recap.duration_ms) })}
        actions={
          <Link to="/studio" className={buttonClass("solid")}>
            {t("again")}
          </Link>
        }
      />
      {how !== null && (
        <p className="mb-4 rounded-m bg-amber/15 px-4 py-3 text-amber-text">
          {how}
          {why !== null && <span className="mt-1 block">{t("stopReason", { reason: why })}</span>}
        </p>
      )}
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-5 lg:grid-cols-7">
        <div className="card col-span-2 p-4 md:col-span-5 lg:col-span-2">
          <dt className="text-sm text-muted">
            {t("net")} · {t("netText")}
          </dt>
          <dd>
            <Price money={recap.gmv_net} className="text-2xl" />
          </dd>
          <dd className="num text-sm text-muted">{t("gross", { amount: price(recap.gmv_gross) })}</dd>
        </div>
        {cards.map((card) => (
          <div key={card.label} className="card p-4">
            <dt className="text-sm text-muted">{card.label}</dt>
            <dd className="num text-xl font-bold">{card.value}</dd>
            {card.text !== "" && <dd className="num text-sm text-muted">{card.text}</dd>}
          </div>
        ))}
      </dl>
      <Section title={t("products")} className="mt-4">
        {recap.products.length === 0 ? (
          <p className="text-muted">{t("noProducts")}</p>
        ) : (
          <ProductTable products={recap.products} />
        )}
      </Section>
    </PageBody>
  );
}

function ProductTable({ products }: Pick<Recap, "products">) {
  const t = useTranslations("studio.recap");
  return (
    <table className="w-full">
      <thead className="text-sm text-muted">
        <tr className="border-b border-line">
          <th scope="col" className="py-2 text-left font-normal">
            {t("product")}
          </th>
          <th scope="col" className="px-3 py-2 text-right font-normal">
            {t("sold")}
          </th>
          <th scope="col" className="py-2 text-right font-normal">
            {t("salesGross")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {products.map((product) => (
          <tr key={product.product_id}>
            <th scope="row" className="py-2.5 text-left font-normal">
              {product.title}
            </th>
            <td className="num px-3 py-2.5 text-right">{product.units_paid}</td>
            <td className="py-2.5 text-right">
              <Price money={product.gmv_gross} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
