import { getRouteApi, Link } from "@tanstack/react-router";
import { PackageOpen } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { PageBody, Section, useTitle } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { totalAvailable } from "../buy/buying.ts";
import { FromPrice } from "../buy/from-price.tsx";
import { SellerFacts } from "./seller-facts.tsx";

const route = getRouteApi("/shops/$shop_id");

/** A shop: what it sells, and who is behind it. */
export function ShopPage() {
  const t = useTranslations("shop");
  const format = useFormatter();
  const { shop_id } = route.useParams() as { readonly shop_id: string };
  const shop = useCall("getShop", { params: { shop_id } });
  const seller = useCall("getSeller", { params: { shop_id } });
  const products = usePages("listShopProducts", { params: { shop_id }, query: { state: "on_sale" } });
  useTitle(shop.data?.name);
  if (shop.error !== null && shop.data === undefined)
    return <ErrorState error={shop.error} onRetry={() => void shop.refetch()} />;
  return (
    <PageBody width="wide">
      <header className="flex items-center gap-4 py-6 md:py-9">
        <Picture picture={shop.data?.logo} alt="" className="size-18 shrink-0 rounded-m" />
        {shop.data === undefined ? (
          <Skeleton className="h-12 w-52" />
        ) : (
          <div className="min-w-0">
            <h1 className="text-xl font-bold">{shop.data.name}</h1>
            <p className="num mt-1 text-sm text-muted">
              {shop.data.state === "closed"
                ? t("closed")
                : `${t("dispatch", { hours: shop.data.dispatch_hours })} · ${t("since", { date: format.dateTime(new Date(shop.data.created_at), { dateStyle: "medium" }) })}`}
            </p>
          </div>
        )}
      </header>
      {shop.data !== undefined && shop.data.intro !== "" && (
        <p className="mb-6 max-w-2xl whitespace-pre-line">{shop.data.intro}</p>
      )}
      <div className="grid items-start gap-6 md:grid-cols-[1fr_340px]">
        <section aria-label={t("products")}>
          {products.items === undefined && products.error !== null && (
            <ErrorState error={products.error} onRetry={products.retry} />
          )}
          {products.items?.length === 0 && (
            <EmptyState
              icon={<PackageOpen size={24} aria-hidden />}
              title={t("noProducts")}
              text={t("noProductsText")}
            />
          )}
          <ul className="grid grid-cols-2 gap-3 md:gap-4 lg:grid-cols-3">
            {products.items === undefined &&
              products.error === null &&
              Array.from({ length: 4 }, (_, index) => (
                <li key={index}>
                  <Skeleton className="aspect-[4/5] rounded-m" />
                </li>
              ))}
            {products.items?.map((product) => (
              <li key={product.id}>
                <ProductCard product={product} />
              </li>
            ))}
          </ul>
          <More pages={products} />
        </section>
        <Section title={t("sellerTitle")} className="md:sticky md:top-20">
          <p className="mb-4 text-sm text-muted">{t("sellerLead")}</p>
          {seller.data === undefined ? <Skeleton className="h-32" /> : <SellerFacts seller={seller.data} />}
        </Section>
      </div>
    </PageBody>
  );
}

function ProductCard({ product }: { readonly product: Product }) {
  const t = useTranslations("shop");
  return (
    <Link to="/products/$product_id" params={{ product_id: product.id }} className="card block overflow-hidden">
      <Picture picture={product.pictures[0]} alt="" className="aspect-square w-full" />
      <div className="p-3">
        <h2 className="line-clamp-2 min-h-10 leading-snug font-semibold">{product.title}</h2>
        <FromPrice product={product} className="text-md text-ember-text" />
        <p className="num text-xs text-muted">{t("stock", { count: totalAvailable(product) })}</p>
      </div>
    </Link>
  );
}
