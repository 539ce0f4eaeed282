import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { Button } from "../../ui/button.tsx";
import { Price } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { totalAvailable } from "../buy/buying.ts";
import { FromPrice } from "../buy/from-price.tsx";
import { Promises } from "../buy/promises.tsx";
import { Gallery } from "./gallery.tsx";

interface Props {
  readonly product: Product;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onBuy: () => void;
}

/** A product looked at over the broadcast, which goes on behind it. */
export function ProductSheet({ product, open, onClose, onBuy }: Props) {
  const t = useTranslations("product");
  const left = totalAvailable(product);
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={product.title}
      footer={
        <Button kind={left > 0 ? "buy" : "quiet"} size="l" wide disabled={left === 0} onClick={onBuy}>
          {left > 0 ? t("choose") : t("soldOut")}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Gallery product={product} />
        <p className="flex flex-wrap items-baseline gap-x-2">
          <FromPrice product={product} className="text-xl text-ember-text" />
          <span className="text-sm text-muted">{t("per", { unit: product.unit })}</span>
        </p>
        {product.limit_per_buyer !== null && (
          <p className="num text-sm text-muted">{t("limitPerBuyer", { max: product.limit_per_buyer })}</p>
        )}
        <Promises product={product} inRoom={false} />
        <ul aria-label={t("options")} className="divide-y divide-line">
          {product.variants.map((variant) => (
            <li key={variant.id} className="flex items-center justify-between gap-3 py-2">
              <span className="min-w-0">{variant.title}</span>
              <span className="flex items-baseline gap-3">
                <span className="num text-xs text-muted">{t("stock", { count: variant.available })}</span>
                <Price money={variant.price} />
              </span>
            </li>
          ))}
        </ul>
        <p className="leading-relaxed whitespace-pre-line">
          {product.description === "" ? t("noDescription") : product.description}
        </p>
      </div>
    </Sheet>
  );
}
