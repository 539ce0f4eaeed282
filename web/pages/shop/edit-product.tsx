import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { PageHeader, Section } from "../../ui/page.tsx";
import { ErrorLine, ErrorState } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { useParam } from "../work/use-param.ts";
import { TakenDown } from "./market-word.tsx";
import { useMyShop } from "./my-shop.ts";
import { missingOf } from "./product-draft.ts";
import { ProductForm } from "./product-form.tsx";
import { ProductBadge } from "./product-badge.tsx";
import { StockList } from "./stock-list.tsx";

export function NewProductPage() {
  const t = useTranslations("sell.product");
  const navigate = useNavigate();
  return (
    <div className="max-w-3xl">
      <PageHeader back="/sell/products" title={t("newTitle")} />
      <ProductForm
        onSaved={({ id }) =>
          void navigate({ to: "/sell/products/$productId", params: { productId: id }, replace: true })
        }
      />
    </div>
  );
}

export function EditProductPage() {
  const productId = useParam("productId");
  const read = useCall("getProduct", { params: { product_id: productId } });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <RowsSkeleton />;
  return <EditProduct key={read.data.id} product={read.data} />;
}

function EditProduct({ product }: { readonly product: Product }) {
  const t = useTranslations("sell.product");
  return (
    <>
      <PageHeader
        back="/sell/products"
        title={t("editTitle")}
        lead={product.title}
        actions={<Duplicate product={product} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid gap-4 lg:sticky lg:top-20 lg:order-2">
          <SaleState product={product} />
          <StockList product={product} />
        </div>
        <ProductForm product={product} onSaved={() => toast(t("saved"))} />
      </div>
    </>
  );
}

function Duplicate({ product }: { readonly product: Product }) {
  const t = useTranslations("merchant.products");
  const shop = useMyShop();
  const navigate = useNavigate();
  const copy = useAct("duplicateProduct", {
    refreshes: ["listShopProducts"],
    onDone: ({ id }) => {
      toast(t("duplicated"));
      void navigate({ to: "/sell/products/$productId", params: { productId: id } });
    },
    onFail: () => toast(t("duplicateFailed"), "bad"),
  });
  return (
    <Button busy={copy.busy} onClick={() => copy.run({ params: { shop_id: shop.id, product_id: product.id } })}>
      {t("duplicate")}
    </Button>
  );
}

function SaleState({ product }: { readonly product: Product }) {
  const t = useTranslations("sell.product");
  const shop = useMyShop();
  const seller = useCall("getSeller", { params: { shop_id: shop.id } });
  const [asking, setAsking] = useState(false);
  const set = useAct("setProductState", {
    refreshes: ["getProduct", "listShopProducts", "getStudio"],
    onDone: () => setAsking(false),
  });
  const missing =
    product.state === "on_sale" || seller.data === undefined ? [] : missingOf(product, seller.data.verified);
  const change = (state: Product["state"]) =>
    set.run({ params: { shop_id: shop.id, product_id: product.id }, body: { state } });
  return (
    <Section>
      {product.taken_down !== undefined && (
        <div className="mb-3">
          <TakenDown taken_down={product.taken_down} />
        </div>
      )}
      <div className="flex items-center justify-between gap-3">
        <ProductBadge product={product} />
        {product.state === "on_sale" ? (
          <Button onClick={() => setAsking(true)}>{t("takeOff")}</Button>
        ) : (
          <Button
            kind="solid"
            busy={set.busy}
            disabled={missing.length > 0 || product.taken_down !== undefined}
            aria-describedby="missing"
            onClick={() => change("on_sale")}
          >
            {t("putOn")}
          </Button>
        )}
      </div>
      {missing.length > 0 && (
        <div id="missing" className="mt-3 rounded-s bg-wash px-3 py-2.5 text-sm">
          <p className="font-semibold">{t("missingTitle")}</p>
          <ul className="mt-1 list-disc pl-4 text-muted">
            {missing.map((what) => (
              <li key={what}>{t(`missing.${what}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {!asking && set.error !== null && (
        <div className="mt-3">
          <ErrorLine error={set.error} />
        </div>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("takeOffTitle")}
        text={t("takeOffText")}
        action={t("takeOff")}
        busy={set.busy}
        onConfirm={() => change("off")}
      >
        {set.error === null ? undefined : <ErrorLine error={set.error} />}
      </Confirm>
    </Section>
  );
}
