import { useLocale } from "use-intl";
import type { Money } from "../../contract/money.ts";
import { priceParts, priceText } from "../text/money.ts";
import { classNames } from "./class-names.ts";

interface Props {
  readonly money: Money;
  readonly className?: string;
}

/** A price in tabular figures, the currency sign smaller. Size and colour come from outside. */
export function Price({ money, className }: Props) {
  const { sign, whole, cents } = priceParts(money, useLocale());
  const negative = whole.startsWith("−");
  return (
    <span className={classNames("num font-bold whitespace-nowrap", className)}>
      {negative && "−"}
      <span className="text-[0.66em]">{sign}</span>
      {negative ? whole.slice(1) : whole}.{cents}
    </span>
  );
}

/** The struck-through price. Only where its basis is told nearby. */
export function WasPrice({ money, className }: Props) {
  return (
    <s className={classNames("num whitespace-nowrap", className ?? "text-xs text-muted")}>
      {priceText(money, useLocale())}
    </s>
  );
}

/** A function that writes an amount as text: `price(order.total)` → "¥39.90". */
export function usePriceText(): (money: Money) => string {
  const locale = useLocale();
  return (money) => priceText(money, locale);
}
