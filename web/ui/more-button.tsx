import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";

/** Loads the next page of a list; nothing when there is none. */
export function MoreButton({ more, busy }: { readonly more: (() => void) | null; readonly busy: boolean }) {
  const t = useTranslations("common");
  if (more === null) return null;
  return (
    <div className="mt-4 flex justify-center">
      <Button busy={busy} onClick={more}>
        {t("more")}
      </Button>
    </div>
  );
}
