import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { HostCard } from "../../../contract/hosts.ts";
import { classNames } from "../../ui/class-names.ts";
import { Avatar } from "../../ui/picture.tsx";
import { FollowButton } from "../follow/follow-button.tsx";
import { LiveMark } from "../home/room-card.tsx";

/** A host in a list: the face leads to the room while they are on air, else to their page. */
export function HostRow({ card }: { readonly card: HostCard }) {
  const t = useTranslations("viewer.follow");
  const { host, on_air, headline, region, followers } = card;
  const line = on_air?.title ?? ([region, headline].filter((text) => text !== "").join(" · ") || null);
  const body = (
    <>
      <span
        className={classNames("rounded-full p-0.5", on_air !== null && "outline-2 -outline-offset-1 outline-ember")}
      >
        <Avatar name={host.name} url={host.avatar_url} size_px={46} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-semibold">{host.name}</span>
          {on_air !== null && (
            <span className="shrink-0 text-xs">
              <LiveMark>{t("onAir")}</LiveMark>
            </span>
          )}
        </span>
        {line !== null && <span className="block truncate text-sm text-muted">{line}</span>}
        <span className="num block text-xs text-muted">{t("followers", { count: followers })}</span>
      </span>
    </>
  );
  const frame = "flex min-w-0 flex-1 items-center gap-3";
  return (
    <div className="card flex items-center gap-3 p-3">
      {on_air === null ? (
        <Link to="/hosts/$host_id" params={{ host_id: host.id }} className={frame}>
          {body}
        </Link>
      ) : (
        <Link to="/rooms/$room_id" params={{ room_id: on_air.room_id }} className={frame}>
          {body}
        </Link>
      )}
      <FollowButton host={host} following={card.i_follow} />
    </div>
  );
}
