import { Store } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OrderState } from "../../../contract/orders.ts";
import type { ShopCard } from "../../../contract/shops.ts";
import { Button } from "../../ui/button.tsx";
import { SellerSheet } from "../shop/seller-sheet.tsx";

interface Props {
  readonly shop: ShopCard;
  readonly state: Exclude<OrderState, "unpaid" | "closed">;
}

/** What a buyer can do about a paid order that is not as it should be: the seller's name, phone and address, one tap away. */
export function ContactSeller({ shop, state }: Props) {
  const t = useTranslations("order.seller");
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-4 border-t border-line pt-3">
      <p className="text-sm text-muted">{t(state)}</p>
      <Button className="mt-2" icon={<Store size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t("contact")}
      </Button>
      <SellerSheet shop={shop} open={open} onClose={() => setOpen(false)} />
    </div>
  );
}
