import { Link, useNavigate } from "@tanstack/react-router";
import { Bell, PackageCheck, Radio, Settings2, ShieldCheck, Store } from "lucide-react";
import type { MouseEvent } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { Notification } from "../../../contract/notifications.ts";
import { useAct, usePages } from "../../api/hooks.ts";
import { useUnread } from "../../api/unread.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useNow, useTimeText } from "../../ui/time.tsx";
import { RowsSkeleton, SignedIn } from "../work/guard.tsx";

const icons = { orders: PackageCheck, hosts: Radio, shop: Store, account: ShieldCheck } as const;

/** What happened that concerns me, newest first, by day. */
export function NotificationsPage() {
  const t = useTranslations("notices");
  return (
    <PageBody>
      <PageHeader title={t("title")} actions={<Actions />} />
      <SignedIn title={t("guestTitle")} text={t("guestText")}>
        <Inbox />
      </SignedIn>
    </PageBody>
  );
}

function Actions() {
  const t = useTranslations("notices");
  const unread = useUnread();
  const readAll = useAct("readAllNotifications", { refreshes: ["countUnread", "listNotifications"] });
  return (
    <>
      {unread > 0 && (
        <Button size="s" busy={readAll.busy} onClick={() => readAll.run({})}>
          {t("readAll")}
        </Button>
      )}
      <Link to="/me/notifications" aria-label={t("settings")} className={buttonClass("plain", "s")}>
        <Settings2 size={18} aria-hidden />
      </Link>
    </>
  );
}

function Inbox() {
  const t = useTranslations("notices");
  const pages = usePages("listNotifications", {});
  const { items } = pages;
  if (items === undefined)
    return pages.error === null ? <RowsSkeleton /> : <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (items.length === 0)
    return (
      <EmptyState icon={<Bell size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")}>
        <Link to="/" className={buttonClass("quiet")}>
          {t("toLive")}
        </Link>
      </EmptyState>
    );
  return (
    <>
      <Days items={items} />
      <More pages={pages} />
    </>
  );
}

function Days({ items }: { readonly items: readonly Notification[] }) {
  const dayOf = useDay();
  const days = [...Map.groupBy(items, (item) => dayOf(item.at))];
  return (
    <div className="grid gap-6">
      {days.map(([day, those]) => (
        <section key={day} aria-label={day}>
          <h2 className="mb-2 text-sm font-semibold text-muted">{day}</h2>
          <ul className="card divide-y divide-line overflow-hidden">
            {those.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Today, yesterday, or the date, by the market's calendar. */
function useDay(): (at: string) => string {
  const t = useTranslations("notices");
  const format = useFormatter();
  const now = useNow(60_000);
  const date = (ms: number) => format.dateTime(new Date(ms), { dateStyle: "medium" });
  const [today, yesterday] = [date(now), date(now - 24 * 3600_000)];
  return (at) => {
    const day = date(Date.parse(at));
    return day === today ? t("today") : day === yesterday ? t("yesterday") : day;
  };
}

function Item({ item }: { readonly item: Notification }) {
  const t = useTranslations("notices");
  const navigate = useNavigate();
  const clock = useTimeText();
  const read = useAct("readNotification", { refreshes: ["countUnread", "listNotifications"] });
  const Icon = icons[item.group];
  const open = (event: MouseEvent) => {
    if (!item.read) read.run({ params: { id: item.id } });
    // A new tab, if that is what they ask for, is the browser's own.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ to: item.link });
  };
  return (
    <li>
      <a href={item.link} onClick={open} className="flex items-start gap-3 px-4 py-3.5 hover:bg-wash">
        <span className="mt-0.5 grid size-9 shrink-0 place-items-center rounded-full bg-wash text-muted">
          <Icon size={18} aria-hidden strokeWidth={1.8} />
        </span>
        <span className="min-w-0 flex-1">
          <span className={classNames("block", !item.read && "font-semibold")}>
            {item.title}
            {!item.read && <span className="sr-only"> ({t("unread")})</span>}
          </span>
          <span className="mt-0.5 line-clamp-3 block text-sm text-muted">{item.body}</span>
        </span>
        <span className="flex shrink-0 items-center gap-2 pt-0.5">
          <time dateTime={item.at} className="num text-xs text-muted">
            {clock(item.at, "clock")}
          </time>
          <span aria-hidden className={classNames("size-2 rounded-full", item.read ? "bg-transparent" : "bg-jade")} />
        </span>
      </a>
    </li>
  );
}
