import { Link } from "@tanstack/react-router";
import { Octagon, RadioTower, SquareArrowOutUpRight } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { LiveSession, Room } from "../../../contract/live.ts";
import { every } from "../../api/browser.ts";
import { useAct, usePages } from "../../api/hooks.ts";
import { playingRooms } from "../../live/pictures.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { useTitle } from "../../ui/page.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { FilterField, matches } from "./filter-field.tsx";
import { ReasonConfirm } from "./reason-confirm.tsx";
import { arrows, tileTowards } from "./wall-move.ts";
import { useInSight, WallPicture } from "./wall-picture.tsx";

const look_ms = 5_000;
/** How long a room that nobody points at keeps its live picture before the next one has it. */
const turn_ms = 12_000;

/** Every room on air as a wall: arrows move, Enter opens, S stops. */
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
  const [inSight, setInSight] = useState<ReadonlySet<string>>(new Set());
  const [looked, setLooked] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => every(turn_ms, () => setTurn((before) => before + 1)), []);
  const onScreen = shown?.filter(({ id }) => inSight.has(id)).map(({ id }) => id) ?? [];
  const playing = playingRooms(onScreen, looked, turn);
  useWallKeys(wall, (room_id) => setStopping(shown?.find(({ id }) => id === room_id)?.session ?? null));
  const wallText = useTranslations("operator.wall");
  return (
    <div ref={wall}>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <p className="hidden text-xs text-muted md:block">{wallText("keys")}</p>
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
        <ul className="grid grid-cols-2 gap-3 md:grid-cols-4 lg:grid-cols-5">
          {shown.map((room) => (
            <li key={room.id}>
              <Tile
                room={room}
                plays={playing.has(room.id)}
                onStop={setStopping}
                onLook={() => setLooked(room.id)}
                onSight={(seen) =>
                  setInSight((before) => {
                    if (before.has(room.id) === seen) return before;
                    const next = new Set(before);
                    if (seen) next.add(room.id);
                    else next.delete(room.id);
                    return next;
                  })
                }
              />
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
      <Stop session={stopping} onClose={() => setStopping(null)} />
    </div>
  );
}

/** Arrows move the focus over the tiles, S asks to stop the one in focus. */
function useWallKeys(wall: RefObject<HTMLElement | null>, onStop: (room_id: string) => void): void {
  const stop = useEffectEvent(onStop);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || ["INPUT", "TEXTAREA"].includes(target.tagName)) return;
      if (document.querySelector("[role=dialog], [role=alertdialog]") !== null) return;
      const tiles = [...(wall.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const current = tiles.findIndex((tile) => tile === document.activeElement);
      const arrow = arrows.find((one) => one === event.key);
      if (arrow !== undefined) {
        const places = tiles.map((tile) => tile.getBoundingClientRect());
        const next = tiles[tileTowards(places, current, arrow)];
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
      }
      const room_id = tiles[current]?.dataset["row"];
      if (event.key.toLowerCase() === "s" && room_id !== undefined) {
        event.preventDefault();
        stop(room_id);
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [wall]);
}

interface TileProps {
  readonly room: Room;
  readonly plays: boolean;
  readonly onStop: (session: LiveSession) => void;
  /** It is pointed at, focused or tapped: its picture is wanted now. */
  readonly onLook: () => void;
  readonly onSight: (seen: boolean) => void;
}

function Tile({ room, plays, onStop, onLook, onSight }: TileProps) {
  const t = useTranslations("desk.room");
  const states = useTranslations("states.session");
  const time = useTimeText();
  const { session } = room;
  const tile = useRef<HTMLElement>(null);
  useInSight(tile, onSight);
  if (session === null) return null;
  const pinned = room.bag.find(({ id }) => id === session.pinned_product_id);
  return (
    // Looking at a tile, by mouse or keys, is what brings its picture to life; what acts are the buttons inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      ref={tile}
      onPointerEnter={onLook}
      onFocus={onLook}
      className="card flex h-full flex-col overflow-hidden focus-within:outline-2 focus-within:outline-ink"
    >
      <div className="relative">
        <WallPicture session={session} plays={plays} onLook={onLook} />
        <span className="absolute top-2 left-2 rounded-s bg-surface">
          <StateBadge tone={session.state === "on_air" ? "live" : "soon"}>{states(session.state)}</StateBadge>
        </span>
        <Link
          to={`/rooms/${room.id}`}
          target="_blank"
          data-row={room.id}
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
            {session.started_at !== null && t("since", { time: time(session.started_at, "clock") })}
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
