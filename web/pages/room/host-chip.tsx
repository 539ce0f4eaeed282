import { useTranslations } from "use-intl";
import { Avatar } from "../../ui/picture.tsx";
import type { RoomView } from "./room-view.ts";

/** Whose room it is, and for whom they sell. */
export function HostChip({ view }: { readonly view: RoomView }) {
  const t = useTranslations("room");
  const { session } = view;
  const host = session?.host ?? view.room.host;
  return (
    <div className="chip flex min-w-0 items-center gap-2 rounded-full py-1 pr-4 pl-1">
      <Avatar name={host.name} url={host.avatar_url} size_px={36} />
      <div className="min-w-0 leading-tight">
        <p className="truncate text-sm font-semibold">{host.name}</p>
        {session !== null && (
          <p className="truncate text-xs text-white/85">
            {session.broadcast === "self" ? t("selfBroadcast") : t("shopBroadcast", { shop: session.shop.name })}
          </p>
        )}
      </div>
    </div>
  );
}
