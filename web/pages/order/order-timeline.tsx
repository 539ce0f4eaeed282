import { useLocale, useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { classNames } from "../../ui/class-names.ts";
import { Time } from "../../ui/time.tsx";
import { parcelText } from "./carrier-text.ts";

/** What happened, by whom and when; the newest first. */
export function OrderTimeline({ order }: { readonly order: Pick<Order, "timeline"> }) {
  const t = useTranslations("order");
  const locale = useLocale();
  const events = order.timeline.toReversed();
  return (
    <ol className="grid">
      {events.map((event, index) => (
        <li key={`${event.event}-${event.at}`} className="relative flex gap-3 pb-4 last:pb-0">
          {index < events.length - 1 && (
            <span aria-hidden className="absolute top-4 bottom-0 left-[4.5px] w-px bg-line" />
          )}
          <span
            aria-hidden
            className={classNames(
              "relative mt-1.5 size-2.5 shrink-0 rounded-full",
              index === 0 ? "bg-ink" : "bg-line-strong",
            )}
          />
          <div className="min-w-0 flex-1">
            <p className={index === 0 ? "font-semibold" : undefined}>{t(`events.${event.event}`)}</p>
            <p className="text-xs text-muted">
              <Time at={event.at} /> · {t(`by.${event.by}`)}
            </p>
            {event.note !== "" && <p className="text-sm text-muted">{parcelText(event.note, locale)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
