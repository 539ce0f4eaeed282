import { Link } from "@tanstack/react-router";
import { FileCheck2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { paymentProviders, type PaymentProviderName } from "../../../contract/payments.ts";
import { reconciliationStates, type Reconciliation } from "../../../contract/reconciliation.ts";
import { useDeployment } from "../../api/account.ts";
import { useAct, useCall, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { More } from "../../ui/more.tsx";
import { Section, useTitle } from "../../ui/page.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { EmptyState, ErrorLine, ErrorState } from "../../ui/states.tsx";
import { useNow } from "../../ui/time.tsx";
import { dayAfter, marketDay } from "../shop/market-day.ts";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { StatementBadge, useAmountText } from "./statement-words.tsx";

/** What each payment provider says moved on each day, compared with our books. */
export function StatementsPage() {
  const t = useTranslations("statements");
  useTitle(t("title"));
  const [search, setSearch] = useDeskSearch();
  const state = oneOf(reconciliationStates, search.state) ?? "all";
  const provider = oneOf(paymentProviders, search.area);
  const pages = usePages(
    "listReconciliations",
    { query: { limit: 50, ...(state === "all" ? {} : { state }), ...(provider === undefined ? {} : { provider }) } },
    { refetchInterval: 10_000 },
  );
  const all = useProviders();
  const names = useTranslations("statements.providers");
  return (
    <Section title={t("title")} actions={<CompareADay providers={all} />}>
      <p className="mb-3 max-w-prose text-sm text-muted">{t("text")}</p>
      <div className="mb-2 grid gap-1">
        <Chips
          label={t("state")}
          current={state}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={(["all", ...reconciliationStates] as const).map((id) => ({ id, label: t(`states.${id}`) }))}
        />
        {all.length > 1 && (
          <Chips
            label={t("provider")}
            current={provider ?? "all"}
            onChange={(next) => setSearch({ area: next === "all" ? undefined : next })}
            options={(["all", ...all] as const).map((id) => ({
              id,
              label: id === "all" ? t("everyProvider") : names(id),
            }))}
          />
        )}
      </div>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <EmptyState
          icon={<FileCheck2 size={22} aria-hidden />}
          title={t(state === "all" ? "none" : "noneState")}
          text={t("noneText")}
        />
      ) : (
        <ul className="divide-y divide-line">
          {pages.items.map((day) => (
            <Row key={`${day.provider} ${day.day}`} day={day} />
          ))}
        </ul>
      )}
      <More pages={pages} />
    </Section>
  );
}

/** Whom buyers can pay through here. */
function useProviders(): readonly PaymentProviderName[] {
  const options = useCall("listPaymentOptions").data?.data ?? [];
  return [...new Set(options.map((option) => option.provider))];
}

function Row({ day }: { readonly day: Reconciliation }) {
  const t = useTranslations("statements");
  const names = useTranslations("statements.providers");
  const text = useAmountText();
  const { totals } = day;
  return (
    <li>
      <Link
        to={`/desk/statements/${day.provider}/${day.day}`}
        className="-mx-2 flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-s px-2 py-3 hover:bg-wash"
      >
        <span className="min-w-0">
          <span className="num font-semibold">{day.day}</span> <span>{names(day.provider)}</span>
          {totals !== null && (
            <span className="num block text-sm text-muted">
              {t("sums", {
                payments: totals.payments.there.count,
                paid: text(totals.payments.there.amount, totals.currency),
                refunds: totals.refunds.there.count,
                refunded: text(totals.refunds.there.amount, totals.currency),
              })}
            </span>
          )}
        </span>
        <StatementBadge day={day} />
      </Link>
    </li>
  );
}

/** A day that is not in the list, or should be fetched again. */
function CompareADay({ providers }: { readonly providers: readonly PaymentProviderName[] }) {
  const t = useTranslations("statements");
  const names = useTranslations("statements.providers");
  const zone = useDeployment()?.time_zone ?? "UTC";
  const today = marketDay(useNow(60_000), zone);
  const yesterday = dayAfter(today, -1);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<PaymentProviderName | null>(null);
  const [day, setDay] = useState("");
  const provider = chosen ?? providers[0];
  const act = useAct("runReconciliation", {
    refreshes: ["listReconciliations", "getReconciliation"],
    onDone: () => setOpen(false),
  });
  if (provider === undefined) return null;
  return (
    <>
      <Button size="s" onClick={() => (act.reset(), setOpen(true))}>
        {t("compareDay")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("compareDay")}>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            act.run({ params: { provider, day: day === "" ? yesterday : day } });
          }}
        >
          {providers.length > 1 && (
            <Chips
              label={t("provider")}
              current={provider}
              onChange={setChosen}
              options={providers.map((id) => ({ id, label: names(id) }))}
            />
          )}
          <Field
            label={t("day")}
            type="date"
            max={today}
            value={day === "" ? yesterday : day}
            onChange={(event) => setDay(event.target.value)}
          />
          <p className="text-sm text-muted">{t("dayText")}</p>
          <ErrorLine error={act.error} />
          <Button kind="solid" type="submit" busy={act.busy}>
            {t("compare")}
          </Button>
        </form>
      </Sheet>
    </>
  );
}
