import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { Avatar } from "../../ui/picture.tsx";
import { FollowButton } from "../follow/follow-button.tsx";
import { useRemember } from "../history/use-remember.ts";
import type { RoomView } from "./room-view.ts";

/** Whose room it is, and for whom they sell. */
export function HostChip({ view }: { readonly view: RoomView }) {
  const t = useTranslations("room");
  const { session } = view;
  const host = session?.host ?? view.room.host;
  const account = useAccount();
  const page = useCall("getHost", { params: { host_id: host.id } }, { staleTime: 60_000 });
  useRemember(view.room.id);
  return (
    <div className="chip flex min-w-0 items-center gap-2 rounded-full py-1 pr-1.5 pl-1">
      <Avatar name={host.name} url={host.avatar_url} size_px={36} />
      <Link to="/hosts/$host_id" params={{ host_id: host.id }} className="min-w-0 leading-tight">
        <p className="truncate text-sm font-semibold">{host.name}</p>
        {session !== null && (
          <p className="truncate text-xs text-white/85">
            {session.broadcast === "self" ? t("selfBroadcast") : t("shopBroadcast", { shop: session.shop.name })}
          </p>
        )}
      </Link>
      {account?.id !== host.id && page.data !== undefined && (
        <FollowButton host={host} following={page.data.i_follow} overVideo />
      )}
    </div>
  );
}
