import { Link } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { PageTitle } from "../work/page-title.tsx";

/** Sessions are planned where they are held: this leads there. */
export function SellSessionsPage() {
  const t = useTranslations("merchant.sessions");
  const nav = useTranslations("merchant.nav");
  return (
    <>
      <PageTitle title={nav("sessions")} />
      <EmptyState icon={<CalendarClock size={22} aria-hidden />} title={nav("sessions")} text={t("lead")}>
        <Link to="/studio" className={buttonClass("solid")}>
          {t("open")}
        </Link>
      </EmptyState>
    </>
  );
}
