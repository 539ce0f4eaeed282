import { Heart } from "lucide-react";
import { useEffect, useRef } from "react";
import { browserTimers } from "../../api/browser.ts";
import { createStore, useStore } from "../../api/store.ts";
import type { RoomView } from "./room-view.ts";

const flight_ms = 1400;
const hearts_max = 24;

/** A small heart for each of my taps; set by the like button, wherever it stands. */
export const hearts = createStore<readonly { readonly id: number; readonly drift_px: number }[]>([]);
let lastId = 0;

export function flyHeart(): void {
  lastId += 1;
  const id = lastId;
  hearts.set([...hearts.get(), { id, drift_px: Math.round((browserTimers.chance() - 0.5) * 56) }].slice(-hearts_max));
  browserTimers.after(flight_ms, () => hearts.set(hearts.get().filter((heart) => heart.id !== id)));
}

/** Hearts rise at the lower right: mine with every tap, those of others a few at a time when I am still. */
export function Hearts({ view }: { readonly view: RoomView }) {
  const flying = useStore(hearts);
  const likes = view.session?.likes ?? 0;
  const known = useRef(likes);
  useEffect(() => {
    const more = Math.min(3, likes - known.current);
    known.current = likes;
    if (hearts.get().length > 0) return;
    for (let index = 0; index < more; index += 1) browserTimers.after(index * 180, flyHeart);
  }, [likes]);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute right-7 bottom-24 z-10 motion-reduce:hidden md:right-9 md:bottom-8"
    >
      {flying.map(({ id, drift_px }) => (
        <Heart
          key={id}
          size={22}
          className="absolute right-0 bottom-0 animate-heart fill-ember text-ember"
          style={{ ["--drift" as string]: `${drift_px}px` }}
        />
      ))}
    </div>
  );
}
