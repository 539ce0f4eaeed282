import { Link } from "@tanstack/react-router";
import { HeartHandshake, UserRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { usePages } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { RoomCard } from "../home/room-card.tsx";
import { HostRow } from "../host/host-row.tsx";

const look_again_ms = 15_000;

/** The private domain: only those one chose oneself, on air first. */
export function FollowingPage() {
  const t = useTranslations("viewer.follow");
  const frame = useTranslations("frame");
  const account = useAccount();
  return (
    <PageBody width="wide">
      <PageHeader title={t("title")} lead={t("lead")} />
      {account === undefined && <Skeleton className="h-40 rounded-m" />}
      {account === null && (
        <EmptyState icon={<UserRound size={24} aria-hidden />} title={t("title")} text={t("guestText")}>
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {frame("signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null && account !== undefined && <Mine />}
    </PageBody>
  );
}

function Mine() {
  const t = useTranslations("viewer.follow");
  const follows = usePages("listFollows", {}, { refetchInterval: look_again_ms });
  if (follows.items === undefined) {
    if (follows.error !== null) return <ErrorState error={follows.error} onRetry={follows.retry} />;
    return <Skeleton className="h-60 rounded-m" />;
  }
  if (follows.items.length === 0)
    return (
      <EmptyState icon={<HeartHandshake size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")}>
        <Link to="/" className={buttonClass("solid")}>
          {t("find")}
        </Link>
      </EmptyState>
    );
  // Those on air lead with their picture; they need not be told twice.
  const apart = follows.items.filter(({ card }) => card.on_air === null);
  const onAir = follows.items.flatMap(({ card }) => card.on_air ?? []);
  return (
    <div className="grid gap-6">
      {onAir.length > 0 && (
        <ul className="grid grid-cols-2 gap-x-3 gap-y-5 md:grid-cols-4 md:gap-x-5">
          {onAir.map((session) => (
            <li key={session.id}>
              <RoomCard session={session} />
            </li>
          ))}
        </ul>
      )}
      <ul className="grid gap-2 md:grid-cols-2">
        {apart.map(({ card }) => (
          <li key={card.host.id}>
            <HostRow card={card} />
          </li>
        ))}
      </ul>
      <More pages={follows} />
    </div>
  );
}
