import { ShoppingBag } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { Button } from "../../ui/button.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { totalAvailable } from "../buy/buying.ts";
import { FromPrice } from "../buy/from-price.tsx";
import { CouponShelf } from "../coupons/coupon-shelf.tsx";
import type { RoomView } from "./room-view.ts";

/** Everything for sale in this session; the pinned one first. */
export function BagSheet({
  view,
  open,
  onClose,
}: {
  readonly view: RoomView;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("room");
  const pinned_id = view.pinned?.id;
  const products =
    view.pinned === undefined ? view.room.bag : [view.pinned, ...view.room.bag.filter(({ id }) => id !== pinned_id)];
  return (
    <Sheet open={open} onClose={onClose} title={t("bag")}>
      {products.length === 0 && (
        <EmptyState icon={<ShoppingBag size={22} aria-hidden />} title={t("bagEmpty")} text={t("bagEmptyText")} />
      )}
      {view.session !== null && (
        <div className="mb-4">
          <CouponShelf of={{ shop_id: view.session.shop.id }} />
        </div>
      )}
      <ul className="grid gap-4">
        {products.map((product) => (
          <BagRow
            key={product.id}
            product={product}
            pinned={view.onAir && product.id === pinned_id}
            onLook={() => {
              onClose();
              view.look(product.id);
            }}
            onBuy={() => {
              onClose();
              view.buy(product.id);
            }}
          />
        ))}
      </ul>
    </Sheet>
  );
}

function BagRow({
  product,
  pinned,
  onLook,
  onBuy,
}: {
  readonly product: Product;
  readonly pinned: boolean;
  readonly onLook: () => void;
  readonly onBuy: () => void;
}) {
  const t = useTranslations("room");
  const left = totalAvailable(product);
  return (
    <li className="grid grid-cols-[84px_1fr_auto] items-center gap-3">
      <button type="button" aria-hidden tabIndex={-1} onClick={onLook}>
        <Picture picture={product.pictures[0]} alt="" className="size-21 rounded-m" />
      </button>
      <div className="min-w-0">
        {pinned && <StateBadge tone="live">{t("pinned")}</StateBadge>}
        <h3 className="leading-snug font-semibold">
          <button type="button" onClick={onLook} className="line-clamp-2 text-left">
            {product.title}
          </button>
        </h3>
        <p className="num text-xs text-muted">{t("stock", { count: left })}</p>
        <FromPrice product={product} className="text-md text-ember-text" />
      </div>
      <Button kind={left > 0 ? "buy" : "quiet"} size="s" onClick={onBuy}>
        {left > 0 ? t("buy") : t("soldOut")}
      </Button>
    </li>
  );
}
