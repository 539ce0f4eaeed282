import { Unplug } from "lucide-react";
import { useTranslations } from "use-intl";
import { socket } from "../../api/live.ts";
import { clockText, useNow } from "../../ui/time.tsx";

/** The encoder is gone and the clock runs: how long it may still come back, by the server's clock. */
export function Interrupted({ resume_by }: { readonly resume_by: string | null }) {
  const t = useTranslations("studio.live");
  const now = useNow(500) + socket.clock_offset_ms;
  const left_ms = resume_by === null ? null : Date.parse(resume_by) - now;
  return (
    <div role="alert" className="flex items-center gap-3 rounded-m border border-amber/50 bg-amber/15 px-4 py-3">
      <Unplug size={22} aria-hidden className="shrink-0 text-amber" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{t("interrupted")}</p>
        {left_ms !== null && (
          <p className="text-sm text-muted">
            {left_ms > 0 ? t("interruptedText", { time: clockText(left_ms) }) : t("interruptedNow")}
          </p>
        )}
      </div>
      {left_ms !== null && left_ms > 0 && (
        <span aria-hidden className="num text-2xl font-bold">
          {clockText(left_ms)}
        </span>
      )}
    </div>
  );
}
