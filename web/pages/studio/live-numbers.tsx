import { useFormatter, useTranslations } from "use-intl";
import type { LiveSession, Recap } from "../../../contract/live.ts";
import { classNames } from "../../ui/class-names.ts";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Skeleton } from "../../ui/states.tsx";

interface Props {
  readonly session: LiveSession;
  readonly sums: Recap | undefined;
  /** In one column, beside the picture of a phone. */
  readonly stacked?: boolean;
}

/** People, money, orders; net before gross. */
export function LiveNumbers({ session, sums, stacked = false }: Props) {
  const t = useTranslations("studio.live");
  const cockpit = useTranslations("cockpit.live");
  const format = useFormatter();
  const price = usePriceText();
  const card = classNames("card grid content-start", stacked ? "px-3 py-2.5" : "p-4");
  const big = classNames("num font-bold tracking-[-0.02em]", stacked ? "text-lg" : "text-2xl");
  return (
    <dl className={classNames("grid", stacked ? "gap-2" : "grid-cols-3 gap-3")}>
      <div className={card}>
        <dt className="text-xs text-muted">{t("watching")}</dt>
        <dd data-varies className={classNames(big, "justify-self-start")}>
          {format.number(session.viewers)}
        </dd>
        <dd data-varies className="num justify-self-start text-xs text-jade">
          {sums === undefined
            ? t("likes", { count: session.likes })
            : t("peak", { count: Math.max(sums.viewers_peak, session.viewers) })}
        </dd>
        {sums !== undefined && (
          <dd className="num text-xs text-muted">{cockpit("followers", { count: sums.followers_new })}</dd>
        )}
      </div>
      <div className={card}>
        <dt className="text-xs text-muted">{t("net")}</dt>
        <dd>
          {sums === undefined ? <Skeleton className="my-1 h-7 w-24" /> : <Price money={sums.gmv_net} className={big} />}
        </dd>
        {sums !== undefined && (
          <dd className="num text-xs text-muted">{t("gross", { amount: price(sums.gmv_gross) })}</dd>
        )}
      </div>
      <div className={card}>
        <dt className="text-xs text-muted">{t("orders")}</dt>
        <dd className={big}>
          {sums === undefined ? <Skeleton className="my-1 h-7 w-16" /> : format.number(sums.orders_paid)}
        </dd>
        {sums !== undefined && <dd className="num text-xs text-muted">{t("placed", { count: sums.orders_placed })}</dd>}
      </div>
    </dl>
  );
}
