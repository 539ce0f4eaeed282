import { useTranslations } from "use-intl";
import type { Answer } from "../../api/hooks.ts";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Skeleton } from "../../ui/states.tsx";

/** What it costs, part by part, as the server counts it. */
export function BuyBreakdown({ quote }: { readonly quote: Answer<"quoteOrder"> | undefined }) {
  const t = useTranslations("buy");
  const coupons = useTranslations("coupons");
  const price = usePriceText();
  if (quote === undefined) return <Skeleton className="h-18" />;
  return (
    <dl className="num grid gap-1.5">
      <div className="flex justify-between">
        <dt className="text-muted">{t("goods")}</dt>
        <dd>{price(quote.goods)}</dd>
      </div>
      <div className="flex justify-between">
        <dt className="text-muted">{t("shipping")}</dt>
        <dd>{quote.shipping.amount === 0 ? t("freeShipping") : price(quote.shipping)}</dd>
      </div>
      {(
        [
          ["shopDiscount", quote.shop_discount],
          ["subsidy", quote.subsidy],
        ] as const
      ).map(
        ([name, off]) =>
          off.amount > 0 && (
            <div key={name} className="flex justify-between">
              <dt className="text-muted">{coupons(name)}</dt>
              <dd className="text-ember-text">−{price(off)}</dd>
            </div>
          ),
      )}
      <div className="flex items-baseline justify-between font-semibold">
        <dt>{t("total")}</dt>
        <dd>
          <Price money={quote.total} className="text-md" />
        </dd>
      </div>
    </dl>
  );
}
