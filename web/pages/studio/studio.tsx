import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { hasRole, useAccount } from "../../api/account.ts";
import { useDark } from "../../ui/dark.ts";
import { PageBody, PageHeader, useTitle } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { VerificationPanel } from "../verify/verification-panel.tsx";
import { PageSkeleton, SignedIn } from "../work/guard.tsx";
import { Cockpit } from "./cockpit.tsx";
import { Preparation } from "./preparation.tsx";
import { useStudio } from "./use-studio.ts";

/** The host's own place: get verified, prepare, go on air, lead the broadcast. */
export function StudioPage() {
  const t = useTranslations("studio");
  useDark();
  useTitle(t("title"));
  return (
    <SignedIn title={t("guestTitle")} text={t("guestText")}>
      <HostOnly />
    </SignedIn>
  );
}

function HostOnly() {
  const t = useTranslations("studio");
  const account = useAccount();
  if (hasRole(account, "host")) return <Studio />;
  return (
    <PageBody>
      <PageHeader title={t("title")} />
      <VerificationPanel kind="host" />
    </PageBody>
  );
}

function Studio() {
  const studio = useStudio();
  const navigate = useNavigate();
  const session = studio.data?.session ?? null;
  const isLive = session?.state === "on_air" || session?.state === "interrupted";
  const liveId = useRef<string | null>(null);
  useEffect(() => {
    if (isLive) liveId.current = session.id;
    else if (liveId.current !== null && studio.data !== undefined) {
      // It was live and is over, by whatever hand: the recap says how it ended.
      const sessionId = liveId.current;
      liveId.current = null;
      void navigate({ to: "/studio/sessions/$sessionId/recap", params: { sessionId } });
    }
  }, [isLive, session?.id, studio.data, navigate]);
  if (studio.data === undefined)
    return studio.error === null ? <PageSkeleton /> : <ErrorState error={studio.error} onRetry={studio.retry} />;
  return isLive ? (
    <Cockpit data={studio.data} session={session} ticks={studio.ticks} />
  ) : (
    <Preparation data={studio.data} />
  );
}
