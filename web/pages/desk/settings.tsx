import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Setting, SettingName } from "../../../contract/settings.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { Section, useTitle } from "../../ui/page.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { ReasonButton } from "./reason-button.tsx";
import { SettingSheet } from "./setting-sheet.tsx";
import { unitOf, useSettingText } from "./setting-text.ts";

/** The market's rules: what holds, who decided it, and what is to come. */
export function SettingsPage() {
  const t = useTranslations("operator.setting");
  const all = useTranslations("operator");
  const [changing, setChanging] = useState<SettingName | null>(null);
  useTitle(all("nav.settings"));
  const read = useCall("listSettings");
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <div className="grid gap-4">
      <p className="text-muted">{t("intro")}</p>
      {read.data === undefined ? (
        <RowsSkeleton rows={6} />
      ) : (
        <ul className="card divide-y divide-line">
          {read.data.data.map((setting) => (
            <li key={setting.name}>
              <Row setting={setting} onChange={() => setChanging(setting.name)} />
            </li>
          ))}
        </ul>
      )}
      <History />
      <SettingSheet
        setting={read.data?.data.find(({ name }) => name === changing) ?? null}
        onClose={() => setChanging(null)}
      />
    </div>
  );
}

function Row({ setting, onChange }: { readonly setting: Setting; readonly onChange: () => void }) {
  const t = useTranslations("operator.setting");
  const all = useTranslations("operator");
  const text = useSettingText();
  const time = useTimeText();
  const { name, last_change, overridden } = setting;
  return (
    <section
      aria-label={t(`names.${name}`)}
      className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)_auto]"
    >
      <div className="min-w-0">
        <h3 className="font-semibold">{t(`names.${name}`)}</h3>
        <p className="text-sm text-muted">{t(`about.${name}`)}</p>
        <p className="text-xs text-muted">
          {t(`bases.${setting.basis}`)} · {setting.basis === "law" && `${setting.source} · `}
          {t("bounds", { min: text(setting.unit, setting.min), max: text(setting.unit, setting.max) })}
        </p>
      </div>
      <div className="min-w-0">
        <p className="num text-lg font-bold">{text(setting.unit, setting.value)}</p>
        {last_change === null ? (
          <p className="text-sm text-muted">{t("usual", { value: text(setting.unit, setting.default) })}</p>
        ) : (
          <p className="text-sm break-words text-muted">
            {all("byWhom", { name: last_change.by.name, time: time(last_change.valid_from) })} · {last_change.reason}
          </p>
        )}
        {overridden !== null && (
          <p className="text-sm text-amber-text">
            {t("overridden", { by: overridden.by, value: text(setting.unit, overridden.value) })}
          </p>
        )}
        {setting.scheduled.map((change) => (
          <div
            key={change.id}
            className="mt-1.5 flex flex-wrap items-center justify-between gap-2 rounded-s bg-wash px-2.5 py-1.5"
          >
            <p className="min-w-0 text-sm break-words">
              <b className="font-semibold">
                {t("scheduled", { to: text(setting.unit, change.to), time: time(change.valid_from) })}
              </b>
              <span className="block text-muted">
                {t("scheduledBy", { name: change.by.name, reason: change.reason })}
              </span>
            </p>
            <ReasonButton
              route="withdrawSettingChange"
              options={(reason) => ({ params: { change_id: change.id }, body: { reason } })}
              refreshes={["listSettings", "listSettingChanges", "listAudit"]}
              label={t("withdraw")}
              title={t("withdrawTitle")}
              text={t("withdrawText")}
              action={t("withdraw")}
            />
          </div>
        ))}
      </div>
      <div className="justify-self-end">
        <Button size="s" aria-label={`${t("change")}: ${t(`names.${name}`)}`} onClick={onChange}>
          {t("change")}
        </Button>
      </div>
    </section>
  );
}

const changeTones = { scheduled: "soon", begun: "good", withdrawn: "quiet" } as const;

function History() {
  const t = useTranslations("operator.setting");
  const text = useSettingText();
  const pages = usePages("listSettingChanges", { query: { limit: 20 } });
  return (
    <Section title={t("history")}>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton rows={3} />
      ) : pages.items.length === 0 ? (
        <p className="text-muted">{t("historyNone")}</p>
      ) : (
        <ol className="divide-y divide-line">
          {pages.items.map((change) => (
            <li
              key={change.id}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-2.5 md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.6fr)_170px_90px]"
            >
              <span className="font-semibold">{t(`names.${change.name}`)}</span>
              <span className="num order-2 col-span-2 md:order-none md:col-span-1">
                {t("diff", {
                  from: text(unitOf(change.name), change.from),
                  to: text(unitOf(change.name), change.to),
                })}
              </span>
              <span className="order-3 col-span-2 min-w-0 text-sm break-words text-muted md:order-none md:col-span-1">
                {change.by.name}: {change.reason}
              </span>
              <span className="order-4 text-sm text-muted md:order-none">
                <Time at={change.valid_from} />
              </span>
              <span className="order-1 justify-self-end md:order-none">
                <StateBadge tone={changeTones[change.state]}>{t(`states.${change.state}`)}</StateBadge>
              </span>
            </li>
          ))}
        </ol>
      )}
      <More pages={pages} />
    </Section>
  );
}
