import { Link } from "@tanstack/react-router";
import { Gauge, HeartHandshake, Radio, ReceiptText, Search, ShoppingCart, Store, User, Video } from "lucide-react";
import { useTranslations } from "use-intl";
import { hasRole, useAccount } from "../api/account.ts";
import { useCartCount } from "../api/cart.ts";
import { classNames } from "../ui/class-names.ts";
import { CartBadge } from "./cart-link.tsx";

/** Where the frame leads: what everybody has, and what the account's roles add. Work has no room under a thumb; it stands in /me. */
export function usePlaces() {
  const t = useTranslations("frame");
  const account = useAccount();
  return [
    { to: "/", label: t("home"), Icon: Radio, shown: true, thumb: true },
    { to: "/following", label: t("following"), Icon: HeartHandshake, shown: true, thumb: true },
    { to: "/cart", label: t("cart"), Icon: ShoppingCart, shown: true, thumb: true },
    { to: "/orders", label: t("orders"), Icon: ReceiptText, shown: true, thumb: true },
    { to: "/studio", label: t("studio"), Icon: Video, shown: hasRole(account, "host"), thumb: false },
    { to: "/sell", label: t("sell"), Icon: Store, shown: hasRole(account, "merchant"), thumb: false },
    { to: "/desk", label: t("desk"), Icon: Gauge, shown: hasRole(account, "operator"), thumb: false },
    { to: "/me", label: t("me"), Icon: User, shown: true, thumb: true },
  ].filter(({ shown }) => shown);
}

/** The thumb's menu on a phone. */
export function TabBar() {
  const t = useTranslations("frame");
  const places = usePlaces().filter(({ thumb }) => thumb);
  const inCart = useCartCount();
  return (
    <nav
      aria-label={t("mainMenu")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
    >
      <ul className="flex">
        {places.map(({ to, label, Icon }) => (
          <li key={to} className="flex-1">
            <Link
              to={to}
              activeOptions={{ exact: to === "/" }}
              className="grid min-h-14 place-items-center content-center gap-0.5 text-xs text-muted"
              activeProps={{ className: "!text-ink font-semibold" }}
            >
              <span className="relative">
                <Icon size={21} aria-hidden strokeWidth={1.8} />
                {to === "/cart" && <CartBadge />}
              </span>
              {to === "/cart" && inCart > 0 ? (
                <>
                  <span aria-hidden>{label}</span>
                  <span className="sr-only">{t("cartCount", { count: inCart })}</span>
                </>
              ) : (
                label
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function TopLinks({ className }: { readonly className?: string }) {
  // The cart stands beside the search, as a sign with a number.
  const places = usePlaces().filter(({ to }) => to !== "/cart");
  return (
    <ul className={classNames("flex items-center gap-1", className)}>
      {places.map(({ to, label }) => (
        <li key={to}>
          <Link
            to={to}
            activeOptions={{ exact: to === "/" }}
            className="grid min-h-10 place-items-center rounded-s px-3 text-muted hover:text-ink"
            activeProps={{ className: "!text-ink font-semibold" }}
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The way to the search: a field's looks on a desktop, a glass on a phone. */
export function SearchEntry() {
  const t = useTranslations("frame");
  return (
    <Link
      to="/search"
      search={{}}
      aria-label={t("search")}
      className="flex min-h-10 min-w-10 items-center justify-center gap-2 rounded-full text-muted hover:text-ink md:w-52 md:justify-start md:bg-wash md:px-3.5 md:text-sm"
    >
      <Search size={19} aria-hidden className="shrink-0 md:size-4" />
      <span className="max-md:hidden">{t("search")}</span>
    </Link>
  );
}
