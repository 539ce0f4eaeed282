import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { freshKey } from "../../api/browser.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Field } from "../../ui/field.tsx";
import { moved } from "../../ui/move.ts";
import { Section } from "../../ui/page.tsx";
import { emptyVariant, type VariantDraft } from "./product-draft.ts";

interface Props {
  readonly variants: readonly VariantDraft[];
  /** The currency's sign, for the labels. */
  readonly sign: string;
  readonly onChange: (next: readonly VariantDraft[]) => void;
  readonly errorAt: (field: string) => string | undefined;
}

/** The options of a product: name, price, struck-through price with its basis, and the stock a new one starts with. */
export function VariantsEditor({ variants, sign, onChange, errorAt }: Props) {
  const t = useTranslations("sell.product");
  const merchant = useTranslations("merchant.products");
  const common = useTranslations("common");
  const icon = "grid size-10 place-items-center rounded-full text-muted hover:bg-wash disabled:opacity-30";
  return (
    <Section title={t("options")}>
      <p className="-mt-2 mb-3 text-sm text-muted">{t("optionsHint")}</p>
      <ol className="grid gap-3">
        {variants.map((variant, at) => {
          const wire = (
            name: "title" | "price" | "compare_at_price" | "compare_at_basis" | "sku_code" | "initial_stock",
          ) => ({
            value: variant[name],
            error: errorAt(`variants.${at}.${name}`),
            onChange: (event: { target: { value: string } }) =>
              onChange(
                variants.map((other) => (other.key === variant.key ? { ...other, [name]: event.target.value } : other)),
              ),
          });
          return (
            <li
              key={variant.key}
              data-part={t("option", { n: at + 1 })}
              className="rounded-m border border-line p-3 md:p-4"
            >
              <div className="mb-2 flex items-center">
                <span className="mr-auto text-sm text-muted">{t("option", { n: at + 1 })}</span>
                <button
                  type="button"
                  className={icon}
                  aria-label={common("up")}
                  disabled={at === 0}
                  onClick={() => onChange(moved(variants, at, -1))}
                >
                  <ArrowUp size={17} aria-hidden />
                </button>
                <button
                  type="button"
                  className={icon}
                  aria-label={common("down")}
                  disabled={at === variants.length - 1}
                  onClick={() => onChange(moved(variants, at, 1))}
                >
                  <ArrowDown size={17} aria-hidden />
                </button>
                <button
                  type="button"
                  className={icon}
                  aria-label={t("removeOption", { n: at + 1 })}
                  disabled={variants.length === 1}
                  onClick={() => onChange(variants.filter(({ key }) => key !== variant.key))}
                >
                  <Trash2 size={17} aria-hidden />
                </button>
              </div>
              <div
                className={classNames(
                  "grid items-start gap-3",
                  variant.id === null
                    ? "sm:grid-cols-[minmax(0,1fr)_150px_150px]"
                    : "sm:grid-cols-[minmax(0,1fr)_180px]",
                )}
              >
                <Field label={t("optionName")} {...wire("title")} />
                <Field
                  label={t("price", { sign })}
                  inputMode="decimal"
                  className="num"
                  placeholder="39.90"
                  {...wire("price")}
                />
                {variant.id === null && (
                  <Field
                    label={t("initialStock")}
                    inputMode="numeric"
                    className="num"
                    placeholder="0"
                    {...wire("initial_stock")}
                  />
                )}
              </div>
              <div className="mt-3">
                <Field
                  label={merchant("sku")}
                  hint={merchant("skuHint")}
                  optional
                  autoCapitalize="characters"
                  spellCheck={false}
                  className="font-mono"
                  {...wire("sku_code")}
                />
              </div>
              <div className="mt-3 grid items-start gap-3 sm:grid-cols-[180px_minmax(0,1fr)]">
                <Field
                  label={t("compare", { sign })}
                  optional
                  inputMode="decimal"
                  className="num"
                  {...wire("compare_at_price")}
                />
                <Field
                  label={t("compareBasis")}
                  optional
                  hint={variant.compare_at_price.trim() === "" ? undefined : t("compareBasisHint")}
                  {...wire("compare_at_basis")}
                />
              </div>
            </li>
          );
        })}
      </ol>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <Button
          icon={<Plus size={17} aria-hidden />}
          disabled={variants.length >= limits.variants_per_product_max}
          onClick={() => onChange([...variants, emptyVariant(freshKey())])}
        >
          {t("addOption")}
        </Button>
        {variants.some(({ id }) => id !== null) && (
          <p className="text-xs text-muted">{`${t("stockElsewhere")} ${t("retire")}`}</p>
        )}
      </div>
    </Section>
  );
}
