import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { ErrorState } from "../ui/states.tsx";

/** A page broke while drawing, or could not be downloaded. */
export function PageFailed({ error }: { readonly error: unknown }) {
  const t = useTranslations("common");
  return (
    <div className="grid justify-items-center pb-16">
      <ErrorState error={error} />
      <Button onClick={() => location.reload()}>{t("reload")}</Button>
    </div>
  );
}
