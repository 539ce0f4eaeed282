import { type ReactNode, useEffect, useState } from "react";
import { IntlProvider } from "use-intl";
import { useDeployment } from "../api/account.ts";
import { useStore } from "../api/store.ts";
import type { Messages } from "./en.ts";
import { locale, type Locale } from "./locale.ts";

/** Fetches the texts of one language; the other language is not downloaded. */
export async function loadMessages(name: Locale): Promise<Messages> {
  if (name === "en") return (await import("./en.ts")).en;
  return (await import("./zh-cn.ts")).zhCN;
}

interface Props {
  readonly initial: Messages;
  readonly children: ReactNode;
}

/** Texts and the market's time zone for everything below. Keeps the old language on screen until the new one is here. */
export function TextProvider({ initial, children }: Props) {
  const wanted = useStore(locale);
  const [shown, setShown] = useState({ name: wanted, messages: initial });
  const timeZone = useDeployment()?.time_zone ?? "Asia/Shanghai";
  useEffect(() => {
    let current = true;
    if (wanted !== shown.name)
      void loadMessages(wanted).then((messages) => current && setShown({ name: wanted, messages }));
    return () => {
      current = false;
    };
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
