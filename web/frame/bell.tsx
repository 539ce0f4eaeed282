import { Link } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { useTranslations } from "use-intl";
import { useAccount } from "../api/account.ts";
import { useUnread } from "../api/unread.ts";

/** The way to the inbox, with how much in it is unread. Nothing for a guest. */
export function Bell() {
  const t = useTranslations("notices");
  const account = useAccount();
  const unread = useUnread();
  if (account === null || account === undefined) return null;
  return (
    <Link
      to="/inbox"
      aria-label={unread === 0 ? t("title") : t("titleUnread", { count: unread })}
      className="relative grid size-11 place-items-center rounded-full text-muted hover:bg-wash hover:text-ink"
      activeProps={{ className: "!text-ink" }}
    >
      <BellIcon size={20} aria-hidden strokeWidth={1.8} />
      {unread > 0 && (
        <span
          aria-hidden
          className="num absolute top-1 right-0.5 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-ink px-1 text-[11px] leading-none font-semibold text-paper"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}
