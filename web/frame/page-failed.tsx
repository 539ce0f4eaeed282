import { WifiOff } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { online } from "../api/connection.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, ErrorState } from "../ui/states.tsx";
import { toast } from "../ui/toast.tsx";
import { PageOffline } from "./lazy-route-component.ts";

/** A page broke while drawing, or could not be downloaded. */
export function PageFailed({ error }: { readonly error: unknown }) {
  const t = useTranslations("common");
  if (error instanceof PageOffline) return <Offline />;
  return (
    <div className="grid justify-items-center pb-16">
      <ErrorState error={error} />
      <Button onClick={() => location.reload()}>{t("reload")}</Button>
    </div>
  );
}

/** Nothing of the page is here yet, so that it may load from the start once the network is back. */
function Offline() {
  const t = useTranslations("common");
  useEffect(() => online.listen(() => online.get() && location.reload()), []);
  return (
    <EmptyState icon={<WifiOff size={22} aria-hidden />} title={t("offlineTitle")} text={t("offlineText")}>
      <Button onClick={() => (online.get() ? location.reload() : toast(t("offlineStill")))}>{t("retry")}</Button>
    </EmptyState>
  );
}
