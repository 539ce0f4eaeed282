import { Link } from "@tanstack/react-router";
import { Package, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { productStates, type Product } from "../../../contract/catalog.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useTitle } from "../../ui/page.tsx";
import { VerificationPanel } from "../verify/verification-panel.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { useMyShop } from "./my-shop.ts";

export const productTones: Readonly<Record<Product["state"], Tone>> = { draft: "soon", on_sale: "good", off: "quiet" };

export function ProductsPage() {
  const t = useTranslations("sell.product");
  const shop = useMyShop();
  const [state, setState] = useState<Product["state"] | "all">("all");
  const seller = useCall("getSeller", { params: { shop_id: shop.id } });
  const pages = usePages("listShopProducts", { params: { shop_id: shop.id }, query: state === "all" ? {} : { state } });
  useTitle(t("filter"));
  return (
    <div className="grid gap-4">
      {seller.data?.verified === false && shop.my_role === "owner" && <VerificationPanel kind="seller" />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Chips
          label={t("filter")}
          current={state}
          onChange={setState}
          options={(["all", ...productStates] as const).map((id) => ({ id, label: t(id) }))}
        />
        <Link to="/sell/products/new" className={buttonClass("solid", "m")}>
          <Plus size={18} aria-hidden />
          {t("add")}
        </Link>
      </div>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <EmptyState
          icon={<Package size={22} aria-hidden />}
          title={t(state === "all" ? "none" : "noneHere")}
          text={state === "all" ? t("noneText") : undefined}
        />
      ) : (
        <ul className="grid gap-2 lg:grid-cols-2">
          {pages.items.map((product) => (
            <li key={product.id}>
              <ProductRow product={product} />
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
    </div>
  );
}

function ProductRow({ product }: { readonly product: Product }) {
  const t = useTranslations("sell.product");
  const prices = product.variants.map(({ price }) => price).toSorted((a, b) => a.amount - b.amount);
  const lowest = prices[0];
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
          <StateBadge tone={productTones[product.state]}>{t(product.state)}</StateBadge>
          <span className={stock === 0 ? "text-amber-text" : "num"}>{t("stock", { count: stock })}</span>
          {product.variants.length > 1 && <span>{t("variants", { count: product.variants.length })}</span>}
        </span>
      </span>
      {lowest !== undefined && (
        <span className="text-right">
          <Price money={lowest} className="text-md" />
          {prices.length > 1 && <span className="ml-0.5 text-xs text-muted">{t("from")}</span>}
        </span>
      )}
    </Link>
  );
}
