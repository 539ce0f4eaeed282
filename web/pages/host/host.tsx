import { getRouteApi, Link } from "@tanstack/react-router";
import { BadgeCheck, MapPin } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { Host } from "../../../contract/hosts.ts";
import { useAccount } from "../../api/account.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { PageBody, Section, useTitle } from "../../ui/page.tsx";
import { Avatar, Picture } from "../../ui/picture.tsx";
import { Proof } from "../../ui/proof.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { FollowButton } from "../follow/follow-button.tsx";
import { EndedGrid } from "../home/ended-row.tsx";
import { UpcomingRow } from "../home/upcoming-row.tsx";
import { RoomCard } from "../home/room-card.tsx";
import { ShareButton } from "../share/share-button.tsx";
import { ShopRow } from "../shop/shop-row.tsx";

const route = getRouteApi("/hosts/$host_id");

/** Who somebody on screen is: what they say of themselves, what was checked, whom they sell for, what they broadcast. */
export function HostPage() {
  const { host_id } = route.useParams() as { readonly host_id: string };
  const host = useCall("getHost", { params: { host_id } });
  useTitle(host.data?.host.name);
  if (host.data === undefined) {
    if (host.error !== null) return <ErrorState error={host.error} onRetry={() => void host.refetch()} />;
    return (
      <PageBody width="wide">
        <Skeleton className="-mx-4 aspect-[3/1] max-h-70 md:mx-0 md:mt-6 md:rounded-l" />
        <Skeleton className="mt-4 h-24 rounded-m" />
      </PageBody>
    );
  }
  return <Page host={host.data} />;
}

function Page({ host }: { readonly host: Host }) {
  const t = useTranslations("viewer.host");
  const account = useAccount();
  const mine = account?.id === host.id;
  return (
    <PageBody width="wide">
      {host.profile.banner === null ? (
        <div
          aria-hidden
          className="-mx-4 aspect-[5/1] max-h-40 bg-linear-to-br from-wash to-line md:mx-0 md:mt-6 md:rounded-l"
        />
      ) : (
        <Picture
          picture={host.profile.banner}
          alt=""
          size="large"
          eager
          className="-mx-4 aspect-[3/1] max-h-72 w-[calc(100%+32px)] max-w-none md:mx-0 md:mt-6 md:w-full md:rounded-l"
        />
      )}
      <header className="relative -mt-9 mb-6 grid gap-3 md:-mt-12 md:flex md:items-end md:gap-5 md:pl-6">
        <span className="w-fit rounded-full bg-paper p-1">
          <Avatar name={host.host.name} url={host.host.avatar_url} size_px={88} />
        </span>
        <div className="min-w-0 flex-1">
          <h1 className="text-xl font-bold break-words">{host.host.name}</h1>
          {host.profile.headline !== "" && <p className="mt-0.5">{host.profile.headline}</p>}
          <HostFacts host={host} />
        </div>
        <div className="flex items-center gap-2">
          {mine ? (
            <Link to="/me/persona" className={buttonClass("solid", "s")}>
              {t("edit")}
            </Link>
          ) : (
            <FollowButton host={host.host} following={host.i_follow} size="m" />
          )}
          <ShareButton title={host.host.name} />
        </div>
      </header>
      <div className="grid items-start gap-8 md:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid gap-8">
          {host.on_air !== null && (
            <section aria-labelledby="on-air">
              <h2 id="on-air" className="mb-3 text-md font-bold">
                {t("onAir")}
              </h2>
              <div className="max-w-64">
                <RoomCard session={host.on_air} eager />
              </div>
            </section>
          )}
          <Upcoming host_id={host.id} />
          <Ended host={host} />
        </div>
        <div className="grid gap-4">
          <Section title={t("about")}>
            <p className="leading-relaxed whitespace-pre-line">
              {host.profile.bio === "" ? t("noBio", { name: host.host.name }) : host.profile.bio}
            </p>
          </Section>
          <section aria-labelledby="sells-for">
            <h2 id="sells-for" className="mb-2 text-md font-semibold">
              {t("shops")}
            </h2>
            {host.shops.length === 0 && <p className="text-muted">{t("noShops")}</p>}
            <ul className="grid gap-2">
              {host.shops.map((shop) => (
                <li key={shop.id}>
                  <ShopRow shop={shop} />
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </PageBody>
  );
}

function HostFacts({ host }: { readonly host: Host }) {
  const t = useTranslations("viewer.host");
  const follow = useTranslations("viewer.follow");
  const format = useFormatter();
  const since = host.verified_since;
  const tap = "inline-flex min-h-8 items-center gap-1";
  return (
    <p className="num mt-1 flex flex-wrap items-center gap-x-4 text-sm text-muted">
      <Proof triggerClass={tap} trigger={follow("followers", { count: host.followers })}>
        {follow("followersProof")}
      </Proof>
      <Proof
        triggerClass={tap}
        trigger={
          <>
            {since !== null && <BadgeCheck size={15} aria-hidden className="text-jade" />}
            {since === null
              ? t("notVerified")
              : t("verified", { date: format.dateTime(new Date(since), { dateStyle: "medium" }) })}
          </>
        }
      >
        {since === null ? t("notVerifiedProof") : t("verifiedProof")}
      </Proof>
      {host.profile.region !== "" && (
        <span className={tap}>
          <MapPin size={14} aria-hidden />
          {host.profile.region}
        </span>
      )}
    </p>
  );
}

function Upcoming({ host_id }: { readonly host_id: string }) {
  const t = useTranslations("viewer.host");
  const upcoming = usePages("listUpcomingSessions", { query: { host_id, limit: 6 } });
  return (
    <section aria-labelledby="upcoming">
      <h2 id="upcoming" className="mb-3 text-md font-bold">
        {t("nextUp")}
      </h2>
      {upcoming.items === undefined && upcoming.error === null && <Skeleton className="h-16 rounded-m" />}
      {upcoming.items === undefined && upcoming.error !== null && (
        <ErrorState error={upcoming.error} onRetry={upcoming.retry} />
      )}
      {upcoming.items?.length === 0 && <p className="text-muted">{t("noNext")}</p>}
      {upcoming.items !== undefined && <UpcomingRow upcoming={upcoming.items} />}
    </section>
  );
}

function Ended({ host }: { readonly host: Host }) {
  const t = useTranslations("viewer.host");
  const ended = usePages("listEndedSessions", { query: { host_id: host.id, limit: 12 } });
  return (
    <section aria-labelledby="broadcasts">
      <h2 id="broadcasts" className="mb-3 text-md font-bold">
        {t("recent")}
      </h2>
      {ended.items === undefined && ended.error === null && <Skeleton className="h-40 rounded-m" />}
      {ended.items === undefined && ended.error !== null && <ErrorState error={ended.error} onRetry={ended.retry} />}
      {ended.items?.length === 0 && <p className="text-muted">{t("noRecent")}</p>}
      {ended.items !== undefined && <EndedGrid ended={ended.items} />}
      <More pages={ended} />
    </section>
  );
}
