import { Link } from "@tanstack/react-router";
import { Link2, SquareArrowOutUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { LiveSession, Studio } from "../../../contract/live.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { copyText } from "../../ui/copy-field.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { clockText, useNow } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { useEncoderTexts } from "./encoder-facts.tsx";

/** How long on air, how the picture leaves here, the way to the room, and the end. */
export function CockpitBar({
  session,
  encoder,
  room_id,
  ending,
  onEnding,
  shortcuts,
}: {
  readonly session: LiveSession;
  readonly encoder: Studio["encoder"];
  readonly room_id: string;
  /** Whether the end is being asked about. */
  readonly ending: boolean;
  readonly onEnding: (ending: boolean) => void;
  readonly shortcuts: ReactNode;
}) {
  const t = useTranslations("studio");
  const texts = useEncoderTexts(encoder);
  const icon = "grid size-11 place-items-center rounded-full text-muted hover:bg-wash hover:text-ink";
  const share = async () =>
    toast(
      (await copyText(`${location.origin}/rooms/${room_id}`))
        ? t("live.shared")
        : `${location.origin}/rooms/${room_id}`,
    );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <h1 className="min-w-0 truncate text-md font-bold">{session.title}</h1>
      <span className="flex items-center gap-1.5 font-semibold">
        <span aria-hidden className="size-2 animate-pulse rounded-full bg-ember" />
        {t("live.onAir")} {session.started_at !== null && <OnAirFor since={session.started_at} />}
      </span>
      <span data-varies className="num text-sm text-muted">
        {encoder.connected
          ? `${texts.size} · ${texts.fps} · ${texts.bitrate} · ${t("encoder.dropped")} ${encoder.dropped_frames}`
          : t("encoder.missing")}
      </span>
      <span className="ml-auto flex items-center gap-1">
        <button
          type="button"
          className={icon}
          aria-label={t("live.share")}
          title={t("live.share")}
          onClick={() => void share()}
        >
          <Link2 size={19} aria-hidden />
        </button>
        <Link
          to={`/rooms/${room_id}`}
          target="_blank"
          className={icon}
          aria-label={t("live.toRoom")}
          title={t("live.toRoom")}
        >
          <SquareArrowOutUpRight size={18} aria-hidden />
        </Link>
        {shortcuts}
        <End session={session} asking={ending} setAsking={onEnding} />
      </span>
    </div>
  );
}

function OnAirFor({ since }: { readonly since: string }) {
  return (
    <span data-varies className="num font-normal">
      {clockText(useNow() - Date.parse(since))}
    </span>
  );
}

function End({
  session,
  asking,
  setAsking,
}: {
  readonly session: LiveSession;
  readonly asking: boolean;
  readonly setAsking: (asking: boolean) => void;
}) {
  const t = useTranslations("studio.live");
  // The question stays until the recap takes the page: closed before, its step back in the history could land after the recap was opened and leave it again.
  const end = useAct("endSession", { refreshes: ["getStudio", "getRecap", "getRoom", "listRooms"] });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("end")}</Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("endTitle")}
        text={t("endText")}
        action={t("endAction")}
        kind="danger"
        busy={end.busy || end.done !== undefined}
        onConfirm={() => end.run({ params: { session_id: session.id } })}
      >
        {end.error === null ? undefined : <ErrorLine error={end.error} />}
      </Confirm>
    </>
  );
}
