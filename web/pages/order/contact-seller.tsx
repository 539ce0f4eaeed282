import { Store } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order, OrderState } from "../../../contract/orders.ts";
import { Button } from "../../ui/button.tsx";
import { useNow, useTimeText } from "../../ui/time.tsx";
import { SellerSheet } from "../shop/seller-sheet.tsx";
import { returnUntil } from "./return-window.ts";

interface Props {
  readonly order: Order;
  readonly state: Exclude<OrderState, "unpaid" | "closed">;
}

/** What a buyer can do about a paid order that is not as it should be: the seller's name, phone and address, one tap away. */
export function ContactSeller({ order, state }: Props) {
  const t = useTranslations("order.seller");
  const time = useTimeText();
  const until = returnUntil(order, useNow(60_000));
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-4 border-t border-line pt-3">
      <p className="text-sm text-muted">
        {until !== null && (state === "received" || state === "success")
          ? t(`return.${state}`, { date: time(until) })
          : t(state)}
      </p>
      <Button className="mt-2" icon={<Store size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t("contact")}
      </Button>
      <SellerSheet shop={order.shop} open={open} onClose={() => setOpen(false)} />
    </div>
  );
}
