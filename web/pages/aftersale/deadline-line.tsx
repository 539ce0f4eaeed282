import { useTranslations } from "use-intl";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { clockText, useNow, useTimeText } from "../../ui/time.tsx";

const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;

/** How long there is left, in days and hours; on the last day as a clock that runs. */
export function useLeft(until: string): string {
  const t = useTranslations("aftersale");
  const left_ms = Math.max(0, Date.parse(until) - useNow());
  if (left_ms < day_ms) return t("left", { time: clockText(left_ms) });
  return t("leftDays", { days: Math.floor(left_ms / day_ms), hours: Math.floor((left_ms % day_ms) / hour_ms) });
}

/** Until when, what happens then, and how long that is. */
export function DeadlineLine({ deadline }: { readonly deadline: NonNullable<Aftersale["deadline"]> }) {
  const t = useTranslations("aftersale");
  const time = useTimeText();
  const left = useLeft(deadline.at);
  const outcome = t(`outcomes.${deadline.action as keyof typeof outcomes}`);
  return (
    <div data-varies className="mt-2">
      <p className="num text-md font-semibold text-amber-text">{left}</p>
      <p className="num text-sm text-muted">{t("deadline", { time: time(deadline.at), outcome })}</p>
    </div>
  );
}

/** Until when both sides may show what they have, and what comes then. */
export function EvidenceLine({
  aftersale,
  viewer,
}: {
  readonly aftersale: Pick<Aftersale, "evidence_until" | "deadline">;
  readonly viewer: "buyer" | "seller" | "operator";
}) {
  const t = useTranslations("aftersale");
  const time = useTimeText();
  const until = aftersale.evidence_until ?? "";
  const left = useLeft(until);
  return (
    <div data-varies className="mt-2">
      <p className="num text-md font-semibold text-amber-text">{t("evidenceLeft", { left })}</p>
      <p className="num text-sm text-muted">
        {t(`evidenceUntil.${viewer}`, { time: time(until), deadline: time(aftersale.deadline?.at ?? until) })}
      </p>
    </div>
  );
}

/** What can happen by itself. */
const outcomes = {
  agree: true,
  decline: true,
  lapse: true,
  rule_for_buyer: true,
  execute: true,
  receive: true,
  confirm_exchange: true,
} as const;
