import { Link } from "@tanstack/react-router";
import { useFormatter, useTranslations } from "use-intl";
import type { EndedSession } from "../../../contract/live.ts";
import { Avatar, Picture } from "../../ui/picture.tsx";
import { clockText, useNow } from "../../ui/time.tsx";

/** A row of broadcasts that are over; the room still shows what was in the bag. */
export function EndedRow({ ended }: { readonly ended: readonly EndedSession[] }) {
  return (
    <ul className="-mx-4 flex snap-x gap-3 overflow-x-auto px-4 pb-1 [scrollbar-width:none] md:mx-0 md:px-0">
      {ended.map((one) => (
        <li key={one.session.id} className="w-38 shrink-0 snap-start md:w-44">
          <EndedCard ended={one} />
        </li>
      ))}
    </ul>
  );
}

/** The same where there is room for all of them. */
export function EndedGrid({ ended }: { readonly ended: readonly EndedSession[] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-3 gap-y-5 lg:grid-cols-3">
      {ended.map((one) => (
        <li key={one.session.id}>
          <EndedCard ended={one} />
        </li>
      ))}
    </ul>
  );
}

function EndedCard({ ended: { session, duration_ms, units_sold } }: { readonly ended: EndedSession }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const now = useNow(60_000);
  const when = session.ended_at === null ? "" : format.relativeTime(new Date(session.ended_at), now);
  return (
    <Link to="/rooms/$room_id" params={{ room_id: session.room_id }} className="block">
      <div className="relative aspect-[4/3] overflow-hidden rounded-m bg-wash">
        <Picture picture={session.cover} alt="" className="absolute inset-0 size-full saturate-75" />
        <span data-varies className="num chip absolute right-1.5 bottom-1.5 rounded-s px-1.5 py-0.5 text-xs text-white">
          {clockText(duration_ms)}
        </span>
      </div>
      <h3 className="mt-1.5 truncate text-sm font-semibold">{session.title}</h3>
      <p className="flex items-center gap-1.5 text-xs text-muted">
        <Avatar name={session.host.name} url={session.host.avatar_url} size_px={16} />
        <span className="truncate">{session.host.name}</span>
      </p>
      <p data-varies={units_sold === 0 || undefined} className="num truncate text-xs text-muted">
        {units_sold > 0 ? t("sold", { count: units_sold }) : t("endedAt", { when })}
      </p>
    </Link>
  );
}
