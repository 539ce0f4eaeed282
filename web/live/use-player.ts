import { useCallback, useEffect, useRef, useState } from "react";
import { online } from "../api/connection.ts";
import { LivePlayer, type PlayerState } from "./player.ts";

interface Watching {
  /** Whether the encoder is known to send; when it comes back, so does the picture, without waiting for the next try. */
  readonly flowing?: boolean;
  /** The server says that nothing is on air at this address. */
  readonly onGone?: () => void;
}

/**
 * Plays a stream while the component is on screen; null plays nothing. `place` is the ref of the video element, which may
 * come before the address or after it, and go in between.
 */
export function usePlayer(url: string | null, { flowing = true, onGone }: Watching = {}) {
  const [state, setState] = useState<PlayerState>("connecting");
  const wanted = useRef<{ video: HTMLVideoElement | null; url: string | null }>({ video: null, url: null });
  const playing = useRef<{ readonly player: LivePlayer; readonly leave: () => void } | null>(null);
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  });
  const renew = useCallback(() => {
    playing.current?.leave();
    playing.current = null;
    const { video, url: address } = wanted.current;
    if (video === null || address === null) return;
    const player = new LivePlayer(video, address, { onGone: () => gone.current?.() });
    setState(player.state.get());
    const stopListening = player.state.listen(() => setState(player.state.get()));
    playing.current = {
      player,
      leave: () => {
        stopListening();
        player.stop();
      },
    };
    void player.start();
  }, []);
  const place = useCallback(
    (video: HTMLVideoElement | null) => {
      wanted.current.video = video;
      renew();
    },
    [renew],
  );
  useEffect(() => {
    const own = wanted.current;
    own.url = url;
    renew();
    return () => {
      own.url = null;
      renew();
    };
  }, [url, renew]);
  useEffect(() => {
    if (flowing) playing.current?.player.wake();
  }, [flowing]);
  useEffect(() => online.listen(() => online.get() && playing.current?.player.wake()), []);
  /** By a tap, where the browser waits for one. */
  const play = useCallback(() => playing.current?.player.play(), []);
  return { state, place, play, offset_ms: () => playing.current?.player.offset_ms() ?? null };
}
