import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useCall } from "../../api/hooks.ts";
import { Avatar } from "../../ui/picture.tsx";
import { FollowButton } from "../follow/follow-button.tsx";
import { useRemember } from "../history/use-remember.ts";
import { UnpaidBar } from "../order/unpaid-bar.tsx";
import { ChatLines } from "./chat-lines.tsx";
import { FlashCard } from "./flash-card.tsx";
import { PinnedCard } from "./pinned-card.tsx";
import { SocketNote } from "./socket-note.tsx";
import { RoomBar } from "./room-bar.tsx";
import type { RoomView } from "./room-view.ts";

/** The right column of a desktop's room: who, what is on now, what people say. */
export function SidePanel({ view }: { readonly view: RoomView }) {
  const t = useTranslations("room");
  const { session } = view;
  const host = session?.host ?? view.room.host;
  const account = useAccount();
  const page = useCall("getHost", { params: { host_id: host.id } }, { staleTime: 60_000 });
  useRemember(view.room.id);
  return (
    <aside className="flex min-h-0 flex-col border-l border-line bg-paper px-4 pt-4 pb-3 text-ink">
      <div className="flex items-center gap-3">
        <Avatar name={host.name} url={host.avatar_url} size_px={44} />
        <div className="min-w-0 flex-1">
          <h1 className="line-clamp-2 text-md leading-snug font-bold">{session?.title ?? host.name}</h1>
          <p className="truncate text-sm text-muted">
            <Link to="/hosts/$host_id" params={{ host_id: host.id }} className="hover:text-ink">
              {host.name}
            </Link>
            {session !== null && (
              <>
                {" · "}
                <button
                  type="button"
                  aria-label={`${t("seller")} ${session.shop.name}`}
                  onClick={view.openSeller}
                  className="underline decoration-line-strong underline-offset-4 hover:text-ink"
                >
                  {session.shop.name}
                </button>
              </>
            )}
          </p>
        </div>
        {account?.id !== host.id && page.data !== undefined && (
          <FollowButton host={host} following={page.data.i_follow} />
        )}
      </div>
      <UnpaidBar className="mt-4" />
      {view.flash !== undefined && (
        <div className="mt-4">
          <FlashCard sale={view.flash} onBuy={view.buyFlash} flat />
        </div>
      )}
      {view.onAir && view.pinned !== undefined && (
        <div className="mt-4">
          <PinnedCard view={view} product={view.pinned} flat />
        </div>
      )}
      <ChatLines view={view} overVideo={false} />
      <SocketNote />
      <RoomBar view={view} overVideo={false} />
    </aside>
  );
}
