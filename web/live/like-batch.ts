import type { Timers } from "../api/browser.ts";

const flush_ms = 600;
/** The protocol takes at most this many likes per frame. */
const likes_per_frame_max = 20;

/** Gathers taps and sends them a few times a second, so that a fast thumb does not flood the room. */
export function likeBatch(send: (count: number) => void, timers: Timers): () => void {
  let waiting = 0;
  let running = false;
  const flush = () => {
    const count = Math.min(waiting, likes_per_frame_max);
    waiting -= count;
    running = waiting > 0;
    if (count > 0) send(count);
    if (running) timers.after(flush_ms, flush);
  };
  return () => {
    // What a thumb cannot do in two frames is not a thumb.
    waiting = Math.min(waiting + 1, likes_per_frame_max * 2);
    if (running) return;
    running = true;
    timers.after(flush_ms, flush);
  };
}
