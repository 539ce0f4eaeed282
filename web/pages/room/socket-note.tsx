import { useTranslations } from "use-intl";
import { useSocketState } from "../../api/live.ts";
import { OfflineBar } from "../../frame/offline-bar.tsx";

/** Tells when what people say does not arrive. */
export function SocketNote() {
  const t = useTranslations("room");
  const state = useSocketState();
  const look =
    "mb-2 w-fit text-xs text-amber-text max-md:mb-0 max-md:rounded-m max-md:bg-black/65 max-md:px-3 max-md:py-1.5 max-md:!text-white";
  if (state !== "stopped") return <OfflineBar className={look} />;
  return (
    <p role="status" className={look}>
      {t("chatStopped")}
    </p>
  );
}
