import { Link } from "@tanstack/react-router";
import { Download, FileUp, Package, Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { productStates, type Product } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { More } from "../../ui/more.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { VerificationPanel } from "../verify/verification-panel.tsx";
import { Chips } from "../work/chips.tsx";
import { FromPrice } from "../buy/from-price.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useSearchChoice } from "../work/use-search.ts";
import { BulkEditSheet } from "./bulk-edit.tsx";
import { ImportProducts } from "./import-products.tsx";
import { useMyShop } from "./my-shop.ts";
import { ProductBadge } from "./product-badge.tsx";
import { useProductExport } from "./product-file.ts";

/** The shop's products: found by state, title or SKU code; changed together, or by a file. */
export function ProductsPage() {
  const t = useTranslations("sell.product");
  const words = useTranslations("merchant");
  const shop = useMyShop();
  const asked = useSearchChoice("state", productStates);
  const [state, setState] = useState<Product["state"] | "all">(asked ?? "all");
  const [typed, setTyped] = useState("");
  const [importing, setImporting] = useState(false);
  const q = useDeferredValue(typed.trim());
  const seller = useCall("getSeller", { params: { shop_id: shop.id } });
  const files = useProductExport();
  const mayEdit = shop.my_permissions.includes("products");
  return (
    <div className="grid gap-4">
      <PageTitle title={t("filter")} />
      {seller.data?.verified === false && shop.my_role === "owner" && <VerificationPanel kind="seller" />}
      <div role="search">
        <Field
          label={words("filter.search")}
          type="search"
          placeholder={words("filter.searchProducts")}
          maxLength={60}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <Chips
        label={t("filter")}
        current={state}
        onChange={setState}
        options={(["all", ...productStates] as const).map((id) => ({ id, label: t(id) }))}
      />
      {mayEdit && (
        <div className="flex flex-wrap gap-2">
          <Link to="/sell/products/new" className={buttonClass("solid", "s")}>
            <Plus size={16} aria-hidden />
            {t("add")}
          </Link>
          <Button size="s" icon={<FileUp size={16} aria-hidden />} onClick={() => setImporting(true)}>
            {words("products.import")}
          </Button>
          <Button size="s" icon={<Download size={16} aria-hidden />} busy={files.busy} onClick={files.run}>
            {words("products.export")}
          </Button>
        </div>
      )}
      <ProductList state={state} q={q} mayEdit={mayEdit} />
      <Sheet open={importing} onClose={() => setImporting(false)} title={words("importing.title")} wide>
        <ImportProducts />
      </Sheet>
    </div>
  );
}

function ProductList({
  state,
  q,
  mayEdit,
}: {
  readonly state: Product["state"] | "all";
  readonly q: string;
  readonly mayEdit: boolean;
}) {
  const t = useTranslations("sell.product");
  const words = useTranslations("merchant");
  const shop = useMyShop();
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [changing, setChanging] = useState(false);
  const query = { ...(state === "all" ? {} : { state }), ...(q === "" ? {} : { q }) };
  const pages = usePages("listShopProducts", { params: { shop_id: shop.id }, query });
  if (pages.error !== null && pages.items === undefined)
    return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items === undefined) return <RowsSkeleton />;
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon={<Package size={22} aria-hidden />}
        title={q === "" ? t(state === "all" ? "none" : "noneHere") : words("filter.none")}
        text={q !== "" ? words("filter.noneText") : state === "all" ? t("noneText") : undefined}
      />
    );
  const shown = pages.items;
  const toggle = (id: string, on: boolean) =>
    setChosen(on ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id));
  return (
    <div>
      {mayEdit && (
        <div className="mb-2 flex flex-wrap items-center gap-2">
          {chosen === null ? (
            <Button size="s" kind="plain" className="-ml-3" onClick={() => setChosen([])}>
              {words("orders.select")}
            </Button>
          ) : (
            <>
              <Button size="s" onClick={() => setChosen(shown.slice(0, limits.bulk_products_max).map(({ id }) => id))}>
                {words("orders.selectAll")}
              </Button>
              {chosen.length > 0 && (
                <Button size="s" kind="solid" onClick={() => setChanging(true)}>
                  {words("products.bulk")}
                </Button>
              )}
              <span className="num text-sm text-muted" aria-live="polite">
                {words("orders.selected", { count: chosen.length })}
              </span>
              <Button size="s" kind="plain" onClick={() => setChosen(null)}>
                {words("orders.done")}
              </Button>
            </>
          )}
        </div>
      )}
      <ul className="grid gap-2 lg:grid-cols-2">
        {shown.map((product) => (
          <li key={product.id} className="flex items-center gap-2">
            {chosen !== null && (
              <input
                type="checkbox"
                aria-label={product.title}
                className="size-6 shrink-0 accent-ink"
                checked={chosen.includes(product.id)}
                disabled={!chosen.includes(product.id) && chosen.length >= limits.bulk_products_max}
                onChange={(event) => toggle(product.id, event.target.checked)}
              />
            )}
            <div className="min-w-0 flex-1">
              <ProductRow product={product} />
            </div>
          </li>
        ))}
      </ul>
      <More pages={pages} />
      <BulkEditSheet product_ids={chosen ?? []} open={changing} onClose={() => setChanging(false)} />
    </div>
  );
}

function ProductRow({ product }: { readonly product: Product }) {
  const t = useTranslations("sell.product");
  const stock = product.variants.reduce((sum, { available }) => sum + available, 0);
  return (
    <Link
      to="/sell/products/$productId"
      params={{ productId: product.id }}
      className="card flex items-center gap-3 p-3 transition duration-150 hover:bg-wash"
    >
      <Picture picture={product.pictures[0]} alt="" size="small" className="size-16 shrink-0 rounded-s" />
      <span className="grid min-w-0 flex-1 gap-1">
        <span className="truncate font-semibold">{product.title}</span>
        <span className="flex flex-wrap items-center gap-x-2.5 text-sm text-muted">
          <ProductBadge product={product} />
          <span className={stock === 0 ? "text-amber-text" : "num"}>{t("stock", { count: stock })}</span>
          {product.variants.length > 1 && <span>{t("variants", { count: product.variants.length })}</span>}
        </span>
      </span>
      <FromPrice product={product} className="text-md text-ink" />
    </Link>
  );
}
