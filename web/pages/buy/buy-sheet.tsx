import { Link } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { MapPin } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { SeenFlashSale } from "../../../contract/flash-sales.ts";
import { ApiError } from "../../api/client.ts";
import { useRefresh } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { AddressChoice, type AddressView, newAddressForm } from "../address/address-choice.tsx";
import { BuyBreakdown } from "./breakdown.tsx";
import { CouponsHere } from "./coupons-here.tsx";
import { atFlash } from "./buying.ts";
import { Choice } from "./choice.tsx";
import { Promises } from "./promises.tsx";
import { ToCart } from "./to-cart.tsx";
import { useBuying, type MomentNow } from "./use-buying.ts";

interface Props {
  readonly product: Product;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Where in which broadcast the buyer is, asked at the moment of buying. */
  readonly momentNow: MomentNow;
  /** Bought at this flash sale's price: its option alone. */
  readonly flash?: SeenFlashSale;
}

/** From the wish to the payment page in one sheet. */
export function BuySheet({ product: whole, open, onClose, momentNow, flash }: Props) {
  const t = useTranslations("buy");
  const product = flash === undefined ? whole : atFlash(whole, flash, t("normalPrice"));
  const buying = useBuying(product, momentNow, flash?.id ?? null);
  const inRoom = momentNow() !== null;
  const [addressView, setAddressView] = useState<AddressView>("chosen");
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t("title", { title: product.title })}
      titleHidden
      footer={
        addressView === "form" ? (
          <Button type="submit" form={newAddressForm} kind="solid" size="l" wide>
            {t("saveAddress")}
          </Button>
        ) : (
          <Footer
            buying={buying}
            onAddAddress={() => setAddressView("form")}
            momentNow={momentNow}
            // In the cart it would have its normal price.
            withCart={flash === undefined}
          />
        )
      }
    >
      <div className="grid gap-5 pt-1">
        <Choice
          product={product}
          variant={buying.variant}
          onVariant={buying.chooseVariant}
          quantity={buying.quantity}
          onQuantity={buying.setQuantity}
          disabled={buying.busy}
        />
        <Promises product={product} inRoom={inRoom} />
        {buying.account === null ? (
          <p className="text-sm text-muted">{t("guestAddress")}</p>
        ) : (
          <AddressChoice
            addresses={buying.addresses}
            chosen={buying.address}
            onChoose={buying.chooseAddress}
            view={addressView}
            onView={setAddressView}
          />
        )}
        <CouponsHere product={product} buying={buying} />
        <Field
          label={t("remark")}
          optional
          maxLength={200}
          disabled={buying.busy}
          value={buying.remark}
          onChange={(event) => buying.setRemark(event.target.value)}
        />
        <BuyBreakdown quote={buying.quote.data} />
      </div>
    </Sheet>
  );
}

interface FooterProps {
  readonly buying: ReturnType<typeof useBuying>;
  readonly onAddAddress: () => void;
}

