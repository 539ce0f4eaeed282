import { Link } from "@tanstack/react-router";
import {
  ChevronRight,
  CircleHelp,
  HeartHandshake,
  History,
  IdCard,
  MessageSquareQuote,
  MessagesSquare,
  Settings,
  TicketPercent,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import { hasRole } from "../../api/account.ts";
import { usePlaces } from "../../frame/places.tsx";
import { Section } from "../../ui/page.tsx";

/** The pages that belong to me, and the help. */
export function ViewerLinks({ account }: { readonly account: Account | null }) {
  const t = useTranslations("viewer");
  const coupons = useTranslations("coupons");
  const work = usePlaces().filter(({ thumb }) => !thumb);
  const places = [
    { to: "/me/persona", label: t("persona.link"), Icon: IdCard, shown: hasRole(account, "host") },
    { to: "/following", label: t("follow.title"), Icon: HeartHandshake, shown: account !== null },
    { to: "/messages", label: t("settings.messagesLink"), Icon: MessagesSquare, shown: account !== null },
    { to: "/me/reviews", label: t("settings.reviewsLink"), Icon: MessageSquareQuote, shown: account !== null },
    { to: "/me/coupons", label: coupons("wallet"), Icon: TicketPercent, shown: account !== null },
    { to: "/me/history", label: t("settings.historyLink"), Icon: History, shown: account !== null },
    { to: "/me/settings", label: t("settings.settingsLink"), Icon: Settings, shown: true },
    { to: "/help", label: t("settings.helpLink"), Icon: CircleHelp, shown: true },
  ].filter((place) => place.shown);
  return (
    <Section title={t("settings.links")}>
      <ul className="grid gap-1">
        {[...work, ...places].map(({ to, label, Icon }) => (
          <li key={to}>
            <Link to={to} className="-mx-2 flex min-h-12 items-center gap-3 rounded-m px-2 hover:bg-wash">
              <Icon size={20} aria-hidden strokeWidth={1.8} className="text-muted" />
              <span className="flex-1">{label}</span>
              <ChevronRight size={18} aria-hidden className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
