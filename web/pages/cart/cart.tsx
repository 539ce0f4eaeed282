import { Link, useNavigate } from "@tanstack/react-router";
import { ShoppingCart, Store, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Cart, CartLine } from "../../../contract/cart.ts";
import { useCart, useCartActs } from "../../api/cart.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Price } from "../../ui/price.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { CartRow, GoneRow } from "./cart-row.tsx";
import { canCheckOut, tickOf } from "./can-check-out.ts";
import { Tick } from "./tick.tsx";

type Acts = ReturnType<typeof useCartActs>;

/** What somebody means to buy, shop by shop; what cannot be had is kept apart. */
export function CartPage() {
  const t = useTranslations("cart");
  const cart = useCart();
  return (
    <PageBody width="wide" className="max-md:pb-28">
      <PageHeader
        title={t("title")}
        {...(cart.data === undefined || cart.data.lines_count === 0
          ? {}
          : { lead: t("lead", { count: cart.data.lines_count }) })}
      />
      {cart.data === undefined ? (
        cart.error === null ? (
          <CartSkeleton />
        ) : (
          <ErrorState error={cart.error} onRetry={() => void cart.refetch()} />
        )
      ) : (
        <CartBody cart={cart.data} />
      )}
    </PageBody>
  );
}

function CartSkeleton() {
  return (
    <div className="grid gap-4">
      {[0, 1].map((index) => (
        <Skeleton key={index} className="h-52 rounded-m" />
      ))}
    </div>
  );
}

function CartBody({ cart }: { readonly cart: Cart }) {
  const t = useTranslations("cart");
  const acts = useCartActs();
  if (cart.lines_count === 0)
    return (
      <EmptyState icon={<ShoppingCart size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")}>
        <Link to="/" className={buttonClass("solid")}>
          {t("toRooms")}
        </Link>
      </EmptyState>
    );
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_300px]">
      <div className="grid min-w-0 gap-4">
        <ErrorLine error={acts.error} />
        {cart.groups.map((group) => (
          <Group key={group.shop.id} group={group} acts={acts} />
        ))}
        {cart.unavailable.length > 0 && <Gone lines={cart.unavailable} acts={acts} />}
      </div>
      <Summary cart={cart} acts={acts} />
    </div>
  );
}

function Group({ group, acts }: { readonly group: Cart["groups"][number]; readonly acts: Acts }) {
  const t = useTranslations("cart");
  const fit = group.lines.filter((line) => canCheckOut(line.state));
  return (
    <section aria-label={group.shop.name} className="card px-4 py-3">
      <div className="flex items-center gap-1 border-b border-line pb-2">
        <Tick
          label={t("selectShop", { shop: group.shop.name })}
          state={tickOf(fit)}
          disabled={fit.length === 0}
          onChange={(selected) =>
            acts.select(
              fit.map((line) => line.variant_id),
              selected,
            )
          }
        />
        <Link
          to="/shops/$shop_id"
          params={{ shop_id: group.shop.id }}
          className="flex min-h-11 min-w-0 items-center gap-2 font-semibold"
        >
          <Store size={16} aria-hidden className="shrink-0 text-muted" />
          <span className="truncate">{group.shop.name}</span>
        </Link>
      </div>
      <ul className="divide-y divide-line">
        {group.lines.map((line) => (
          <CartRow key={line.variant_id} line={line} acts={acts} />
        ))}
      </ul>
    </section>
  );
}

/** Sold out or off sale: to be seen, not to be bought. */
function Gone({ lines, acts }: { readonly lines: readonly CartLine[]; readonly acts: Acts }) {
  const t = useTranslations("cart");
  return (
    <section aria-label={t("goneTitle")} className="card px-4 py-3">
      <div className="flex items-center justify-between gap-3 border-b border-line pb-2">
        <h2 className="min-h-11 content-center font-semibold">{t("goneTitle")}</h2>
        <Button
          size="s"
          kind="plain"
          icon={<Trash2 size={16} aria-hidden />}
          onClick={() => acts.takeOut(lines.map((line) => line.variant_id))}
        >
          {t("removeAll")}
        </Button>
      </div>
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <GoneRow key={line.variant_id} line={line} acts={acts} />
        ))}
      </ul>
    </section>
  );
}

/** What is selected and the way on: under the thumb on a phone, beside the list on a desktop. */
function Summary({ cart, acts }: { readonly cart: Cart; readonly acts: Acts }) {
  const t = useTranslations("cart");
  const navigate = useNavigate();
  const fit = cart.groups.flatMap((group) => group.lines.filter((line) => canCheckOut(line.state)));
  const { selected } = cart;
  const shops = cart.groups.filter((group) => group.lines.some((line) => line.selected && canCheckOut(line.state)));
  const go = async (): Promise<void> => {
    if ((await requireSignIn("buy")) !== null) void navigate({ to: "/checkout" });
  };
  const all = (
    <Tick
      label={t("selectAll")}
      shown
      state={tickOf(fit)}
      disabled={fit.length === 0}
      onChange={(next) =>
        acts.select(
          fit.map((line) => line.variant_id),
          next,
        )
      }
    />
  );
  const button = (
    <Button
      kind="buy"
      size="l"
      wide
      disabled={selected.lines === 0}
      onClick={() => void go()}
      className="num whitespace-nowrap"
    >
      {selected.lines === 0 ? t("nothingSelected") : t("checkOut", { count: selected.units })}
    </Button>
  );
  return (
    <>
      <aside aria-label={t("summary")} className="card sticky top-20 grid gap-3 p-5 max-md:hidden">
        <div className="flex">{all}</div>
        <dl className="grid gap-1.5">
          <div className="flex items-baseline justify-between">
            <dt className="text-muted">{t("goods")}</dt>
            <dd>
              <Price money={selected.goods} className="text-lg" />
            </dd>
          </div>
        </dl>
        <p className="text-xs text-muted">{t("more", { shops: shops.length })}</p>
        {button}
      </aside>
      <div className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 flex items-center gap-3 border-t border-line bg-surface/95 px-3 py-2.5 backdrop-blur md:hidden">
        {all}
        <p className="ml-auto grid shrink-0 justify-items-end leading-tight">
          <Price money={selected.goods} className="text-md" />
          <span className="text-xs text-muted">{t("plusShipping")}</span>
        </p>
        <div className="min-w-0 basis-38">{button}</div>
      </div>
    </>
  );
}
