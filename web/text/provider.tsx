import { type ReactNode, useEffect } from "react";
import { IntlProvider } from "use-intl";
import { useDeployment } from "../api/account.ts";
import { useStore } from "../api/store.ts";
import { locale } from "./locale.ts";
import { loadWords, wordsOnScreen } from "./words.ts";

/** Texts and the market's time zone for everything below. Keeps the old language on screen until the new one is here. */
export function TextProvider({ children }: { readonly children: ReactNode }) {
  const wanted = useStore(locale);
  const shown = useStore(wordsOnScreen);
  const timeZone = useDeployment()?.time_zone ?? "Asia/Shanghai";
  useEffect(() => {
    if (wanted !== shown.name) void loadWords();
  }, [wanted, shown.name]);
  useEffect(() => {
    document.documentElement.lang = shown.name;
  }, [shown.name]);
  return (
    <IntlProvider locale={shown.name} messages={shown.messages as never} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
