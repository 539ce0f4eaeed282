import { ArrowDown, ArrowUp } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { Recap } from "../../../contract/live.ts";
import { classNames } from "../../ui/class-names.ts";
import { Section } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { clockText, useTimeText } from "../../ui/time.tsx";

/** This broadcast beside the one before: both numbers and which way it went, no judgement. */
export function Compare({ recap }: { readonly recap: Recap }) {
  const t = useTranslations("cockpit.recap");
  const words = useTranslations("studio.recap");
  const live = useTranslations("studio.live");
  const format = useFormatter();
  const price = usePriceText();
  const time = useTimeText();
  const before = recap.previous;
  if (before === null) return <p className="card p-4 text-sm text-muted">{t("first")}</p>;
  const money = (amount: number) => price({ ...before.gmv_net, amount });
  const rows = [
    { label: t("salesNet"), now: recap.gmv_net.amount, earlier: before.gmv_net.amount, text: money },
    { label: words("paid"), now: recap.orders_paid, earlier: before.orders_paid, text: format.number },
    { label: words("viewers"), now: recap.viewers_total, earlier: before.viewers_total, text: format.number },
    { label: live("onAir"), now: recap.duration_ms, earlier: before.duration_ms, text: clockText },
  ];
  return (
    <Section title={t("compare", { title: before.title, date: time(before.started_at) })}>
      <dl className="grid gap-2 text-sm">
        {rows.map(({ label, now, earlier, text }) => (
          <div key={label} className="flex items-baseline justify-between gap-3">
            <dt className="text-muted">{label}</dt>
            <dd className="num flex items-center gap-1.5">
              <span className="text-muted">{text(earlier)}</span>
              <Way now={now} before={earlier} same={t("same")} />
              <b className="font-semibold">{text(now)}</b>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Way({ now, before, same }: { readonly now: number; readonly before: number; readonly same: string }) {
  if (now === before) return <span className="text-xs text-muted">{same}</span>;
  const Icon = now > before ? ArrowUp : ArrowDown;
  return <Icon size={14} aria-hidden className={classNames(now > before ? "text-jade" : "text-amber-text")} />;
}
