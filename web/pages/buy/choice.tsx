import { useTranslations } from "use-intl";
import type { Product, Variant } from "../../../contract/catalog.ts";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price, WasPrice } from "../../ui/price.tsx";
import { QuantityStepper } from "../../ui/quantity-stepper.tsx";
import { quantityMax } from "./buying.ts";

interface Props {
  readonly product: Product;
  readonly variant: Variant | undefined;
  readonly onVariant: (id: string) => void;
  readonly quantity: number;
  readonly onQuantity: (next: number) => void;
  readonly disabled: boolean;
}

/** What and how many: picture and price, the basis of a struck-through price, options, quantity. */
export function Choice({ product, variant, onVariant, quantity, onQuantity, disabled }: Props) {
  const t = useTranslations("buy");
  return (
    <>
      <div className="grid grid-cols-[96px_1fr] gap-3.5 pr-8">
        <Picture picture={product.pictures[0]} alt={product.title} className="size-24 rounded-m" />
        <div className="min-w-0">
          {variant !== undefined && (
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Price money={variant.price} className="text-xl text-ember-text" />
              {variant.compare_at_price !== null && <WasPrice money={variant.compare_at_price} />}
            </p>
          )}
          {typeof variant?.compare_at_basis === "string" && (
            <p className="text-xs text-muted">{t("basis", { basis: variant.compare_at_basis })}</p>
          )}
          <p className="mt-1 line-clamp-2 text-sm">{product.title}</p>
          <p className="num mt-0.5 text-xs text-muted">{t("stock", { count: variant?.available ?? 0 })}</p>
          {product.limit_per_buyer !== null && (
            <p className="num mt-0.5 text-xs text-muted">{t("limitPerBuyer", { max: product.limit_per_buyer })}</p>
          )}
        </div>
      </div>
      <fieldset disabled={disabled} className="grid gap-2">
        <legend className="mb-2 font-semibold">{t("variant")}</legend>
        <div role="radiogroup" aria-label={t("variant")} className="flex flex-wrap gap-2">
          {product.variants.map((option) => {
            const chosen = option.id === variant?.id;
            return (
              <button
                key={option.id}
                type="button"
                role="radio"
                aria-checked={chosen}
                disabled={option.available === 0}
                onClick={() => onVariant(option.id)}
                className={classNames(
                  "min-h-11 rounded-m border-[1.5px] px-3.5 text-sm transition duration-150",
                  chosen ? "border-ink bg-wash font-semibold" : "border-line",
                  option.available === 0 && "text-muted line-through opacity-70",
                )}
              >
                {option.title}
              </button>
            );
          })}
        </div>
      </fieldset>
      <div className="flex items-center justify-between">
        <span className="font-semibold">{t("quantity")}</span>
        <QuantityStepper
          value={quantity}
          onChange={onQuantity}
          max={disabled ? quantity : quantityMax(variant, product.limit_per_buyer)}
        />
      </div>
    </>
  );
}
