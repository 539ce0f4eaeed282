import { Link } from "@tanstack/react-router";
import { ShoppingCart } from "lucide-react";
import { useTranslations } from "use-intl";
import { useBringCart, useCartCount } from "../api/cart.ts";

/** How many are in it, over its icon; nothing where it is empty. */
export function CartBadge() {
  const count = useCartCount();
  return count === 0 ? null : (
    <span
      aria-hidden
      className="num absolute -top-1.5 left-3 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-ink px-1 text-[11px] leading-none font-semibold text-paper"
    >
      {count > 99 ? "99+" : count}
    </span>
  );
}

/** The way to the cart where there is room for it above the page; on a phone it stands under the thumb. */
export function CartLink() {
  const t = useTranslations("frame");
  const count = useCartCount();
  return (
    <Link
      to="/cart"
      aria-label={count === 0 ? t("cart") : t("cartCount", { count })}
      className="grid size-11 place-items-center rounded-full text-muted hover:bg-wash hover:text-ink max-md:hidden"
      activeProps={{ className: "!text-ink" }}
    >
      <span className="relative">
        <ShoppingCart size={20} aria-hidden strokeWidth={1.8} />
        <CartBadge />
      </span>
    </Link>
  );
}

/** A guest's cart comes along as soon as somebody is signed in, on whatever page. */
export function BringCart() {
  useBringCart();
  return null;
}
