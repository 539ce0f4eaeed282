import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useAct } from "../../api/hooks.ts";
import { setDevicePersonalization, usePersonalization } from "../../api/personalization.ts";
import { ErrorLine } from "../../ui/states.tsx";
import { Switch } from "../../ui/switch.tsx";
import { recentSearches } from "../search/recent-searches.ts";

/** Whether anything of what one looks at and searches for is kept: the account's choice, or a guest's for this device. */
export function PersonalizationSwitch() {
  const t = useTranslations("privacy");
  const account = useAccount();
  const on = usePersonalization();
  const save = useAct("updateAccount", { refreshes: ["getAccount", "getHistorySettings", "listHistory"] });
  const change = (next: boolean) => {
    if (!next) recentSearches.forget();
    if (account === null) setDevicePersonalization(next);
    else save.run({ body: { personalization: next } });
  };
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <div>
          <h2 className="font-semibold">{t("personal")}</h2>
          <p className="text-sm text-muted">
            {t("personalText")} {account === null && t("personalGuest")}
          </p>
        </div>
        <Switch label={t("personal")} on={on} disabled={save.busy || account === undefined} onChange={change} />
      </div>
      <ErrorLine error={save.error} />
    </>
  );
}
