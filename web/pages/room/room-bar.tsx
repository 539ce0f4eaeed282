import { Heart, Share2, ShoppingBag } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { browserTimers } from "../../api/browser.ts";
import { socket } from "../../api/live.ts";
import { likeBatch } from "../../live/like-batch.ts";
import { classNames } from "../../ui/class-names.ts";
import { flyHeart } from "./hearts.tsx";
import type { RoomView } from "./room-view.ts";
import { SayField } from "./say-field.tsx";

/** Talk, goods, hearts, handing it on: what a thumb does in a room. */
export function RoomBar({ view, overVideo = true }: { readonly view: RoomView; readonly overVideo?: boolean }) {
  const t = useTranslations("room");
  const format = useFormatter();
  const room_id = view.room.id;
  const likes = view.session?.likes ?? 0;
  const like = useMemo(() => likeBatch((count) => socket.like(room_id, count), browserTimers), [room_id]);
  return (
    <div className="flex items-end gap-2">
      {view.onAir && <SayField view={view} overVideo={overVideo} />}
      <Round
        label={t("bagCount", { count: view.room.bag.length })}
        overVideo={overVideo}
        onClick={view.openBag}
        badge={view.room.bag.length}
      >
        <ShoppingBag size={20} aria-hidden strokeWidth={1.8} />
      </Round>
      <Round label={t("share")} overVideo={overVideo} onClick={view.share}>
        <Share2 size={20} aria-hidden strokeWidth={1.8} />
      </Round>
      {view.onAir && (
        <Round
          label={t("likeCount", { count: likes })}
          overVideo={overVideo}
          count={likes > 0 ? format.number(likes, { notation: "compact" }) : undefined}
          onClick={() => {
            flyHeart();
            view.liked(1, likes);
            like();
          }}
        >
          <Heart size={20} aria-hidden strokeWidth={1.8} />
        </Round>
      )}
    </div>
  );
}

function Round({
  label,
  onClick,
  badge = 0,
  count,
  overVideo,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly badge?: number;
  /** How many so far, in a quiet tone: nothing that waits to be seen. */
  readonly count?: string | undefined;
  readonly overVideo: boolean;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={classNames(
        "relative grid size-11 shrink-0 place-items-center rounded-full transition active:scale-90",
        overVideo ? "chip" : "bg-wash",
      )}
    >
      {children}
      {badge > 0 && (
        <span className="num absolute -top-1 -right-1 min-w-4.5 rounded-full bg-ember-fill px-1 text-center text-[11px] leading-4.5 font-bold text-white">
          {badge}
        </span>
      )}
      {count !== undefined && (
        <span
          className={classNames(
            "num absolute -top-1.5 rounded-full px-1.5 text-center text-[11px] leading-4.5 font-semibold",
            overVideo ? "bg-black/70 text-white" : "bg-line text-ink",
          )}
        >
          {count}
        </span>
      )}
    </button>
  );
}
