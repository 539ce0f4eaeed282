import { Play } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
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

interface Props {
  readonly session: LiveSession;
  readonly plays: boolean;
  readonly onLook: () => void;
}

/** The room's picture: its cover, and over it the live picture without sound while `plays`; a tap asks for it. */
export function WallPicture({ session, plays, onLook }: Props) {
  const t = useTranslations("operator.wall");
  const { state, place } = usePlayer(plays ? session.flv_url : null, { flowing: session.state === "on_air" });
  const [began, setBegan] = useState(false);
  useEffect(() => {
    if (!plays) setBegan(false);
  }, [plays]);
  const shown = plays && began && state !== "unsupported";
  return (
    <div className="relative aspect-[3/4] w-full overflow-hidden bg-wash">
      <Picture picture={session.cover} alt="" className="absolute inset-0 size-full object-cover" />
      <video
        ref={place}
        muted
        playsInline
        aria-label={t("plays", { title: session.title })}
        onTimeUpdate={() => setBegan(true)}
        className={classNames("absolute inset-0 size-full object-cover", shown ? "opacity-100" : "opacity-0")}
      />
      {!plays && (
        <button
          type="button"
          onClick={onLook}
          aria-label={t("play", { title: session.title })}
          className="absolute inset-0 grid items-end justify-items-end p-2"
        >
          <span aria-hidden className="chip flex items-center gap-1 rounded-s px-2 py-1 text-xs">
            <Play size={12} />
            {t("still")}
          </span>
        </button>
      )}
    </div>
  );
}
