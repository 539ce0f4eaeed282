import { Link } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PlayerState } from "../../live/player.ts";
import { socket } from "../../api/live.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Avatar } from "../../ui/picture.tsx";
import { useNow } from "../../ui/time.tsx";
import type { RoomView } from "./room-view.ts";

interface Props {
  readonly view: RoomView;
  readonly playerState: PlayerState;
  readonly onPlay: () => void;
}

/** Why there is no picture: connecting, the host's line dropped, it is over, or this browser cannot or will not. */
export function StageNotice({ view, playerState, onPlay }: Props) {
  const t = useTranslations("room");
  const { session, onAir } = view;
  if (session === null) return <Centred host={view.room.host} title={t("neverTitle")} text={t("neverText")} />;
  if (!onAir) {
    const reason =
      session.end_reason === "encoder_lost"
        ? t("endedLost")
        : session.end_reason === "operator"
          ? t("endedOperator")
          : null;
    const text = [reason, view.room.bag.length > 0 ? t("endedText") : null].filter((part) => part !== null).join(" ");
    return (
      <Centred
        host={session.host}
        title={t("endedTitle")}
        text={text}
        {...(view.room.bag.length > 0 ? { onBag: view.openBag } : {})}
      />
    );
  }
  if (session.state === "interrupted") return <Interrupted resume_by={view.resume_by} />;
  if (playerState === "playing") return null;
  if (playerState === "held")
    return (
      <div className="absolute inset-x-8 top-[38%] z-10 grid justify-items-center">
        <Button className="!bg-white !text-scrim" icon={<Play size={17} aria-hidden />} onClick={onPlay}>
          {t("play")}
        </Button>
      </div>
    );
  const words = {
    connecting: t("connecting"),
    trying: t("trying"),
    lost: t("reconnecting"),
    unsupported: t("unsupported"),
  };
  return (
    <p role="status" className="absolute inset-x-8 top-[38%] z-10 text-center text-sm text-white/90">
      <span className="chip inline-block animate-fade rounded-m px-4 py-2">{words[playerState]}</span>
    </p>
  );
}

function Interrupted({ resume_by }: { readonly resume_by: string | null }) {
  const t = useTranslations("room");
  // By the server's clock: this device may be minutes off.
  const now = useNow() + socket.clock_offset_ms;
  const seconds = resume_by === null ? null : Math.max(0, Math.ceil((Date.parse(resume_by) - now) / 1000));
  return (
    <div role="status" className="absolute inset-x-6 top-[34%] z-10 grid justify-items-center text-center">
      <div className="chip animate-fade rounded-m px-5 py-3.5">
        <p className="font-semibold">{t("interruptedTitle")}</p>
        <p className="num mt-0.5 text-sm text-white/85">
          {seconds === null ? t("interruptedText") : t("interruptedFor", { seconds })}
        </p>
      </div>
    </div>
  );
}

interface CentredProps {
  readonly host: { readonly name: string; readonly avatar_url: string | null };
  readonly title: string;
  readonly text: string;
  readonly onBag?: () => void;
}

function Centred({ host, title, text, onBag }: CentredProps) {
  const t = useTranslations("room");
  return (
    <div
      role="status"
      className="absolute inset-0 z-10 grid place-items-center bg-black/35 px-8 pb-24 text-center md:pb-0"
    >
      <div className="grid animate-fade justify-items-center gap-2">
        <Avatar name={host.name} url={host.avatar_url} size_px={64} className="mb-1" />
        <h1 className="text-lg font-bold">{title}</h1>
        <p className="max-w-xs text-white/85">{text}</p>
        <div className="mt-3 flex flex-wrap justify-center gap-2">
          {onBag !== undefined && (
            <Button className="!bg-white !text-scrim" onClick={onBag}>
              {t("seeBag")}
            </Button>
          )}
          <Link to="/" className={buttonClass("plain") + " chip !rounded-m hover:!bg-black/60 !text-white"}>
            {t("seeOthers")}
          </Link>
        </div>
      </div>
    </div>
  );
}
