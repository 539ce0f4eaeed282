import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";

/** Every device the account is signed in on; each but this one can be signed out from here. */
export function AuthSessions() {
  const t = useTranslations("me");
  const format = useFormatter();
  const sessions = useCall("listAuthSessions");
  const [asked, setAsked] = useState<string | null>(null);
  const revoke = useAct("revokeAuthSession", { refreshes: ["listAuthSessions"], onDone: () => setAsked(null) });
  return (
    <div className="mt-3 border-t border-line pt-3">
      <h3 className="mb-2 font-semibold">{t("sessions")}</h3>
      {sessions.data === undefined &&
        (sessions.error === null ? <Skeleton className="h-12" /> : <ErrorLine error={sessions.error} />)}
      <ul className="grid gap-3">
        {sessions.data?.data.map((session) => (
          <li key={session.id} className="flex items-center justify-between gap-3">
            <div className="min-w-0">
              <p className="truncate">{session.device === "API" ? t("deviceApi") : session.device}</p>
              <p className="num text-sm text-muted">
                {session.address} ·{" "}
                {t("lastSeen", {
                  when: format.dateTime(new Date(session.last_seen_at), { dateStyle: "medium", timeStyle: "short" }),
                })}
              </p>
            </div>
            {session.current ? (
              <StateBadge tone="good">{t("thisDevice")}</StateBadge>
            ) : (
              <Button size="s" className="shrink-0" onClick={() => setAsked(session.id)}>
                {t("revoke")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t("revokeTitle")}
        text=""
        action={t("revoke")}
        kind="danger"
        busy={revoke.busy}
        onConfirm={() => asked !== null && revoke.run({ params: { id: asked } })}
      >
        <ErrorLine error={revoke.error} />
      </Confirm>
    </div>
  );
}
