import { Link } from "@tanstack/react-router";
import { Bell, ChevronRight, CodeXml, FileText, KeyRound, LockKeyhole, Scale } from "lucide-react";
import { useTranslations } from "use-intl";
import { useUnread } from "../../api/unread.ts";
import { Section } from "../../ui/page.tsx";

/** The inbox, my data, and the texts of law. */
export function MoreLinks({ signedIn }: { readonly signedIn: boolean }) {
  const notices = useTranslations("notices");
  const privacy = useTranslations("privacy");
  const law = useTranslations("law");
  const app = useTranslations("me");
  const unread = useUnread();
  const links = [
    { to: "/inbox", label: notices("title"), Icon: Bell, count: unread, shown: signedIn },
    { to: "/me/notifications", label: notices("settings"), Icon: Bell, count: 0, shown: signedIn },
    { to: "/me/privacy", label: privacy("title"), Icon: LockKeyhole, count: 0, shown: true },
    { to: "/me/keys", label: app("keys"), Icon: KeyRound, count: 0, shown: signedIn },
    { to: "/docs", label: app("docs"), Icon: CodeXml, count: 0, shown: true },
    { to: "/terms", label: law("terms.title"), Icon: FileText, count: 0, shown: true },
    { to: "/privacy", label: law("privacy.title"), Icon: Scale, count: 0, shown: true },
  ] as const;
  return (
    <Section>
      <ul className="-my-2 divide-y divide-line">
        {links
          .filter(({ shown }) => shown)
          .map(({ to, label, Icon, count }) => (
            <li key={to}>
              <Link to={to} className="-mx-2 flex min-h-12 items-center gap-3 rounded-m px-2 hover:bg-wash">
                <Icon size={19} aria-hidden strokeWidth={1.8} className="text-muted" />
                <span className="flex-1">{label}</span>
                {count > 0 && (
                  <span className="num rounded-full bg-ink px-2 text-xs text-paper">{count > 99 ? "99+" : count}</span>
                )}
                <ChevronRight size={18} aria-hidden className="text-muted" />
              </Link>
            </li>
          ))}
      </ul>
    </Section>
  );
}
