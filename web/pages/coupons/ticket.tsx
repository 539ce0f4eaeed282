import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Coupon } from "../../../contract/promotion.ts";
import { classNames } from "../../ui/class-names.ts";
import { useTimeText } from "../../ui/time.tsx";
import { useCouponText } from "./coupon-text.ts";

interface Props {
  readonly coupon: Omit<Coupon, "object">;
  /** Until when it can be used. */
  readonly until: string;
  readonly faded?: boolean;
  /** What can be done with it, or what became of it. */
  readonly children?: ReactNode;
}

/** A coupon as a ticket: what it takes off left, its terms in the middle, what to do right. */
export function Ticket({ coupon, until, faded = false, children }: Props) {
  const t = useTranslations("coupons");
  const text = useCouponText();
  const time = useTimeText();
  return (
    <div
      className={classNames(
        "grid grid-cols-[minmax(84px,auto)_1fr_auto] items-center gap-3 rounded-m border border-line bg-surface p-3",
        faded && "opacity-60",
      )}
    >
      <p className="num text-center text-md leading-tight font-bold text-ember-text">{text.value(coupon)}</p>
      <div className="min-w-0 border-l border-dashed border-line-strong pl-3">
        <p className="truncate font-semibold">{coupon.title}</p>
        <p className="text-xs text-muted">{text.terms(coupon)}</p>
        <p className="num text-xs text-muted">
          {coupon.issuer === "platform" && `${t("platformPays")} · `}
          {t("until", { time: time(until) })}
        </p>
      </div>
      <div className="justify-self-end text-right text-sm">{children}</div>
    </div>
  );
}
