import { Link } from "@tanstack/react-router";
import { Bell, BellRing } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { UpcomingSession } from "../../../contract/planning.ts";
import { useAct } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Avatar } from "../../ui/picture.tsx";
import { toast } from "../../ui/toast.tsx";

/** What is announced, the soonest first. */
export function UpcomingRow({ upcoming }: { readonly upcoming: readonly UpcomingSession[] }) {
  return (
    <ul className="grid gap-2 md:grid-cols-2">
      {upcoming.map((one) => (
        <li key={one.session.id}>
          <UpcomingCard upcoming={one} />
        </li>
      ))}
    </ul>
  );
}

function UpcomingCard({ upcoming: { session, reminded } }: { readonly upcoming: UpcomingSession }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const errorText = useErrorText();
  const asking = {
    refreshes: ["listUpcomingSessions"] as const,
    onFail: (error: Error) => toast(errorText(error), "bad"),
  };
  const remind = useAct("setReminder", asking);
  const forget = useAct("removeReminder", asking);
  const busy = remind.busy || forget.busy;
  const toggle = async () => {
    if ((await requireSignIn()) === null) return;
    (reminded ? forget : remind).run({ params: { session_id: session.id } });
  };
  const when =
    session.planned_at === null
      ? ""
      : format.dateTime(new Date(session.planned_at), {
          month: "short",
          day: "numeric",
          weekday: "short",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        });
  return (
    <div className="card flex h-full items-center gap-3 p-3">
      <Link
        to="/hosts/$host_id"
        params={{ host_id: session.host.id }}
        className="flex min-w-0 flex-1 items-center gap-3"
      >
        <Avatar name={session.host.name} url={session.host.avatar_url} size_px={44} />
        <span className="min-w-0 flex-1">
          <span className="num block text-sm font-semibold">{when}</span>
          <span className="block truncate">{session.title}</span>
          <span className="block truncate text-xs text-muted">{session.host.name}</span>
        </span>
      </Link>
      <Button
        size="s"
        disabled={busy}
        aria-pressed={reminded}
        aria-label={t(reminded ? "remindedOf" : "remindOf", { title: session.title })}
        icon={reminded ? <BellRing size={15} aria-hidden /> : <Bell size={15} aria-hidden />}
        className="shrink-0 !rounded-full"
        onClick={() => void toggle()}
      >
        {t(reminded ? "reminded" : "remind")}
      </Button>
    </div>
  );
}
