import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";
import { Price } from "../../ui/price.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { Time } from "../../ui/time.tsx";
import { orderTones } from "../work/order-tone.ts";
import type { OrderTick } from "./studio-live.ts";

/** Orders of this broadcast as they come in and get paid. */
export function OrderTicker({
  ticks,
  className,
}: {
  readonly ticks: readonly OrderTick[];
  readonly className: string;
}) {
  const t = useTranslations("studio.live");
  const states = useTranslations("states.order");
  return (
    <section className={classNames("card flex min-h-36 flex-col p-4", className)}>
      <h2 className="font-semibold">{t("ticker")}</h2>
      {ticks.length === 0 ? (
        <p className="grid flex-1 place-items-center text-sm text-muted">{t("tickerEmpty")}</p>
      ) : (
        <ul aria-live="polite" className="mt-1 min-h-0 flex-1 divide-y divide-line overflow-y-auto">
          {ticks.map((tick) => (
            <li key={tick.order_id} className="flex animate-fade items-center justify-between gap-3 py-1.5 text-sm">
              <span className="grid min-w-0">
                <span className="truncate">
                  {t("ordered", { name: tick.buyer_name, title: tick.title, quantity: tick.quantity })}
                </span>
                <span className="text-xs text-muted">
                  <Time at={tick.at} format="clock" />
                </span>
              </span>
              <span className="grid shrink-0 justify-items-end">
                <Price money={tick.total} />
                <StateBadge tone={orderTones[tick.state]}>{states(tick.state)}</StateBadge>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
