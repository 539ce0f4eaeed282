import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronRight, ShoppingCart } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { PageBody, Section, useTitle } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { BuySheet } from "../buy/buy-sheet.tsx";
import { priceFrom, totalAvailable } from "../buy/buying.ts";
import { CouponShelf } from "../coupons/coupon-shelf.tsx";
import { FromPrice } from "../buy/from-price.tsx";
import { Promises } from "../buy/promises.tsx";
import { ToCart } from "../buy/to-cart.tsx";
import { useRemember } from "../history/use-remember.ts";
import { LateProductReviews } from "../reviews/late-product-reviews.tsx";
import { ShareButton } from "../share/share-button.tsx";
import { Gallery } from "./gallery.tsx";
import { PriceHistory } from "./price-history.tsx";

const route = getRouteApi("/products/$product_id");
const noMoment = () => null;

export function ProductPage() {
  const { product_id } = route.useParams() as { readonly product_id: string };
  const product = useCall("getProduct", { params: { product_id } });
  useTitle(product.data?.title);
  useRemember(product.data?.id);
  if (product.data === undefined) {
    if (product.error !== null) return <ErrorState error={product.error} onRetry={() => void product.refetch()} />;
    return (
      <PageBody width="wide" className="grid gap-6 pt-6 md:grid-cols-2">
        <Skeleton className="aspect-square rounded-m" />
        <Skeleton className="h-60 rounded-m" />
      </PageBody>
    );
  }
  return <Page product={product.data} />;
}

function Page({ product }: { readonly product: Product }) {
  const t = useTranslations("product");
  const buy = useTranslations("buy");
  const price = usePriceText();
  const [buying, setBuying] = useState(false);
  const from = priceFrom(product);
  const left = totalAvailable(product);
  const buyable = product.state === "on_sale" && left > 0;
  const label = product.state !== "on_sale" ? t("offSale") : left === 0 ? t("soldOut") : t("choose");
  const [only] = product.variants.length === 1 ? product.variants : [];
  const action = (
    <div className="flex gap-2">
      {buyable &&
        (only === undefined ? (
          // With several options the sheet asks which one, and has the same way into the cart.
          <Button
            size="l"
            className="shrink-0 !px-4"
            icon={<ShoppingCart size={19} aria-hidden />}
            onClick={() => setBuying(true)}
          >
            {buy("toCart")}
          </Button>
        ) : (
          <ToCart variant={only} quantity={1} disabled={false} momentNow={noMoment} />
        ))}
      <Button
        kind={buyable ? "buy" : "quiet"}
        size="l"
        className="min-w-0 flex-1"
        disabled={!buyable}
        onClick={() => setBuying(true)}
      >
        {label}
      </Button>
    </div>
  );
  return (
    <PageBody
      width="wide"
      className="grid items-start gap-6 pt-4 max-md:pb-32 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:gap-10 md:pt-10"
    >
      <Gallery product={product} />
      <div className="grid gap-4">
        <div>
          <div className="flex items-start justify-between gap-3">
            <h1 className="min-w-0 text-xl font-bold break-words">{product.title}</h1>
            <ShareButton title={product.title} />
          </div>
          <p className="mt-2 flex flex-wrap items-baseline gap-x-2">
            <FromPrice product={product} className="text-2xl text-ember-text" />
            <span className="text-sm text-muted">{t("per", { unit: product.unit })}</span>
          </p>
          {from?.several === false && from.variant.compare_at_basis !== null && (
            <p className="text-xs text-muted">{buy("basis", { basis: from.variant.compare_at_basis })}</p>
          )}
          <p className="num mt-2 text-sm text-muted">
            {t("stock", { count: left })} ·{" "}
            {product.shipping_fee.amount === 0
              ? t("freeShipping")
              : t("shippingFee", { fee: price(product.shipping_fee) })}
            {product.limit_per_buyer !== null && ` · ${t("limitPerBuyer", { max: product.limit_per_buyer })}`}
          </p>
        </div>
        <Promises product={product} inRoom={false} />
        <CouponShelf of={{ product_id: product.id }} />
        <ul aria-label={t("options")} className="card divide-y divide-line px-4">
          {product.variants.map((variant) => (
            <li key={variant.id} className="flex items-center justify-between gap-3 py-2.5">
              <span className="min-w-0">{variant.title}</span>
              <span className="flex items-baseline gap-3">
                <span className="num text-xs text-muted">{t("stock", { count: variant.available })}</span>
                <Price money={variant.price} />
              </span>
            </li>
          ))}
        </ul>
        <div className="hidden md:block">{action}</div>
        <Link to="/shops/$shop_id" params={{ shop_id: product.shop.id }} className="card flex items-center gap-3 p-3.5">
          <Picture picture={product.shop.logo} alt="" size="small" className="size-11 rounded-s" />
          <span className="min-w-0 flex-1">
            <span className="block text-xs text-muted">{t("shop")}</span>
            <span className="block truncate font-semibold">{product.shop.name}</span>
          </span>
          <ChevronRight size={18} aria-hidden className="text-muted" />
        </Link>
        <Link
          to="/messages/$shop_id"
          params={{ shop_id: product.shop.id }}
          search={{ product: product.id }}
          className="inline-flex min-h-8 items-center gap-2 justify-self-start text-sm underline underline-offset-4"
        >
          {t("ask")}
        </Link>
        <LateProductReviews product_id={product.id} />
        <PriceHistory product_id={product.id} />
        <Section title={t("description")}>
          <p className="leading-relaxed whitespace-pre-line">
            {product.description === "" ? t("noDescription") : product.description}
          </p>
        </Section>
      </div>
      <div className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-surface/95 p-3 backdrop-blur md:hidden">
        {action}
      </div>
      {buying && <BuySheet product={product} open onClose={() => setBuying(false)} momentNow={noMoment} />}
    </PageBody>
  );
}
