import { Link } from "@tanstack/react-router";
import { Octagon, RadioTower, SquareArrowOutUpRight } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { LiveSession, Room } from "../../../contract/live.ts";
import { useAct, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { useTitle } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { FilterField, matches } from "./filter-field.tsx";
import { ReasonConfirm } from "./reason-confirm.tsx";

const look_ms = 5_000;

/** Every room on air, and the way to stop one. */
export function RoomsPage() {
  const t = useTranslations("desk.room");
  const desk = useTranslations("desk");
  const [wanted, setWanted] = useState("");
  const [stopping, setStopping] = useState<LiveSession | null>(null);
  const wall = useRef<HTMLDivElement>(null);
  useRowKeys(wall);
  useTitle(desk("rooms"));
  const pages = usePages("listRooms", { query: { limit: 50 } }, { refetchInterval: look_ms });
  const shown = pages.items?.filter(({ session, host }) =>
    matches(wanted, [session?.title, host.name, session?.shop.name]),
  );
  return (
    <div ref={wall}>
      <div className="mb-3 flex justify-end">
        <FilterField value={wanted} onChange={setWanted} />
      </div>
      {pages.error !== null && shown === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : shown === undefined ? (
        <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
          {[0, 1, 2, 3].map((at) => (
            <Skeleton key={at} className="aspect-[3/4]" />
          ))}
        </div>
      ) : shown.length === 0 ? (
        <EmptyState icon={<RadioTower size={22} aria-hidden />} title={t("none")} text={t("noneText")} />
      ) : (
        <ul className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-4">
          {shown.map((room) => (
            <li key={room.id}>
              <Tile room={room} onStop={setStopping} />
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
      <Stop session={stopping} onClose={() => setStopping(null)} />
    </div>
  );
}

function Tile({ room, onStop }: { readonly room: Room; readonly onStop: (session: LiveSession) => void }) {
  const t = useTranslations("desk.room");
  const states = useTranslations("states.session");
  const { session } = room;
  if (session === null) return null;
  const since = <Time at={session.started_at ?? ""} format="clock" />;
  const pinned = room.bag.find(({ id }) => id === session.pinned_product_id);
  return (
    <article className="card flex h-full flex-col overflow-hidden">
      <div className="relative">
        <Picture picture={session.cover} alt="" className="aspect-[4/3] w-full" />
        <span className="absolute top-2 left-2">
          <StateBadge tone={session.state === "on_air" ? "live" : "soon"}>{states(session.state)}</StateBadge>
        </span>
        <Link
          to={`/rooms/${room.id}`}
          target="_blank"
          data-row
          aria-label={`${t("open")}: ${session.title}`}
          className="chip absolute top-2 right-2 grid size-9 place-items-center rounded-full"
        >
          <SquareArrowOutUpRight size={15} aria-hidden />
        </Link>
      </div>
      <div className="flex flex-1 flex-col gap-1 p-3">
        <h2 className="truncate font-semibold">{session.title}</h2>
        <p className="truncate text-sm text-muted">
          {room.host.name} · {session.shop.name}
        </p>
        <p className="num text-sm text-muted">
          {t("watching", { count: session.viewers })} · {t("likes", { count: session.likes })}
        </p>
        <p className="truncate text-sm text-muted">{pinned?.title ?? t("noPin")}</p>
        <div className="mt-auto flex items-center justify-between gap-2 pt-2">
          <span className="text-xs text-muted">
            {session.started_at !== null && t.rich("since", { time: () => since })}
          </span>
          <Button
            size="s"
            kind="danger"
            icon={<Octagon size={15} aria-hidden />}
            aria-label={`${t("stop")}: ${session.title}`}
            onClick={() => onStop(session)}
          >
            {t("stop")}
          </Button>
        </div>
      </div>
    </article>
  );
}

function Stop({ session, onClose }: { readonly session: LiveSession | null; readonly onClose: () => void }) {
  const t = useTranslations("desk.room");
  const stop = useAct("stopSession", {
    refreshes: ["listRooms", "getRoom"],
    onDone: () => {
      toast(t("stopped"));
      onClose();
    },
  });
  return (
    <ReasonConfirm
      open={session !== null}
      onClose={() => (stop.reset(), onClose())}
      title={t("stopTitle", { title: session?.title ?? "" })}
      text={t("stopText")}
      action={t("stopAction")}
      busy={stop.busy}
      error={stop.error}
      onConfirm={(reason) => session !== null && stop.run({ params: { session_id: session.id }, body: { reason } })}
    />
  );
}
