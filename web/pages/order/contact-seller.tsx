import { Link } from "@tanstack/react-router";
import { MessageSquareQuote, MessagesSquare, Store } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order, OrderState } from "../../../contract/orders.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
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
      <div className="mt-2 flex flex-wrap gap-2">
        <Link
          to="/messages/$shop_id"
          params={{ shop_id: order.shop.id }}
          search={{ order: order.id }}
          className={buttonClass("quiet")}
        >
          <MessagesSquare size={16} aria-hidden />
          {t("message")}
        </Link>
        <Button icon={<Store size={16} aria-hidden />} onClick={() => setOpen(true)}>
          {t("details")}
        </Button>
        {(state === "received" || state === "success") && (
          <Link to="/me/reviews" className={buttonClass("quiet")}>
            <MessageSquareQuote size={16} aria-hidden />
            {t("review")}
          </Link>
        )}
      </div>
      <SellerSheet shop={order.shop} open={open} onClose={() => setOpen(false)} />
    </div>
  );
}
