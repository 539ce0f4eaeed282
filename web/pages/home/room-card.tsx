import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { LiveSession } from "../../../contract/live.ts";
import { classNames } from "../../ui/class-names.ts";
import { Avatar, Picture } from "../../ui/picture.tsx";
import { FromPrice } from "../buy/from-price.tsx";
import { MovingCover } from "./moving-cover.tsx";

interface Props {
  readonly session: LiveSession;
  /** What is in the bag, where the list knows it. */
  readonly bag?: readonly Product[];
  /** One room alone leads: larger, and its words beside it on a desktop. */
  readonly lead?: boolean;
  readonly eager?: boolean;
}

/** A room on air. */
export function RoomCard({ session, bag = [], lead = false, eager = false }: Props) {
  const t = useTranslations("home");
  const pinned = bag.find(({ id }) => id === session.pinned_product_id);
  return (
    <Link
      to="/rooms/$room_id"
      params={{ room_id: session.room_id }}
      className={classNames("group block", lead && "md:grid md:grid-cols-[300px_1fr] md:items-center md:gap-10")}
    >
      <div className="relative aspect-[3/4] overflow-hidden rounded-m bg-scrim">
        <MovingCover session={session} picture={session.cover ?? (pinned ?? bag[0])?.pictures[0]} eager={eager} />
        <div className="absolute inset-x-0 top-0 h-16 bg-linear-to-b from-black/45 to-transparent" />
        <div className="absolute inset-x-0 bottom-0 h-28 bg-linear-to-t from-black/75 to-transparent" />
        <div className="num absolute top-2 left-2 flex items-center gap-1.5 text-xs text-white">
          <LiveMark>{t("live")}</LiveMark>
          <span data-varies className="chip rounded-s px-1.5 py-0.5">
            {t("watching", { count: session.viewers })}
          </span>
        </div>
        <div className="absolute inset-x-2 bottom-2 text-white">
          {pinned !== undefined ? (
            <div className="flex items-center gap-2 rounded-s bg-cream/95 p-1.5 text-cream-ink">
              <Picture picture={pinned.pictures[0]} alt="" size="small" className="size-9 shrink-0 rounded-s" />
              <div className="min-w-0">
                <p className="truncate text-xs">{pinned.title}</p>
                <FromPrice product={pinned} className="text-base text-cream-ember" mutedClass="text-cream-muted" />
              </div>
            </div>
          ) : (
            <span className="text-xs">{t("bag", { count: session.product_count })}</span>
          )}
        </div>
      </div>
      <div>
        <h3 className={classNames("mt-2 line-clamp-2 leading-snug font-semibold", lead && "md:text-xl")}>
          {session.title}
        </h3>
        <div className="mt-1 flex items-center gap-1.5 text-xs text-muted">
          <Avatar name={session.host.name} url={session.host.avatar_url} size_px={20} />
          <span className="truncate">
            {session.host.name} · {session.shop.name}
          </span>
        </div>
      </div>
    </Link>
  );
}

/** "Live", in the one color that says so. */
export function LiveMark({ children }: { readonly children: string }) {
  return (
    <span className="flex items-center gap-1 rounded-s bg-ember-fill px-1.5 py-0.5 font-bold text-white">
      <span aria-hidden className="size-1.5 rounded-full bg-white" />
      {children}
    </span>
  );
}
