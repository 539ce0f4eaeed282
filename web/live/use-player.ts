import { type RefObject, useEffect, useRef, useState } from "react";
import { LivePlayer, type PlayerState } from "./player.ts";

/**
 * Plays a stream in the element while the component is on screen; null plays nothing. `flowing`: whether the encoder is
 * known to send; when it comes back, so does the picture, without waiting for the next try.
 */
export function usePlayer(video: RefObject<HTMLVideoElement | null>, url: string | null, flowing = true) {
  const [state, setState] = useState<PlayerState>("connecting");
  const player = useRef<LivePlayer | null>(null);
  useEffect(() => {
    if (url === null || video.current === null) return;
    const made = new LivePlayer(video.current, url);
    player.current = made;
    setState(made.state.get());
    const stopListening = made.state.listen(() => setState(made.state.get()));
    void made.start();
    return () => {
      stopListening();
      made.stop();
      player.current = null;
    };
  }, [url, video]);
  useEffect(() => {
    if (flowing) player.current?.wake();
  }, [flowing]);
  return { state, offset_ms: () => player.current?.offset_ms() ?? null };
}
