import { VideoOff, Volume2, VolumeX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { usePlayer } from "../../live/use-player.ts";
import { classNames } from "../../ui/class-names.ts";

interface Props {
  readonly url: string;
  /** Whether an encoder sends; without one there is nothing to open. */
  readonly connected: boolean;
  /** Chips over the picture. */
  readonly children?: ReactNode;
  readonly className?: string;
}

/** The host's own picture, as viewers see it, without sound until asked for (or it would howl). */
export function Preview({ url, connected, children, className }: Props) {
  const t = useTranslations("studio.preview");
  const [muted, setMuted] = useState(true);
  const { state, place } = usePlayer(connected ? url : null);
  const playing = connected && state === "playing";
  return (
    <div className={classNames("over-video relative overflow-hidden rounded-m bg-black", className)}>
      <video
        ref={place}
        muted={muted}
        playsInline
        aria-label={t("label")}
        className={classNames("absolute inset-0 size-full object-contain", !connected && "invisible")}
      />
      {!playing && (
        <div
          className="absolute inset-0 grid place-content-center justify-items-center gap-1.5 p-5 text-center text-white"
          role="status"
        >
          {!connected && <VideoOff size={26} aria-hidden strokeWidth={1.5} className="mb-1 opacity-70" />}
          <p className="font-semibold">
            {connected ? t(state === "lost" || state === "unsupported" ? state : "connecting") : t("waiting")}
          </p>
          {!connected && <p className="max-w-56 text-sm text-white/75">{t("waitingText")}</p>}
        </div>
      )}
      <div className="absolute inset-x-2.5 top-2.5 flex flex-wrap gap-1.5">{children}</div>
      {playing && (
        <button
          type="button"
          aria-label={t(muted ? "sound" : "mute")}
          onClick={() => setMuted(!muted)}
          className="chip absolute right-2.5 bottom-2.5 grid size-11 place-items-center rounded-full"
        >
          {muted ? <VolumeX size={18} aria-hidden /> : <Volume2 size={18} aria-hidden />}
        </button>
      )}
    </div>
  );
}

export function Chip({ children }: { readonly children: ReactNode }) {
  return (
    <span className="chip inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-semibold">
      {children}
    </span>
  );
}
