import { useEffect, useRef, useState } from "react";
import { LivePlayer } from "../../live/player.ts";
import { classNames } from "../../ui/class-names.ts";

/** The broadcast itself, without sound, over a room's cover; shown once its picture moves. */
export function LivePreview({ url }: { readonly url: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const player = new LivePlayer(element, url);
    const stop = player.state.listen(() => setMoving(player.state.get() === "playing"));
    void player.start();
    return () => {
      stop();
      player.stop();
    };
  }, [url]);
  return (
    <video
      ref={video}
      muted
      playsInline
      aria-hidden
      tabIndex={-1}
      disablePictureInPicture
      className={classNames(
        "pointer-events-none absolute inset-0 size-full object-cover transition-opacity duration-250",
        moving ? "opacity-100" : "opacity-0",
      )}
    />
  );
}
