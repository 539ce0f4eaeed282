import { useLocale, useTranslations } from "use-intl";
import { currencies } from "../../../contract/money.ts";
import type { Reconciliation } from "../../../contract/reconciliation.ts";
import { priceText } from "../../text/money.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";

/** An amount in minor units, also of a currency that this market does not know. */
export function useAmountText(): (amount: number, currency: string) => string {
  const locale = useLocale();
  return (amount, currency) => {
    const known = currencies.find((one) => one === currency);
    return known === undefined
      ? `${(amount / 100).toFixed(2)} ${currency}`
      : priceText({ amount, currency: known }, locale);
  };
}

/** How a day stands, in one word and a number. */
export function StatementBadge({ day }: { readonly day: Reconciliation }) {
  const t = useTranslations("statements");
  const [tone, text] = standingOf(day);
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <StateBadge tone={tone}>
        {text === "open" ? t("openCount", { count: day.unexplained }) : t(`standing.${text}`)}
      </StateBadge>
      {day.state === "differs" && !day.running && isSoFar(day) && (
        <StateBadge tone="quiet">{t("standing.notOver")}</StateBadge>
      )}
      {isCompared(day) && !day.running && day.attempts > 0 && (
        <StateBadge tone="soon">{t("standing.tryFailed")}</StateBadge>
      )}
    </span>
  );
}

/** Whether what a day shows was found by comparing it. */
export const isCompared = ({ state }: Reconciliation): boolean => state === "balanced" || state === "differs";

/** True where it was compared before the day was over: what came after has not been looked at. */
export const isSoFar = ({ ran_at, until }: Pick<Reconciliation, "ran_at" | "until">): boolean =>
  ran_at !== null && ran_at < until;

type Standing = "waiting" | "running" | "balanced" | "soFar" | "explained" | "unfetched" | "open";
export function standingOf(day: Reconciliation): [Tone, Standing] {
  if (day.running) return ["quiet", "running"];
  switch (day.state) {
    case "waiting":
      return ["quiet", "waiting"];
    case "balanced":
      return isSoFar(day) ? ["quiet", "soFar"] : ["good", "balanced"];
    case "unfetched":
      return ["soon", "unfetched"];
    case "differs":
      return day.unexplained > 0 ? ["bad", "open"] : ["quiet", "explained"];
  }
}
