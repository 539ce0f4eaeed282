import { useLocale, useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { Time } from "../../ui/time.tsx";
import { parcelText } from "../order/carrier-text.ts";

type Actor = Order["timeline"][number]["by"];

/** What happened to an order, newest first, with who did it and what they noted. */
export function OrderTimeline({ order, by }: { readonly order: Order; readonly by: (key: `by.${Actor}`) => string }) {
  const t = useTranslations("order");
  const locale = useLocale();
  return (
    <ol className="grid gap-3">
      {order.timeline.toReversed().map((entry, at) => (
        <li key={`${entry.event}-${entry.at}`} className="flex gap-3">
          <span
            aria-hidden
            className={
              at === 0 ? "mt-1.5 size-2 shrink-0 rounded-full bg-ink" : "mt-1.5 size-2 shrink-0 rounded-full bg-line"
            }
          />
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className={at === 0 ? "font-semibold" : undefined}>
                {t(`events.${entry.event}`)} <span className="font-normal text-muted">· {by(`by.${entry.by}`)}</span>
              </span>
              <span className="text-sm text-muted">
                <Time at={entry.at} />
              </span>
            </span>
            {entry.note !== "" && <span className="block text-sm text-muted">{parcelText(entry.note, locale)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
