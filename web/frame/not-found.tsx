import { Link } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../ui/button.tsx";
import { useTitle } from "../ui/page.tsx";
import { EmptyState } from "../ui/states.tsx";

export function NotFound() {
  const t = useTranslations("frame");
  useTitle(t("notFoundTitle"));
  return (
    <EmptyState icon={<Unplug size={24} aria-hidden />} title={t("notFoundTitle")} text={t("notFoundText")}>
      <Link to="/" className={buttonClass("solid")}>
        {t("toHome")}
      </Link>
    </EmptyState>
  );
}
