import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { usePersonalization } from "../../api/personalization.ts";
import { LanguageSwitch } from "../../frame/language-switch.tsx";
import { ThemeSwitch } from "../../frame/theme-switch.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { previewChoice } from "../home/previews.ts";
import { PersonalizationSwitch } from "./personalization-switch.tsx";

/** What this device shows, and what is kept of me. */
export function SettingsPage() {
  const t = useTranslations("viewer.settings");
  const account = useAccount();
  const previews = previewChoice.use();
  return (
    <PageBody>
      <PageHeader title={t("title")} back="/me" />
      <div className="grid gap-4">
        <Section title={t("display")}>
          <div className="flex min-h-11 items-center justify-between">
            <span>{t("language")}</span>
            <LanguageSwitch />
          </div>
          <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 py-2">
            <span>{t("theme")}</span>
            <ThemeSwitch />
          </div>
          <Checkbox
            label={t("previews")}
            hint={t("previewsText")}
            checked={previews}
            onChange={(event) => previewChoice.set(event.target.checked)}
          />
        </Section>
        <Section title={t("privacy")}>
          <div className="grid gap-4">
            <PersonalizationSwitch />
            {account !== null && account !== undefined && <KeepHistory />}
          </div>
        </Section>
      </div>
    </PageBody>
  );
}

function KeepHistory() {
  const t = useTranslations("viewer.settings");
  const personal = usePersonalization();
  const settings = useCall("getHistorySettings");
  const update = useAct("updateHistorySettings", { refreshes: ["getHistorySettings", "listHistory"] });
  return (
    <>
      <Checkbox
        label={t("history")}
        hint={personal ? t("historyText") : t("historyImpersonal")}
        checked={personal && (settings.data?.kept ?? true)}
        disabled={!personal || settings.data === undefined || update.busy}
        onChange={(event) => update.run({ body: { kept: event.target.checked } })}
      />
      <ErrorLine error={update.error} />
    </>
  );
}
