import { Outlet } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { SectionNav } from "../work/section-nav.tsx";

/** For those who build on the API: a purchase by hand, the reference, sockets, webhooks. */
export function DocsPage() {
  const t = useTranslations("docs");
  return (
    <PageBody width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      <SectionNav
        label={t("places")}
        places={[
          { to: "/docs", label: t("client"), exact: true },
          { to: "/docs/api", label: t("reference") },
          { to: "/docs/sockets", label: t("sockets") },
          { to: "/docs/webhooks", label: t("webhooks") },
        ]}
      />
      <div className="pt-5">
        <Outlet />
      </div>
    </PageBody>
  );
}
