import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";
import type { LiveSession, Recap } from "../../../contract/live.ts";
import { useCall } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { useDark } from "../../ui/dark.ts";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { clockText } from "../../ui/time.tsx";
import { PageSkeleton, SignedIn } from "../work/guard.tsx";
import { Compare } from "./compare.tsx";
import { PaceChart } from "./pace-chart.tsx";
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
  const more = useTranslations("cockpit.recap");
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
          : session.end_reason === "shop"
            ? more("endedShop")
            : null;
  const why = session.stop_reason === null || session.stop_reason === "" ? null : session.stop_reason;
  const cards = [
    { label: t("paid"), value: format.number(recap.orders_paid), text: t("placed", { count: recap.orders_placed }) },
    { label: t("buyers"), value: format.number(recap.buyers_paid), text: t("units", { count: recap.units_paid }) },
    { label: t("viewers"), value: format.number(recap.viewers_total), text: t("peak", { count: recap.viewers_peak }) },
    { label: t("chat"), value: format.number(recap.chat_lines), text: "" },
    { label: t("likes"), value: format.number(recap.likes), text: "" },
    { label: more("followers"), value: format.number(recap.followers_new), text: more("followersWhat") },
  ];
  return (
    <PageBody width="wide">
      <PageHeader
        back="/studio"
        title={session.title}
        lead={t("ran", { from, duration: clockText(recap.duration_ms) })}
        actions={
          <Link to="/studio" className={buttonClass("quiet")}>
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
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-8">
        <div className="card col-span-2 p-4 md:col-span-3 lg:col-span-2">
          <dt className="text-sm text-muted">
            {t("net")} · {t("netText")}
          </dt>
          <dd>
            <Price money={recap.gmv_net} className="text-2xl" />
          </dd>
          <dd className="num text-sm text-muted">{t("gross", { amount: price(recap.gmv_gross) })}</dd>
          <dd className="mt-1 text-xs text-muted">{more("netWhat")}</dd>
        </div>
        {cards.map((card) => (
          <div key={card.label} className="card p-4">
            <dt className="text-sm text-muted">{card.label}</dt>
            <dd className="num text-xl font-bold">{card.value}</dd>
            {card.text !== "" && <dd className="num text-sm text-muted">{card.text}</dd>}
          </div>
        ))}
      </dl>
      <p className="mt-2 text-xs text-muted">{more("viewersWhat")}</p>
      <div className="mt-4 grid gap-4 lg:grid-cols-[minmax(0,1fr)_340px] lg:items-start">
        <div className="grid min-w-0 gap-2">
          <PaceChart minutes={recap.minutes} title={more("pace")} hint="" />
          <p className="px-1 text-xs text-muted">{more("paceHint")}</p>
        </div>
        <div className="grid gap-4">
          <Compare recap={recap} />
          {session.state === "ended" && <NextSession />}
        </div>
      </div>
      <Section title={t("products")} className="mt-4">
        {recap.products.length === 0 ? (
          <p className="text-muted">{t("noProducts")}</p>
        ) : (
          <ProductTable products={recap.products} />
        )}
      </Section>
      <OpenQuestions session={session} />
    </PageBody>
  );
}

function ProductTable({ products }: Pick<Recap, "products">) {
  const t = useTranslations("studio.recap");
  const more = useTranslations("cockpit.recap");
  const price = usePriceText();
  return (
    <table className="w-full">
      <thead className="text-sm text-muted">
        <tr className="border-b border-line">
          <th scope="col" className="py-2 text-left font-normal">
            {t("product")}
          </th>
          <th scope="col" className="py-2 text-right font-normal">
            {more("shown")}
          </th>
          <th scope="col" className="px-3 py-2 text-right font-normal">
            {t("sold")}
          </th>
          <th scope="col" className="py-2 text-right font-normal">
            {more("salesNet")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {products.map((product) => (
          <tr key={product.product_id}>
            <th scope="row" className="py-2.5 text-left font-normal">
              {product.title}
            </th>
            <td className="num py-2.5 text-right text-muted">{clockText(product.shown_ms)}</td>
            <td className="num px-3 py-2.5 text-right">{product.units_paid}</td>
            <td className="py-2.5 text-right">
              <Price money={product.gmv_net} />
              {product.gmv_gross.amount !== product.gmv_net.amount && (
                <span className="num block text-xs text-muted">{t("gross", { amount: price(product.gmv_gross) })}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whoever liked this one is easiest to reach now. */
function NextSession() {
  const t = useTranslations("cockpit.recap");
  return (
    <Section title={t("nextTitle")}>
      <p className="mb-3 text-muted">{t("nextText")}</p>
      <Link to="/studio/plan" className={buttonClass("solid", "m", true)}>
        {t("plan")}
      </Link>
    </Section>
  );
}

/** What people asked and nobody answered by name: worth a word next time. */
function OpenQuestions({ session }: { readonly session: LiveSession }) {
  const t = useTranslations("cockpit.recap");
  const read = useCall("listOpenQuestions", { params: { session_id: session.id } });
  if (read.data === undefined) return null;
  return (
    <Section title={t("questions")} className="mt-4">
      {read.data.data.length === 0 ? (
        <p className="text-muted">{t("noQuestions")}</p>
      ) : (
        <>
          <p className="-mt-2 mb-2 text-sm text-muted">{t("questionsText")}</p>
          <ul className="divide-y divide-line">
            {read.data.data.map((line) => (
              <li key={line.id} className="py-2">
                <b className="font-semibold">{line.name}</b> {line.text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
