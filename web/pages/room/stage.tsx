import { Volume2, VolumeX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { memory } from "../../api/browser.ts";
import type { usePlayer } from "../../live/use-player.ts";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { Hearts } from "./hearts.tsx";
import type { RoomView } from "./room-view.ts";
import { StageNotice } from "./stage-notice.tsx";

interface Props {
  readonly player: ReturnType<typeof usePlayer>;
  readonly view: RoomView;
  readonly fit: "cover" | "contain";
  readonly children?: ReactNode;
}

/** The picture, and what is said about it when it is not there. */
export function Stage({ player: { state, place, play }, view, fit, children }: Props) {
  const t = useTranslations("room");
  const [muted, setMuted] = useState(() => memory.read("sound") !== "on");
  const [wide, setWide] = useState(false);
  const { session, onAir } = view;
  const toggleSound = () => {
    memory.write("sound", muted ? "on" : "off");
    setMuted(!muted);
    play();
  };
  const shown = onAir && (state === "playing" || state === "lost");
  return (
    <div className="absolute inset-0 overflow-clip bg-scrim text-white md:relative md:inset-auto">
      {/* What the picture does not fill is its own cover, blurred: no black bars. */}
      <Picture
        picture={session?.cover}
        alt=""
        size="small"
        eager
        className={classNames(
          "absolute inset-0 size-full scale-110 !bg-scrim blur-2xl brightness-60 [&>svg]:hidden",
          (session?.cover ?? null) === null && "opacity-0",
        )}
      />
      <video
        ref={place}
        muted={muted}
        playsInline
        autoPlay
        aria-label={session?.title}
        // Also when a browser refused to start with sound and the player turned it off (web/live/player.ts).
        onVolumeChange={(event) => setMuted(event.currentTarget.muted)}
        onLoadedMetadata={(event) => setWide(event.currentTarget.videoWidth > event.currentTarget.videoHeight)}
        className={classNames(
          "absolute inset-0 size-full transition-opacity duration-200",
          fit === "cover" && !wide ? "object-cover" : "object-contain",
          shown ? "opacity-100" : "opacity-0",
        )}
      />
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 top-0 h-36 bg-linear-to-b from-black/45 to-transparent md:h-20"
      />
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 bottom-0 h-1/2 bg-linear-to-t from-black/65 to-transparent md:h-20 md:from-black/30"
      />
      <StageNotice view={view} playerState={state} onPlay={play} />
      {shown && (
        <button
          type="button"
          onClick={toggleSound}
          className={classNames(
            "chip absolute z-20 flex min-h-10 items-center gap-2 rounded-full px-3.5 text-xs md:bottom-5 md:left-5",
            "max-md:top-[calc(env(safe-area-inset-top)+104px)] max-md:left-3",
            !muted && "max-md:px-2.5",
          )}
          aria-label={muted ? t("unmute") : t("mute")}
        >
          {muted ? <VolumeX size={17} aria-hidden /> : <Volume2 size={17} aria-hidden />}
          {muted && t("unmute")}
        </button>
      )}
      <Hearts view={view} />
      {children}
    </div>
  );
}
