import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCall } from "../../api/hooks.ts";
import { Section } from "../../ui/page.tsx";
import { useTimeText } from "../../ui/time.tsx";

/** What the checks that run by themselves say. */
export function Watched() {
  const t = useTranslations("payouts.desk");
  const time = useTimeText();
  const { data } = useCall("getLedgerHealth", {}, { refetchInterval: 30_000 });
  if (data === undefined) return null;
  const at = (check: typeof data.full): string => (check === null ? t("notYet") : time(check.at));
  return (
    <Section title={t("watched")}>
      <p
        className={`inline-flex items-center gap-1.5 font-semibold ${data.ok ? "text-jade" : "text-ember-text"}`}
        role="status"
      >
        {data.ok ? <CircleCheck size={18} aria-hidden /> : <CircleAlert size={18} aria-hidden />}
        {data.ok ? t("well") : t("wrong", { count: data.problems.length })}
      </p>
      <p className="num mt-0.5 flex flex-wrap gap-x-3 text-sm text-muted">
        <span>{t("recent", { time: at(data.recent) })}</span>
        <span>{t("full", { time: at(data.full) })}</span>
      </p>
      {data.problems.length > 0 && (
        <ul className="mt-3 grid gap-1.5">
          {data.problems.map((problem) => (
            <li
              key={`${problem.rule} ${problem.detail}`}
              className="rounded-s border border-ember-text/40 px-3 py-2 text-sm"
            >
              <b className="font-semibold text-ember-text">{problem.rule}</b>{" "}
              <span className="font-mono text-xs">{problem.detail}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
