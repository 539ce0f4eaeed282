import { Link, useNavigate } from "@tanstack/react-router";
import { ShoppingCart } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Cart } from "../../../contract/cart.ts";
import { useAccount } from "../../api/account.ts";
import { useBringing, useCart } from "../../api/cart.ts";
import { useStore } from "../../api/store.ts";
import { online } from "../../api/connection.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { AddressChoice, type AddressView, newAddressForm } from "../address/address-choice.tsx";
import { ShopCard } from "./shop-card.tsx";
import { Totals } from "./totals.tsx";
import { useCheckingOut } from "./use-checking-out.ts";

/** What is selected in the cart, shop by shop, with one button that names the amount. */
export function CheckoutPage() {
  const t = useTranslations("checkout");
  const frame = useTranslations("frame");
  const account = useAccount();
  const cart = useCart();
  const bringing = useBringing();
  return (
    <PageBody width="wide" className="max-md:pb-40">
      <PageHeader title={t("title")} back="/cart" />
      {account === null ? (
        <EmptyState title={t("guestTitle")} text={t("guestText")}>
          <Button kind="solid" onClick={() => void requireSignIn("buy")}>
            {frame("signIn")}
          </Button>
        </EmptyState>
      ) : account === undefined || cart.data === undefined || bringing ? (
        cart.error === null ? (
          <div className="grid gap-4">
            <Skeleton className="h-20 rounded-m" />
            <Skeleton className="h-52 rounded-m" />
          </div>
        ) : (
          <ErrorState error={cart.error} onRetry={() => void cart.refetch()} />
        )
      ) : (
        <CheckoutBody cart={cart.data} />
      )}
    </PageBody>
  );
}

function CheckoutBody({ cart }: { readonly cart: Cart }) {
  const t = useTranslations("checkout");
  const navigate = useNavigate();
  const checking = useCheckingOut(cart, (checkout_id) =>
    navigate({ to: "/checkouts/$checkout_id", params: { checkout_id }, replace: true }),
  );
  const [addressView, setAddressView] = useState<AddressView>("chosen");
  if (checking.groups.length === 0 && !checking.busy)
    return (
      <EmptyState icon={<ShoppingCart size={24} aria-hidden />} title={t("nothingTitle")} text={t("nothingText")}>
        <Link to="/cart" className={buttonClass("solid")}>
          {t("toCart")}
        </Link>
      </EmptyState>
    );
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_320px]">
      <div className="grid min-w-0 gap-4">
        {/* The choice names itself. */}
        <Section>
          <AddressChoice
            addresses={checking.addresses}
            chosen={checking.address}
            onChoose={checking.chooseAddress}
            view={addressView}
            onView={setAddressView}
          />
          {addressView === "form" && (
            <Button type="submit" form={newAddressForm} kind="solid" wide className="mt-3">
              {t("saveAddress")}
            </Button>
          )}
        </Section>
        {checking.groups.map((group) => (
          <ShopCard
            key={group.shop.id}
            group={group}
            quoted={checking.partOf(group.shop.id)}
            coupons={{
              chosen: checking.couponsOf(group.shop.id),
              onChoose: (ids) => checking.chooseCoupons(group.shop.id, ids),
              disabled: checking.fixed,
              usedAt: (id) =>
                checking.groups.find(
                  ({ shop }) => shop.id !== group.shop.id && checking.couponsOf(shop.id).includes(id),
                )?.shop.name ?? null,
            }}
            remark={checking.remarks[group.shop.id] ?? ""}
            onRemark={(text) => checking.setRemark(group.shop.id, text)}
            disabled={checking.busy}
          />
        ))}
      </div>
      <aside aria-label={t("summary")} className="grid gap-4 md:sticky md:top-20">
        <Section title={t("summary")}>
          <Totals quote={checking.quote.data} groups={checking.groups} />
        </Section>
        <div className="max-md:hidden">
          <PayBar checking={checking} onAddAddress={() => setAddressView("form")} />
        </div>
      </aside>
      <div className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-surface/95 p-3 backdrop-blur md:hidden">
        <PayBar checking={checking} onAddAddress={() => setAddressView("form")} />
      </div>
    </div>
  );
}

/** What went wrong, in sight, above the one button; where something is missing the button says what. */
function PayBar({
  checking,
  onAddAddress,
}: {
  readonly checking: ReturnType<typeof useCheckingOut>;
  readonly onAddAddress: () => void;
}) {
  const t = useTranslations("checkout");
  const price = usePriceText();
  const hasNetwork = useStore(online);
  const { quote, busy } = checking;
  const refused = quote.data?.parts.some((part) => part.refusal !== null) ?? false;
  return (
    <div className="grid gap-2.5">
      {!hasNetwork && (
        <p role="status" className="text-sm text-amber-text">
          {t("offline")}
        </p>
      )}
      {refused && !busy && (
        <p role="status" className="text-sm text-amber-text">
          {t("someRefuse")}
        </p>
      )}
      {quote.data === undefined && <ErrorLine error={quote.error} />}
      <ErrorLine error={checking.error} />
      {checking.addresses?.length === 0 ? (
        <Button kind="solid" size="l" wide onClick={onAddAddress}>
          {t("addressFirst")}
        </Button>
      ) : (
        <Button
          kind="buy"
          size="l"
          wide
          busy={busy}
          disabled={!hasNetwork || refused || checking.price === undefined || checking.address === undefined}
          onClick={checking.submit}
          className="num"
        >
          {busy ? t(checking.stage) : t("pay", { amount: quote.data === undefined ? "" : price(quote.data.total) })}
        </Button>
      )}
    </div>
  );
}
