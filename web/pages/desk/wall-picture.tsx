import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { LiveSession } from "../../../contract/live.ts";
import { usePlayer } from "../../live/use-player.ts";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";

/** Tells which tiles are on screen; none while the page itself is hidden. */
export function useInSight(element: RefObject<Element | null>, onSight: (seen: boolean) => void): void {
  const told = useEffectEvent(onSight);
  useEffect(() => {
    if (element.current === null) return undefined;
    let near = false;
    const tell = () => told(near && document.visibilityState === "visible");
    const observer = new IntersectionObserver(([entry]) => {
      near = entry?.isIntersecting === true;
      tell();
    });
    observer.observe(element.current);
    document.addEventListener("visibilitychange", tell);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", tell);
      told(false);
    };
  }, [element]);
}

/** The room's picture: its cover, and over it the live picture without sound while `plays`. */
export function WallPicture({ session, plays }: { readonly session: LiveSession; readonly plays: boolean }) {
  const t = useTranslations("operator.wall");
  const video = useRef<HTMLVideoElement>(null);
  const { state } = usePlayer(video, plays ? session.flv_url : null, session.state === "on_air");
  const [began, setBegan] = useState(false);
  useEffect(() => {
    if (!plays) setBegan(false);
  }, [plays]);
  const shown = plays && began && state !== "unsupported";
  return (
    <div className="relative aspect-[3/4] w-full overflow-hidden bg-wash">
      <Picture picture={session.cover} alt="" className="absolute inset-0 size-full object-cover" />
      <video
        ref={video}
        muted
        playsInline
        aria-label={t("plays", { title: session.title })}
        onTimeUpdate={() => setBegan(true)}
        className={classNames("absolute inset-0 size-full object-cover", shown ? "opacity-100" : "opacity-0")}
      />
      {!shown && <span className="chip absolute right-2 bottom-2 rounded-s px-2 py-0.5 text-xs">{t("still")}</span>}
    </div>
  );
}
