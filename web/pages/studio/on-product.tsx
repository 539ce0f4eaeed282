import { useTranslations } from "use-intl";
import type { RunDownItem } from "../../../contract/planning.ts";
import { socket } from "../../api/live.ts";
import { clockText, useNow } from "../../ui/time.tsx";

const minute_ms = 60_000;

/** How long the product on show has been talked about this time, against what was planned. */
export function OnProduct({ item, pinned_at }: { readonly item: RunDownItem; readonly pinned_at: string }) {
  const t = useTranslations("cockpit.runDown");
  const ms = useNow() + socket.clock_offset_ms - Date.parse(pinned_at);
  const time = clockText(ms);
  const plan_ms = (item.planned_minutes ?? 0) * minute_ms;
  if (item.planned_minutes === null)
    return (
      <span data-varies className="num text-sm text-muted">
        {t("onIt", { time })}
      </span>
    );
  if (ms > plan_ms)
    return (
      <span data-varies className="num text-sm font-semibold text-amber-text">
        {t("over", { time: clockText(ms - plan_ms) })}
      </span>
    );
  return (
    <span data-varies className="num text-sm text-muted">
      {t("ofPlan", { time, plan: String(item.planned_minutes) })}
    </span>
  );
}
