import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { LiveSession } from "../../../contract/live.ts";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { clockText, Time } from "../../ui/time.tsx";

export function PastSessions({ past }: { readonly past: readonly LiveSession[] }) {
  const t = useTranslations("studio.past");
  const recap = useTranslations("studio.recap");
  return (
    <Section title={t("title")}>
      {past.length === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <ul className="-my-1 divide-y divide-line">
          {past.map((session) => (
            <li key={session.id}>
              <Link
                to="/studio/sessions/$sessionId/recap"
                params={{ sessionId: session.id }}
                className="-mx-2 flex items-center gap-3 rounded-s px-2 py-2 hover:bg-wash"
              >
                <Picture picture={session.cover} alt="" size="small" className="size-11 shrink-0 rounded-s" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{session.title}</span>
                  {session.stop_reason !== null && session.stop_reason !== "" && (
                    <span className="line-clamp-2 text-sm text-amber-text">
                      {recap("endedOperator")} {recap("stopReason", { reason: session.stop_reason })}
                    </span>
                  )}
                </span>
                <span className="grid justify-items-end text-sm text-muted">
                  {session.started_at !== null && <Time at={session.started_at} />}
                  {session.started_at !== null && session.ended_at !== null && (
                    <span className="num">
                      {clockText(Date.parse(session.ended_at) - Date.parse(session.started_at))}
                    </span>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
