import { Link } from "@tanstack/react-router";
import { CalendarClock, CalendarPlus } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { PlannedSession } from "../../../contract/planning.ts";
import { useCall } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { useNow, useTimeText } from "../../ui/time.tsx";

const look_ms = 30_000;

/** Everything that is announced, day by day, soonest first. */
export function PlannedList() {
  const t = useTranslations("cockpit.plan");
  const format = useFormatter();
  const read = useCall("listPlannedSessions", {}, { refetchInterval: look_ms });
  const days = Map.groupBy(read.data?.data ?? [], ({ session }) =>
    format.dateTime(new Date(session.planned_at ?? 0), { weekday: "long", month: "long", day: "numeric" }),
  );
  return (
    <Section
      title={t("title")}
      actions={
        <Link to="/studio/plan" className={buttonClass("quiet", "s")}>
          <CalendarPlus size={16} aria-hidden />
          {t("new")}
        </Link>
      }
    >
      {read.error !== null && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data === undefined ? (
        <Skeleton className="h-20" />
      ) : days.size === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <ol className="grid gap-3">
          {[...days].map(([day, planned]) => (
            <li key={day}>
              <h3 className="mb-1 text-sm text-muted">{day}</h3>
              <ul className="-mx-2">
                {planned.map((one) => (
                  <Planned key={one.session.id} planned={one} />
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** The soonest planned session, ready to be prepared and begun: what a host who opens the studio on a phone came for. */
export function NextPlanned({ planned: { session, lapses_at } }: { readonly planned: PlannedSession }) {
  const t = useTranslations("cockpit.plan");
  const time = useTimeText();
  return (
    <Section title={t("nextTitle")}>
      <div className="flex items-center gap-3">
        <Picture picture={session.cover} alt="" size="small" className="size-14 shrink-0 rounded-s" />
        <p className="grid min-w-0 flex-1">
          <span className="truncate font-semibold">{session.title}</span>
          <span className="num text-sm text-muted">
            {time(session.planned_at ?? lapses_at)} · {t("product", { count: session.product_count })}
          </span>
        </p>
      </div>
      <Link
        to="/studio/sessions/$sessionId"
        params={{ sessionId: session.id }}
        className={`mt-3 ${buttonClass("solid", "m", true)}`}
      >
        {t("goFrom")}
      </Link>
    </Section>
  );
}

function Planned({ planned: { session, reminders, lapses_at, listed } }: { readonly planned: PlannedSession }) {
  const t = useTranslations("cockpit.plan");
  const time = useTimeText();
  const planned_at = session.planned_at ?? lapses_at;
  const late = useNow(look_ms) > Date.parse(planned_at);
  return (
    <li>
      <Link
        to="/studio/sessions/$sessionId"
        params={{ sessionId: session.id }}
        className="flex items-center gap-3 rounded-s px-2 py-2 hover:bg-wash"
      >
        <span className="num w-14 shrink-0 text-md font-bold">{time(planned_at, "clock")}</span>
        <Picture picture={session.cover} alt="" size="small" className="size-11 shrink-0 rounded-s" />
        <span className="grid min-w-0 flex-1">
          <span className="truncate font-semibold">{session.title}</span>
          <span className="text-sm text-muted">
            {t("product", { count: session.product_count })} · {t("reminders", { count: reminders })}
          </span>
          {late && <span className="text-sm text-amber-text">{t("late", { time: time(lapses_at, "clock") })}</span>}
          {!listed && <span className="text-sm text-amber-text">{t("unlisted")}</span>}
        </span>
        <StateBadge tone={late ? "soon" : "quiet"}>
          <CalendarClock size={13} aria-hidden />
          <Until at={planned_at} />
        </StateBadge>
      </Link>
    </li>
  );
}

/** "in 3 hours", in the reader's words. */
export function Until({ at }: { readonly at: string }) {
  const format = useFormatter();
  const now = useNow(look_ms);
  return (
    <span data-varies className="num">
      {format.relativeTime(new Date(at), new Date(now))}
    </span>
  );
}
