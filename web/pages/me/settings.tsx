import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { LanguageSwitch } from "../../frame/language-switch.tsx";
import { Checkbox } from "../../ui/field.tsx";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { previewChoice } from "../home/previews.ts";

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
          <Checkbox
            label={t("previews")}
            hint={t("previewsText")}
            checked={previews}
            onChange={(event) => previewChoice.set(event.target.checked)}
          />
        </Section>
        {account !== null && account !== undefined && (
          <Section title={t("privacy")}>
            <KeepHistory />
          </Section>
        )}
      </div>
    </PageBody>
  );
}

function KeepHistory() {
  const t = useTranslations("viewer.settings");
  const settings = useCall("getHistorySettings");
  const update = useAct("updateHistorySettings", { refreshes: ["getHistorySettings", "listHistory"] });
  return (
    <>
      <Checkbox
        label={t("history")}
        hint={t("historyText")}
        checked={settings.data?.kept ?? true}
        disabled={settings.data === undefined || update.busy}
        onChange={(event) => update.run({ body: { kept: event.target.checked } })}
      />
      <ErrorLine error={update.error} />
    </>
  );
}
