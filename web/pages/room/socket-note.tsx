import { useTranslations } from "use-intl";
import { useSocketState } from "../../api/live.ts";

/** Tells when what people say does not arrive. */
export function SocketNote() {
  const t = useTranslations("room");
  const state = useSocketState();
  if (state !== "waiting" && state !== "stopped") return null;
  return (
    <p
      role="status"
      className="mb-2 w-fit text-xs text-amber-text max-md:bg-black/50 max-md:mb-0 max-md:rounded-full max-md:px-3 max-md:py-1 max-md:!text-white"
    >
      {state === "stopped" ? t("chatStopped") : t("chatLost")}
    </p>
  );
}
