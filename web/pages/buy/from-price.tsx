import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { classNames } from "../../ui/class-names.ts";
import { Price, WasPrice } from "../../ui/price.tsx";
import { priceFrom } from "./buying.ts";

interface Props {
  readonly product: Product;
  /** Size and colour of the price itself. */
  readonly className: string;
  readonly mutedClass?: string;
}

/** What a product costs: its one price, or "from" the lowest; a struck-through price only where it compares with that one. */
export function FromPrice({ product, className, mutedClass = "text-muted" }: Props) {
  const t = useTranslations("buy");
  const from = priceFrom(product);
  if (from === undefined) return null;
  const price = () => <Price money={from.variant.price} className={className} />;
  const was = from.variant.compare_at_price;
  return (
    <span className={classNames("inline-flex flex-wrap items-baseline gap-x-1.5 text-xs", mutedClass)}>
      {from.several ? <span>{t.rich("fromPrice", { price })}</span> : price()}
      {was !== null && !from.several && <WasPrice money={was} className={classNames("text-xs", mutedClass)} />}
    </span>
  );
}
