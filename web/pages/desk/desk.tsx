import { Outlet } from "@tanstack/react-router";
import { LockKeyhole } from "lucide-react";
import { useTranslations } from "use-intl";
import { hasRole, useAccount } from "../../api/account.ts";
import { PageBody } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { SignedIn } from "../work/guard.tsx";
import { SectionNav } from "../work/section-nav.tsx";

/** The operator's desk: decide on people, watch the rooms, look after orders and the ledger. */
export function DeskPage() {
  const t = useTranslations("desk");
  return (
    <SignedIn title={t("title")} text={t("deniedTitle")}>
      <OperatorOnly />
    </SignedIn>
  );
}

function OperatorOnly() {
  const t = useTranslations("desk");
  const account = useAccount();
  if (!hasRole(account, "operator"))
    return <EmptyState icon={<LockKeyhole size={22} aria-hidden />} title={t("deniedTitle")} text={t("deniedText")} />;
  return (
    <PageBody width="wide">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 pt-4 pb-1">
        <h1 className="text-lg font-bold">{t("title")}</h1>
        <p className="hidden text-xs text-muted md:block">{t("keys")}</p>
      </header>
      <SectionNav
        label={t("places")}
        places={[
          { to: "/desk", label: t("verifications"), exact: true },
          { to: "/desk/rooms", label: t("rooms") },
          { to: "/desk/orders", label: t("orders") },
          { to: "/desk/money", label: t("money") },
        ]}
      />
      <div className="pt-4">
        <Outlet />
      </div>
    </PageBody>
  );
}
