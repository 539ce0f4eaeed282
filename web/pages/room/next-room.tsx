import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, ChevronUp } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { browserTimers } from "../../api/browser.ts";
import { prefetch, usePages } from "../../api/hooks.ts";
import { useMedia } from "../../ui/use-media.ts";
import { neighborsOf, swipeOf, type Touch } from "./swipe.ts";

/** The picture of this room comes before the list of the others. */
const list_after_ms = 2_000;
const note_ms = 6_000;
/** How far the picture gives where nothing follows, of what the finger moves. */
const give_at_the_end = 0.3;

interface Props {
  readonly room_id: string;
  /** What a finger moves. */
  readonly box: RefObject<HTMLElement | null>;
}

/** Up or down to the next room on air: with a finger, the arrow and page keys, or these two buttons. */
export function NextRoom({ room_id, box }: Props) {
  const t = useTranslations("room");
  const navigate = useNavigate();
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const [calm, setCalm] = useState(false);
  useEffect(() => browserTimers.after(list_after_ms, () => setCalm(true)), []);
  const rooms = usePages("listRooms", {}, { enabled: calm });
  const ids = rooms.items?.map(({ id }) => id) ?? [];
  const { next, previous } = neighborsOf(ids, room_id);
  const { hasMore, more } = rooms;
  const atEnd = next === null && ids.length > 0 && !hasMore;
  const first = ids[0] === room_id ? undefined : ids[0];
  const [told, setTold] = useState(false);
  useEffect(() => (told ? browserTimers.after(note_ms, () => setTold(false)) : undefined), [told]);
  const readOn = useEffectEvent(more);
  useEffect(() => {
    if (next === null && hasMore) readOn();
  }, [next, hasMore]);
  useEffect(() => {
    if (next !== null) prefetch("getRoom", { params: { room_id: next } });
  }, [next]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const go = (where: "next" | "previous"): boolean => {
      const to = where === "next" ? next : previous;
      // One step back leaves the rooms, however many were passed.
      if (to !== null) void navigate({ to: "/rooms/$room_id", params: { room_id: to }, replace: true });
      else if (where === "next" && atEnd) setTold(true);
      return to !== null;
    };
    let from: Touch | null = null;
    const here = (touch: { readonly clientX: number; readonly clientY: number }): Touch => ({
      x_px: touch.clientX,
      y_px: touch.clientY,
      at_ms: browserTimers.now(),
    });
    const letGo = (): void => {
      from = null;
      // Springs back; a room that is left is gone before that.
      element.style.transition = still ? "" : "transform 260ms cubic-bezier(0.2, 0.8, 0.2, 1)";
      element.style.transform = "";
    };
    const start = (event: TouchEvent): void => {
      const [touch] = event.touches;
      const own = event.target instanceof Element && event.target.closest("[role=log], input, textarea") !== null;
      from = touch === undefined || event.touches.length > 1 || own ? null : here(touch);
    };
    const move = (event: TouchEvent): void => {
      const [touch] = event.touches;
      if (from === null || touch === undefined || still) return;
      const down_px = touch.clientY - from.y_px;
      // Where nothing follows, the picture gives a little and no more.
      const give = (down_px < 0 ? next : previous) === null ? give_at_the_end : 1;
      element.style.transition = "";
      if (Math.abs(down_px) > 12) element.style.transform = `translateY(${Math.round(down_px * give)}px)`;
    };
    const end = (event: TouchEvent): void => {
      const [touch] = event.changedTouches;
      const where = from === null || touch === undefined ? null : swipeOf(from, here(touch));
      letGo();
      if (where !== null) go(where);
    };
    const press = (event: KeyboardEvent): void => {
      const busy =
        event.target instanceof Element &&
        event.target.closest("input, textarea, select, [role=log], [role=dialog], [contenteditable]") !== null;
      const where = /^(?:ArrowDown|PageDown)$/.test(event.key)
        ? "next"
        : /^(?:ArrowUp|PageUp)$/.test(event.key)
          ? "previous"
          : null;
      if (busy || where === null || event.altKey || event.ctrlKey || event.metaKey) return;
      if (go(where)) event.preventDefault();
    };
    element.addEventListener("touchstart", start, { signal, passive: true });
    element.addEventListener("touchmove", move, { signal, passive: true });
    element.addEventListener("touchend", end, { signal, passive: true });
    element.addEventListener("touchcancel", letGo, { signal, passive: true });
    document.addEventListener("keydown", press, { signal });
    return () => leaving.abort();
  }, [atEnd, box, navigate, next, previous, still]);
  const go = (to: string) => navigate({ to: "/rooms/$room_id", params: { room_id: to }, replace: true });
  const step = (to: string | null, label: string, Icon: typeof ChevronUp) =>
    to !== null && (
      <button
        type="button"
        aria-label={label}
        onClick={() => void go(to)}
        className="chip grid size-10 place-items-center rounded-full"
      >
        <Icon size={20} aria-hidden />
      </button>
    );
  return (
    <>
      <div role="status" className="absolute inset-x-14 top-1/2 z-20 grid justify-items-center max-md:top-[48%]">
        {told && (
          <p className="chip flex animate-fade flex-wrap items-center justify-center gap-x-1 rounded-[20px] px-4 text-sm">
            <span className="py-2">{t(first === undefined ? "onlyRoom" : "lastRoom")}</span>
            {first !== undefined && (
              <button
                type="button"
                className="min-h-10 px-1.5 font-semibold underline underline-offset-4"
                onClick={() => void go(first)}
              >
                {t("firstRoom")}
              </button>
            )}
          </p>
        )}
      </div>
      <div className="absolute top-1/2 right-3 z-20 grid -translate-y-1/2 gap-2 max-md:top-[38%] md:right-5">
        {step(previous, t("previousRoom"), ChevronUp)}
        {step(next, t("nextRoom"), ChevronDown)}
      </div>
    </>
  );
}