/** What went wrong, in sight, above the one button; beside it the way into the cart. */
function Footer({
  buying,
  onAddAddress,
  momentNow,
  withCart,
}: FooterProps & { readonly momentNow: MomentNow; readonly withCart: boolean }) {
  const t = useTranslations("buy");
  const left = useAfterRefusal(buying.error, () => buying.chooseCoupons("best"));
  return (
    <div className="grid gap-2.5">
      {buying.offline && !buying.waiting && buying.price === undefined && (
        <p role="status" className="text-sm text-amber-text">
          {t("offlineQuote")}
        </p>
      )}
      {buying.waiting && (
        <div role="alert" className="flex items-center justify-between gap-3 rounded-s bg-wash px-3 py-2 text-sm">
          <p>{t("offline")}</p>
          <Button size="s" className="shrink-0 !bg-surface whitespace-nowrap" onClick={buying.stopWaiting}>
            {t("stopWaiting")}
          </Button>
        </div>
      )}
      {buying.price === undefined && <ErrorLine error={buying.quote.error} />}
      {left !== null ? (
        <p role="alert" className="rounded-s border border-ember-text/40 px-3 py-2 text-sm text-ember-text">
          {left}
        </p>
      ) : (
        <ErrorLine error={buying.error} />
      )}
      {buying.order !== undefined && buying.error !== null && (
        <p className="text-sm text-muted">
          {t("placedNotPaid")}{" "}
          <Link
            to="/orders/$order_id"
            params={{ order_id: buying.order.id }}
            className="text-ink underline underline-offset-4"
          >
            {t("seeOrder")}
          </Link>
        </p>
      )}
      <div className="flex gap-2">
        {withCart && buying.variant !== undefined && buying.quantity_max > 0 && buying.order === undefined && (
          <ToCart
            variant={buying.variant}
            quantity={buying.quantity}
            disabled={buying.busy || buying.offline}
            momentNow={momentNow}
          />
        )}
        <div className="min-w-0 flex-1">
          <PayButton buying={buying} onAddAddress={onAddAddress} />
        </div>
      </div>
    </div>
  );
}

/** After "sold out" or "price changed": reads the product again and says what is true now. A coupon that is gone leaves the best of the others. */
function useAfterRefusal(error: Error | null, chooseBest: () => void): string | null {
  const t = useTranslations("buy");
  const refresh = useRefresh();
  const code = error instanceof ApiError ? error.error.code : null;
  const withoutCoupon = useEffectEvent(chooseBest);
  useEffect(() => {
    if (code === "sold_out" || code === "price_changed" || code === "product_not_on_sale")
      refresh("getRoom", "getProduct", "quoteOrder", "listShopProducts");
    if (code?.startsWith("coupon_") === true) withoutCoupon();
    if (code === "limit_per_buyer") refresh("quoteOrder", "getProduct", "listRoomFlashSales");
    if (code?.startsWith("flash_sale_") === true || code?.startsWith("coupon_") === true)
      refresh("listRoomFlashSales", "quoteOrder", "listHeldCoupons");
  }, [code, error, refresh]);
  if (code === "price_changed") return t("newPrice");
  if (code !== "sold_out" || !(error instanceof ApiError)) return null;
  return t("onlyLeft", { count: Number(error.error.details["available"] ?? 0) });
}

/** The one button; where something is missing it says what, and leads there. */
function PayButton({ buying, onAddAddress }: FooterProps) {
  const t = useTranslations("buy");
  const price = usePriceText();
  const amount = buying.quote.data === undefined ? "" : price(buying.quote.data.total);
  if (buying.order !== undefined && (buying.error !== null || !buying.busy)) {
    return (
      <Button kind="buy" size="l" wide busy={buying.busy} onClick={buying.retryPay}>
        {t("pay", { amount: price(buying.order.total) })}
      </Button>
    );
  }
  if (buying.quantity_max === 0) {
    return (
      <button type="button" disabled className={buttonClass("quiet", "l", true)}>
        {t("soldOut")}
      </button>
    );
  }
  const guest = buying.account === null;
  if (!guest && buying.addresses?.length === 0) {
    return (
      <Button kind="solid" size="l" wide icon={<MapPin size={18} aria-hidden />} onClick={onAddAddress}>
        {t("addressFirst")}
      </Button>
    );
  }
  const ready = buying.price !== undefined && (guest || buying.address !== undefined);
  const words = {
    placing: t("placing"),
    paying: t("toPayment"),
    choosing: guest ? t("signInToBuy", { amount }) : t("pay", { amount }),
  };
  return (
    <Button
      kind="buy"
      size="l"
      wide
      busy={buying.busy}
      disabled={!ready}
      onClick={() => void buying.submit()}
      className="num"
    >
      {buying.waiting ? t("waiting") : words[buying.stage]}
    </Button>
  );
}
