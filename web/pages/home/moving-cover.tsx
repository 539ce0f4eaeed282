import { lazy, Suspense, useEffect, useRef } from "react";
import type { LiveSession } from "../../../contract/live.ts";
import type { Picture as PictureObject } from "../../../contract/media.ts";
import { browserTimers } from "../../api/browser.ts";
import { useStore } from "../../api/store.ts";
import { Picture } from "../../ui/picture.tsx";
import { useMedia } from "../../ui/use-media.ts";
import { previewing, usePreviews, watchCard } from "./previews.ts";

const LivePreview = lazy(async () => ({ default: (await import("./live-preview.tsx")).LivePreview }));
/** A pointer that only passes by, or a thumb that scrolls on, starts nothing. */
const rest_ms = 350;

interface Props {
  readonly session: LiveSession;
  readonly picture: PictureObject | null | undefined;
  /** Above the fold: downloaded at once. */
  readonly eager?: boolean;
}

/** A room's cover; under the pointer, or in the middle of a phone's screen, it becomes the broadcast without sound. */
export function MovingCover({ session, picture, eager = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const allowed = usePreviews();
  const hovers = useMedia("(hover: hover)");
  const chosen = useStore(previewing) === session.room_id;
  const { room_id, flv_url } = session;
  useEffect(() => {
    const element = box.current;
    if (element === null || !allowed || flv_url === null) return;
    if (!hovers) return watchCard(element, room_id);
    const card = element.closest("a") ?? element;
    let cancel: (() => void) | null = null;
    const enter = () => {
      cancel?.();
      cancel = browserTimers.after(rest_ms, () => previewing.set(room_id));
    };
    const leave = () => {
      cancel?.();
      if (previewing.get() === room_id) previewing.set(null);
    };
    card.addEventListener("pointerenter", enter);
    card.addEventListener("pointerleave", leave);
    return () => {
      leave();
      card.removeEventListener("pointerenter", enter);
      card.removeEventListener("pointerleave", leave);
    };
  }, [allowed, hovers, room_id, flv_url]);
  return (
    <div ref={box} className="absolute inset-0">
      <Picture
        picture={picture}
        alt=""
        eager={eager}
        className="absolute inset-0 size-full transition duration-200 ease-house group-hover:scale-[1.02]"
      />
      {allowed && chosen && flv_url !== null && (
        <Suspense>
          <LivePreview url={flv_url} />
        </Suspense>
      )}
    </div>
  );
}
