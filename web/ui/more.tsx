import { useTranslations } from "use-intl";
import type { Pages } from "../api/hooks.ts";
import { Button } from "./button.tsx";

/** The button that adds the next page of a list; nothing when there is none. */
export function More({ pages }: { readonly pages: Pages<unknown> }) {
  const t = useTranslations("common");
  if (!pages.hasMore) return null;
  return (
    <div className="mt-5 grid justify-items-center">
      <Button busy={pages.loadingMore} onClick={pages.more}>
        {t("more")}
      </Button>
    </div>
  );
}
