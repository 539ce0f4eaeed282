import { Link } from "@tanstack/react-router";
import { CalendarClock, CalendarPlus } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { UpcomingSession } from "../../../contract/planning.ts";
import { hasRole, useAccount } from "../../api/account.ts";
import { usePages } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { Picture } from "../../ui/picture.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";
import { OnAirNow } from "./on-air-now.tsx";

/** What is announced for the shop, by whichever host; each leads to where it is planned, and one may look on there. */
export function SellSessionsPage() {
  const t = useTranslations("merchant.sessions");
  const nav = useTranslations("merchant.nav");
  const shop = useMyShop();
  const pages = usePages("listUpcomingSessions", { query: { shop_id: shop.id } });
  return (
    <div className="grid gap-4">
      <PageTitle title={nav("sessions")} />
      <OnAirNow />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-64 text-sm text-muted">{t("lead")}</p>
        {shop.my_permissions.includes("live") && <PlanLink />}
      </div>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <EmptyState icon={<CalendarClock size={22} aria-hidden />} title={t("none")} text={t("noneText")} />
      ) : (
        <div>
          <ul className="grid gap-2 lg:grid-cols-2">
            {pages.items.map((one) => (
              <li key={one.session.id}>
                <SessionRow upcoming={one} />
              </li>
            ))}
          </ul>
          <More pages={pages} />
        </div>
      )}
    </div>
  );
}

/** Hosts plan; whoever is none yet becomes one in the studio first. */
function PlanLink() {
  const t = useTranslations("merchant.sessions");
  const account = useAccount();
  const isHost = hasRole(account, "host");
  return (
    <Link to={isHost ? "/studio/plan" : "/studio"} className={buttonClass("solid", "s")}>
      {isHost && <CalendarPlus size={16} aria-hidden />}
      {t(isHost ? "plan" : "open")}
    </Link>
  );
}

function SessionRow({ upcoming: { session, reminders } }: { readonly upcoming: UpcomingSession }) {
  const t = useTranslations("merchant.sessions");
  const plan = useTranslations("cockpit.plan");
  const format = useFormatter();
  return (
    <Link
      to="/studio/sessions/$sessionId"
      params={{ sessionId: session.id }}
      className="card flex items-center gap-3 p-3 transition duration-150 hover:bg-wash"
    >
      <Picture picture={session.cover} alt="" size="small" className="size-14 shrink-0 rounded-s" />
      <span className="grid min-w-0 flex-1">
        {session.planned_at !== null && (
          <span className="num text-sm font-semibold">
            {format.dateTime(new Date(session.planned_at), {
              weekday: "short",
              month: "short",
              day: "numeric",
              hour: "2-digit",
              minute: "2-digit",
              hourCycle: "h23",
            })}
          </span>
        )}
        <span className="truncate">{session.title}</span>
        <span className="truncate text-sm text-muted">
          {session.host.name} · {plan("product", { count: session.product_count })} ·{" "}
          {t("reminders", { count: reminders })}
        </span>
      </span>
    </Link>
  );
}
