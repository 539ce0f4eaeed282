import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { Avatar } from "../../ui/picture.tsx";

/** Hosts the signed-in person follows who are on air now: the private domain stands first. Nothing for everybody else. */
export function FollowingRow() {
  const t = useTranslations("viewer");
  const account = useAccount();
  const signedIn = account !== null && account !== undefined;
  const follows = useCall("listFollows", {}, { enabled: signedIn, refetchInterval: 30_000 });
  const onAir = (signedIn ? (follows.data?.data ?? []) : []).filter(({ card }) => card.on_air !== null);
  if (onAir.length === 0) return null;
  return (
    <section aria-labelledby="following-live" className="mb-5">
      <h2 id="following-live" className="mb-1 text-sm font-semibold">
        {t("followingLive")}
      </h2>
      <ul className="-mx-4 flex gap-4 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:-mx-1 md:px-1">
        {onAir.map(({ card: { host, on_air } }) => (
          <li key={host.id} className="w-16 shrink-0">
            <Link
              to="/rooms/$room_id"
              params={{ room_id: on_air?.room_id ?? "" }}
              className="grid justify-items-center gap-1 text-center"
            >
              <span className="rounded-full p-0.5 outline-2 -outline-offset-1 outline-ember">
                <Avatar name={host.name} url={host.avatar_url} size_px={54} />
              </span>
              <span className="w-full truncate text-xs">{host.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
