import { useLocale, useTranslations } from "use-intl";
import { useAccount } from "../api/account.ts";
import { useAct } from "../api/hooks.ts";
import { chooseLocale } from "../text/locale.ts";
import { Button } from "../ui/button.tsx";

/** Turns to the other language, on this device and, when signed in, for the account. */
export function LanguageSwitch() {
  const t = useTranslations("frame");
  const other = useLocale() === "en" ? "zh-CN" : "en";
  const account = useAccount();
  const update = useAct("updateAccount", { refreshes: ["getAccount"] });
  const turn = () => {
    chooseLocale(other);
    if (account) update.run({ body: { locale: other } });
  };
  return (
    <Button kind="plain" size="s" lang={other} aria-label={t("languageLabel")} onClick={turn}>
      {t("language")}
    </Button>
  );
}
