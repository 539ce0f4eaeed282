import { Link } from "@tanstack/react-router";
import { ChevronRight, Store, Video } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import { hasRole } from "../../api/account.ts";
import { Section } from "../../ui/page.tsx";

/** What this account does not do yet: selling, going live. What it does already stands in the menu of every page. */
export function WorkLinks({ account }: { readonly account: Account }) {
  const t = useTranslations("me");
  const merchant = hasRole(account, "merchant");
  const host = hasRole(account, "host");
  if (merchant && host) return null;
  return (
    <Section title={t("work")}>
      <div className="grid gap-1">
        {!merchant && (
          <WorkLink to="/sell" icon={<Store size={20} aria-hidden />} title={t("sellTitle")} text={t("sellText")} />
        )}
        {!host && (
          <WorkLink to="/studio" icon={<Video size={20} aria-hidden />} title={t("hostTitle")} text={t("hostText")} />
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
        <span className="block text-sm text-muted">{text}</span>
      </span>
      <ChevronRight size={18} aria-hidden className="text-muted" />
    </Link>
  );
}
