import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { ShopCard } from "../../../contract/shops.ts";
import { useCall } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { SellerFacts } from "./seller-facts.tsx";

/** The actual seller, over whatever is on screen. */
export function SellerSheet({
  shop,
  open,
  onClose,
}: {
  readonly shop: ShopCard;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations();
  const seller = useCall("getSeller", { params: { shop_id: shop.id } }, { enabled: open });
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={shop.name}
      footer={
        <Link to="/shops/$shop_id" params={{ shop_id: shop.id }} className={buttonClass("quiet", "m", true)}>
          {t("product.toShop")}
        </Link>
      }
    >
      <p className="mb-4 text-sm text-muted">{t("shop.sellerLead")}</p>
      {seller.data !== undefined ? (
        <SellerFacts seller={seller.data} />
      ) : seller.error !== null ? (
        <ErrorState error={seller.error} onRetry={() => void seller.refetch()} />
      ) : (
        <Skeleton className="h-36" />
      )}
    </Sheet>
  );
}
