import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { Picture } from "../../ui/picture.tsx";
import { totalAvailable } from "../buy/buying.ts";
import { FromPrice } from "../buy/from-price.tsx";

/** A product in a grid. `withShop`: where several shops are side by side. */
export function ProductCard({ product, withShop = false }: { readonly product: Product; readonly withShop?: boolean }) {
  const t = useTranslations("shop");
  return (
    <Link to="/products/$product_id" params={{ product_id: product.id }} className="card block h-full overflow-hidden">
      <Picture picture={product.pictures[0]} alt="" className="aspect-square w-full" />
      <div className="p-3">
        <h3 className="line-clamp-2 min-h-10 leading-snug font-semibold">{product.title}</h3>
        <FromPrice product={product} className="text-md text-ember-text" />
        <p className="num truncate text-xs text-muted">
          {withShop ? product.shop.name : t("stock", { count: totalAvailable(product) })}
        </p>
      </div>
    </Link>
  );
}
