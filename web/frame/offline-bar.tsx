import { WifiOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { useAway } from "../api/connection.ts";
import { classNames } from "../ui/class-names.ts";

/** Says quietly that the page is cut off. Comes and goes by itself. */
export function OfflineBar({ className }: { readonly className: string }) {
  const t = useTranslations("frame");
  if (!useAway()) return null;
  return (
    <p role="status" className={classNames("flex items-center gap-2 text-sm", className)}>
      <WifiOff size={15} aria-hidden className="shrink-0" />
      {t("offline")}
    </p>
  );
}
