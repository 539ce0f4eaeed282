import { useTranslations } from "use-intl";
import { createStore, useStore } from "../api/store.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/page.tsx";

/** Chromium's offer to install; other browsers have a menu entry for it and no event. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}
const offer = createStore<InstallPrompt | null>(null);
if (typeof document !== "undefined") {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer.set(event as InstallPrompt);
  });
  addEventListener("appinstalled", () => offer.set(null));
}

/** Puts the app on the home screen, where the browser offers that. */
export function InstallOffer() {
  const t = useTranslations("app");
  const prompt = useStore(offer);
  if (prompt === null) return null;
  return (
    <Section>
      <div className="flex items-center justify-between gap-4">
        <div>
          <p className="font-semibold">{t("install")}</p>
          <p className="text-sm text-muted">{t("installText")}</p>
        </div>
        <Button
          onClick={() => {
            offer.set(null);
            void prompt.prompt();
          }}
        >
          {t("installDo")}
        </Button>
      </div>
    </Section>
  );
}
