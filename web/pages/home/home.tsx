import { Link } from "@tanstack/react-router";
import { Radio } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Room } from "../../../contract/live.ts";
import { usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Avatar, Picture } from "../../ui/picture.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { UnpaidBar } from "../order/unpaid-bar.tsx";
import { classNames } from "../../ui/class-names.ts";
import { FromPrice } from "../buy/from-price.tsx";

const look_again_ms = 10_000;

/** Who is on air now, most watched first. */
export function HomePage() {
  const t = useTranslations("home");
  const rooms = usePages("listRooms", {}, { refetchInterval: look_again_ms });
  const alone = rooms.items?.length === 1 ? rooms.items[0] : undefined;
  return (
    <PageBody width="wide">
      <UnpaidBar className="mb-5" />
      <PageHeader title={t("title")} lead={t("lead")} />
      {rooms.items === undefined && rooms.error !== null && <ErrorState error={rooms.error} onRetry={rooms.retry} />}
      {rooms.items?.length === 0 && (
        <EmptyState icon={<Radio size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {/* One room alone leads: larger, and its words beside it on a desktop. */}
      {alone !== undefined && (
        <div className="max-md:max-w-80">
          <RoomCard room={alone} lead />
        </div>
      )}
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-3 md:gap-5 lg:grid-cols-4">
        {rooms.items === undefined &&
          rooms.error === null &&
          Array.from({ length: 4 }, (_, index) => (
            <li key={index}>
              <Skeleton className="aspect-[3/4] rounded-m" />
            </li>
          ))}
        {alone === undefined &&
          rooms.items?.map((room) => (
            <li key={room.id}>
              <RoomCard room={room} />
            </li>
          ))}
      </ul>
      <More pages={rooms} />
    </PageBody>
  );
}

function RoomCard({ room, lead = false }: { readonly room: Room; readonly lead?: boolean }) {
  const t = useTranslations("home");
  const { session } = room;
  if (session === null) return null;
  const pinned = room.bag.find(({ id }) => id === session.pinned_product_id);
  return (
    <Link
      to="/rooms/$room_id"
      params={{ room_id: room.id }}
      className={classNames(
        "group block",
        lead && "md:card md:grid md:grid-cols-[300px_1fr] md:items-center md:gap-10 md:p-4",
      )}
    >
      <div className="relative aspect-[3/4] overflow-hidden rounded-m bg-scrim">
        <Picture
          picture={session.cover ?? pinned?.pictures[0]}
          alt=""
          className="absolute inset-0 size-full transition duration-200 ease-house group-hover:scale-[1.02]"
        />
        <div className="absolute inset-x-0 top-0 h-16 bg-linear-to-b from-black/45 to-transparent" />
        <div className="absolute inset-x-0 bottom-0 h-28 bg-linear-to-t from-black/75 to-transparent" />
        <div className="num absolute top-2 left-2 flex items-center gap-1.5 text-xs text-white">
          <span className="flex items-center gap-1 rounded-s bg-ember-fill px-1.5 py-0.5 font-bold">
            <span aria-hidden className="size-1.5 rounded-full bg-white" />
            {t("live")}
          </span>
          <span className="chip rounded-s px-1.5 py-0.5">{t("watching", { count: session.viewers })}</span>
        </div>
        <div className="absolute inset-x-2.5 bottom-2.5 text-white">
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
        <h2 className={classNames("mt-2 line-clamp-2 font-semibold", lead && "md:text-xl")}>{session.title}</h2>
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
