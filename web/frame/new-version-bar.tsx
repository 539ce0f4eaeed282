import { useTranslations } from "use-intl";
import { useStore } from "../api/store.ts";
import { Button } from "../ui/button.tsx";
import { takeNewVersion, waiting } from "./new-version.ts";

/** Offers the next version of the app; nobody's page changes by itself. */
export function NewVersionBar() {
  const t = useTranslations("app");
  const offered = useStore(waiting) !== null;
  // The place is always there: an open sheet hides what was there when it opened from screen readers, not what comes later.
  return (
    <div role="status">
      {offered && (
        <div className="flex items-center justify-center gap-3 bg-wash px-4 py-1.5 text-sm">
          {t("newVersion")}
          <Button kind="solid" size="s" onClick={takeNewVersion}>
            {t("takeNewVersion")}
          </Button>
        </div>
      )}
    </div>
  );
}
