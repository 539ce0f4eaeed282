import { Link } from "@tanstack/react-router";
import { ChevronRight, Gauge, Store, Video } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import { hasRole } from "../../api/account.ts";
import { Section } from "../../ui/page.tsx";

/** The ways into selling and going live, or to where one already does. */
export function WorkLinks({ account }: { readonly account: Account }) {
  const t = useTranslations("me");
  const merchant = hasRole(account, "merchant");
  const host = hasRole(account, "host");
  return (
    <Section title={t("work")}>
      <div className="grid gap-1">
        <WorkLink
          to="/sell"
          icon={<Store size={20} aria-hidden />}
          title={merchant ? t("sellOpen") : t("sellTitle")}
          text={t("sellText")}
        />
        <WorkLink
          to={host ? "/studio" : "/verify"}
          icon={<Video size={20} aria-hidden />}
          title={host ? t("hostOpen") : t("hostTitle")}
          text={t("hostText")}
        />
        {hasRole(account, "operator") && (
          <WorkLink to="/desk" icon={<Gauge size={20} aria-hidden />} title={t("deskOpen")} text="" />
        )}
      </div>
    </Section>
  );
}

function WorkLink({
  to,
  icon,
  title,
  text,
}: {
  readonly to: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
}) {
  return (
    <Link to={to} className="-mx-2 flex items-center gap-3 rounded-m p-2 hover:bg-wash">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-wash">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block font-semibold">{title}</span>
        {text !== "" && <span className="block text-sm text-muted">{text}</span>}
      </span>
      <ChevronRight size={18} aria-hidden className="text-muted" />
    </Link>
  );
}
