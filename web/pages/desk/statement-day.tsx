import { Link } from "@tanstack/react-router";
import { ChevronLeft, CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { paymentProviders } from "../../../contract/payments.ts";
import {
  differenceRules,
  ReconciliationDay,
  type Reconciliation,
  type ReconciliationDifference,
  type ReconciliationTotals,
} from "../../../contract/reconciliation.ts";
import { useAct, useCall, usePages, useRefresh } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { Section, useTitle } from "../../ui/page.tsx";
import { EmptyState, ErrorLine, ErrorState } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { useParam } from "../work/use-param.ts";
import { collect } from "./collect.ts";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { export_rows_max, ExportButton } from "./export-button.tsx";
import { StatementDifference } from "./statement-difference.tsx";
import { isCompared, isSoFar, StatementBadge, useAmountText } from "./statement-words.tsx";

const look_ms = 10_000;
const look_soon_ms = 1_500;

/** One day of one provider's statement: its sums beside ours, and where they disagree. */
export function StatementDayPage() {
  const provider = oneOf(paymentProviders, useParam("provider"));
  const day = useParam("day");
  const t = useTranslations("statements");
  if (provider === undefined || !ReconciliationDay.safeParse(day).success)
    return <EmptyState title={t("gone")} text={t("noneText")} />;
  return <Day key={`${provider} ${day}`} provider={provider} day={day} />;
}

type Key = Pick<Reconciliation, "provider" | "day">;

function Day({ provider, day }: Key) {
  const t = useTranslations("statements");
  const names = useTranslations("statements.providers");
  const title = `${names(provider)} · ${day}`;
  useTitle(title);
  const params = { provider, day };
  // What the last try was when another one was asked for: it is looked for until there is a newer one.
  const [since, setSince] = useState<string | null>(null);
  const read = useCall(
    "getReconciliation",
    { params },
    { refetchInterval: (known) => (isAwaited(known, since) ? look_soon_ms : look_ms) },
  );
  const refresh = useRefresh();
  const ran_at = read.data?.ran_at;
  useEffect(() => {
    refresh("listReconciliationDifferences");
  }, [ran_at, refresh]);
  const act = useAct("runReconciliation", { refreshes: ["getReconciliation", "listReconciliations"] });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <RowsSkeleton rows={4} />;
  const awaited = isAwaited(read.data, since);
  return (
    <div className="grid gap-4">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <Link
            to="/desk/statements"
            className="-ml-1 inline-flex min-h-8 items-center gap-0.5 text-sm text-muted hover:text-ink"
          >
            <ChevronLeft size={16} aria-hidden />
            {t("title")}
          </Link>
          <h2 className="num flex flex-wrap items-center gap-x-3 gap-y-1 text-xl font-bold">
            {title}
            <StatementBadge day={awaited ? { ...read.data, running: true } : read.data} />
          </h2>
          <RunLine day={read.data} />
        </div>
        <Button
          busy={act.busy || awaited}
          onClick={() => {
            setSince(tryOf(read.data));
            act.run({ params });
          }}
        >
          {t(read.data.tried_at === null ? "compare" : "again")}
        </Button>
      </header>
      <ErrorLine error={act.error} />
      {!awaited && <FailedTry day={read.data} />}
      {read.data.totals !== null && <Totals totals={read.data.totals} />}
      {read.data.ran_at !== null && <Differences day={read.data} />}
    </div>
  );
}

/** Another one for every try, also for one that broke off. */
const tryOf = ({ tried_at, attempts }: Reconciliation): string => `${tried_at ?? ""} ${attempts}`;

function isAwaited(day: Reconciliation | undefined, since: string | null): boolean {
  return day !== undefined && (day.running || tryOf(day) === since);
}

function RunLine({ day }: { readonly day: Reconciliation }) {
  const t = useTranslations("statements");
  const time = useTimeText();
  if (!isCompared(day))
    return day.next_at === null || day.attempts > 0 ? null : (
      <p className="text-sm text-muted">{t("due", { time: time(day.next_at) })}</p>
    );
  return day.ran_at === null ? null : (
    <p className="num text-sm text-muted">
      {t(day.ran_by === null ? "ranByItself" : "ranByHand", { time: time(day.ran_at) })}
    </p>
  );
}

/** What became of the last try, where it compared nothing; what was found before stands below. */
function FailedTry({ day }: { readonly day: Reconciliation }) {
  const t = useTranslations("statements");
  const time = useTimeText();
  if (day.attempts === 0) return null;
  return (
    <p role="status" className="rounded-s border border-amber px-3 py-2">
      <b className="font-semibold">{t(day.reason === null ? "brokeOff" : `reasons.${day.reason}`)}</b>
      <NextTry day={day} />
      {isCompared(day) && day.ran_at !== null && (
        <span className="num block text-sm text-muted">{t("stillShown", { time: time(day.ran_at) })}</span>
      )}
    </p>
  );
}

function NextTry({ day }: { readonly day: Reconciliation }) {
  const t = useTranslations("statements");
  const time = useTimeText();
  return (
    <span className="num block text-sm text-muted">
      {day.next_at === null
        ? t("noNext", { count: day.attempts })
        : t("next", { count: day.attempts, time: time(day.next_at) })}
    </span>
  );
}

function Totals({ totals }: { readonly totals: ReconciliationTotals }) {
  const t = useTranslations("statements");
  const text = useAmountText();
  const cell = "num px-3 py-2 text-right align-baseline whitespace-nowrap";
  return (
    <Section>
      <div className="-mx-1 overflow-x-auto px-1">
        <table className="w-full text-sm">
          <thead className="text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 text-left font-normal">
                <span className="sr-only">{t("what")}</span>
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                {t("there")}
              </th>
              <th scope="col" className={`${cell} font-normal`}>
                {t("here")}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {(["payments", "refunds"] as const).map((what) => {
              const { here, there } = totals[what];
              const same = here.amount === there.amount && here.count === there.count;
              return (
                <tr key={what}>
                  <th scope="row" className="py-2 text-left font-normal">
                    {t(what)}
                  </th>
                  {[there, here].map((side, at) => (
                    <td key={at} className={`${cell} ${same ? "" : "font-semibold text-ember-text"}`}>
                      {text(side.amount, totals.currency)}
                      <span className="block text-xs text-muted">{t("count", { count: side.count })}</span>
                    </td>
                  ))}
                </tr>
              );
            })}
            <tr>
              <th scope="row" className="py-2 text-left font-normal">
                {t("fees")}
              </th>
              <td className={cell}>{text(totals.fees, totals.currency)}</td>
              <td className={`${cell} text-muted`}>—</td>
            </tr>
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Differences({ day }: { readonly day: Reconciliation }) {
  const t = useTranslations("statements");
  const rules = useTranslations("statements.rules");
  const [search, setSearch] = useDeskSearch();
  const rule = oneOf(differenceRules, search.state) ?? "all";
  const params = { provider: day.provider, day: day.day };
  const pages = usePages("listReconciliationDifferences", {
    params,
    query: { limit: 50, ...(rule === "all" ? {} : { rule }) },
  });
  const soFar = isSoFar(day);
  if (day.differences === 0 && day.state === "balanced")
    return (
      <div className="card flex items-center gap-3 p-4">
        <CircleCheck size={22} aria-hidden className={`shrink-0 ${soFar ? "text-muted" : "text-jade"}`} />
        <p>
          <b className="font-semibold">{t(soFar ? "agreesSoFar" : "agrees")}</b>
          <span className="block text-sm text-muted">{t(soFar ? "agreesSoFarText" : "agreesText")}</span>
        </p>
      </div>
    );
  if (day.differences === 0) return null;
  return (
    <Section
      title={t("differences", { count: day.differences })}
      actions={
        <ExportButton
          file={`statement-${day.provider}-${day.day}.csv`}
          head={csvHead}
          rows={async () => {
            const { items, cut } = await collect("listReconciliationDifferences", {}, export_rows_max, params);
            return { rows: items.map(csvRow), cut };
          }}
        />
      }
    >
      {day.differences > 1 && (
        <Chips
          label={t("rule")}
          current={rule}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={(["all", ...differenceRules] as const).map((id) => ({
            id,
            label: id === "all" ? t("states.all") : rules(id),
          }))}
        />
      )}
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <p className="py-3 text-muted">{t("noneState")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {pages.items.map((one) => (
            <StatementDifference key={one.id} day={params} one={one} />
          ))}
        </ul>
      )}
      <More pages={pages} />
    </Section>
  );
}

const csvHead = [
  "rule",
  "kind",
  "movement_id",
  "order_id",
  "shop_id",
  "amount_there_minor",
  "currency_there",
  "state_there",
  "fee_there_minor",
  "payment_id_there",
  "amount_here_minor",
  "currency_here",
  "state_here",
  "booked_minor",
  "payment_id_here",
  "row",
  "row_text",
  "explained",
  "explained_by",
  "explained_at",
];
function csvRow(one: ReconciliationDifference): (string | number | null)[] {
  const { here, there, row, explained } = one;
  return [
    one.rule,
    one.kind,
    one.movement_id,
    one.order_id,
    one.shop_id,
    there?.amount ?? null,
    there?.currency ?? null,
    there?.state ?? null,
    there?.fee ?? null,
    there?.payment_id ?? null,
    here?.amount ?? null,
    here?.currency ?? null,
    here?.state ?? null,
    here?.booked ?? null,
    here?.payment_id ?? null,
    row?.number ?? null,
    row?.text ?? null,
    explained?.remark ?? null,
    explained?.account_id ?? null,
    explained?.at ?? null,
  ];
}
