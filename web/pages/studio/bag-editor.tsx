import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import { usePages } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Checkbox, Field } from "../../ui/field.tsx";
import { More } from "../../ui/more.tsx";
import { moved } from "../../ui/move.ts";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { stockOf } from "./stock.ts";

interface Props {
  readonly shop_id: string;
  readonly products: readonly Product[];
  readonly onChange: (next: readonly Product[]) => void;
}

/** The products of a broadcast, in the order in which they will be shown. */
export function BagEditor({ shop_id, products, onChange }: Props) {
  const t = useTranslations("studio.bag");
  const [picking, setPicking] = useState(false);
  const icon = "grid size-10 shrink-0 place-items-center rounded-full text-muted hover:bg-wash disabled:opacity-30";
  return (
    <Section
      title={t("title")}
      actions={
        <Button size="s" icon={<Plus size={16} aria-hidden />} onClick={() => setPicking(true)}>
          {t("add")}
        </Button>
      }
    >
      <p className="-mt-2 mb-2 text-sm text-muted">{products.length === 0 ? t("empty") : t("hint")}</p>
      <ol className="divide-y divide-line">
        {products.map((product, at) => (
          <li key={product.id} className="flex items-center gap-3 py-2">
            <span className="num w-5 shrink-0 text-center text-sm text-muted">{at + 1}</span>
            <ProductLine product={product} />
            <span className="flex shrink-0">
              <button
                type="button"
                className={icon}
                aria-label={t("up", { title: product.title })}
                disabled={at === 0}
                onClick={() => onChange(moved(products, at, -1))}
              >
                <ArrowUp size={17} aria-hidden />
              </button>
              <button
                type="button"
                className={icon}
                aria-label={t("down", { title: product.title })}
                disabled={at === products.length - 1}
                onClick={() => onChange(moved(products, at, 1))}
              >
                <ArrowDown size={17} aria-hidden />
              </button>
              <button
                type="button"
                className={icon}
                aria-label={t("remove", { title: product.title })}
                onClick={() => onChange(products.filter(({ id }) => id !== product.id))}
              >
                <X size={17} aria-hidden />
              </button>
            </span>
          </li>
        ))}
      </ol>
      <PickerSheet open={picking} onClose={() => setPicking(false)} count={products.length}>
        <Picker shop_id={shop_id} products={products} onChange={onChange} />
      </PickerSheet>
    </Section>
  );
}

export function PickerSheet({
  open,
  onClose,
  count,
  children,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly count: number;
  readonly children: ReactNode;
}) {
  const t = useTranslations("studio.bag");
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t("pick")}
      footer={
        <Button kind="solid" wide onClick={onClose}>
          {count === 0 ? t("done") : `${t("done")} · ${t("count", { count })}`}
        </Button>
      }
    >
      {children}
    </Sheet>
  );
}

export function ProductLine({ product }: { readonly product: Product }) {
  const t = useTranslations("studio.bag");
  const price = product.variants[0]?.price;
  const stock = stockOf(product);
  return (
    <>
      <Picture picture={product.pictures[0]} alt="" size="small" className="size-11 shrink-0 rounded-s" />
      <span className="grid min-w-0 flex-1">
        <span className="truncate">{product.title}</span>
        <span className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          {price !== undefined && <Price money={price} />}
          <span className={stock === 0 ? "text-amber-text" : "num"}>{t("stock", { count: stock })}</span>
          {product.state !== "on_sale" && <StateBadge tone="soon">{t("notOnSale")}</StateBadge>}
        </span>
      </span>
    </>
  );
}

export function Picker({ shop_id, products, onChange }: Props) {
  const t = useTranslations("studio.bag");
  const [wanted, setWanted] = useState("");
  const pages = usePages("listShopProducts", { params: { shop_id }, query: { state: "on_sale", limit: 100 } });
  if (pages.error !== null && pages.items === undefined)
    return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items === undefined) return <Skeleton className="h-48" />;
  if (pages.items.length === 0) {
    return (
      <EmptyState title={t("none")} text={t("noneText")}>
        <Link to="/sell" className={buttonClass("solid")}>
          {t("toProducts")}
        </Link>
      </EmptyState>
    );
  }
  const found = pages.items.filter(({ title }) => title.toLowerCase().includes(wanted.trim().toLowerCase()));
  const chosen = new Set(products.map(({ id }) => id));
  const full = products.length >= limits.bag_products_max;
  return (
    <>
      {pages.items.length > 8 && (
        <Field label={t("search")} type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      )}
      <ul className="mt-2 divide-y divide-line">
        {found.map((product) => (
          <li key={product.id} className="flex items-center gap-3 py-1">
            <Picture picture={product.pictures[0]} alt="" size="small" className="size-11 shrink-0 rounded-s" />
            <div className="min-w-0 flex-1 [&>label]:flex-row-reverse [&>label]:justify-between">
              <Checkbox
                label={product.title}
                hint={t("stock", { count: stockOf(product) })}
                checked={chosen.has(product.id)}
                disabled={full && !chosen.has(product.id)}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...products, product] : products.filter(({ id }) => id !== product.id),
                  )
                }
              />
            </div>
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}
