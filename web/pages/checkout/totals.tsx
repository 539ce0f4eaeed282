import { useTranslations } from "use-intl";
import type { Cart } from "../../../contract/cart.ts";
import type { Money } from "../../../contract/money.ts";
import type { Answer } from "../../api/hooks.ts";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { savedOf } from "./saved.ts";
import { Told } from "./told.tsx";

interface Props {
  readonly quote: Answer<"quoteCheckout"> | undefined;
  readonly groups: Cart["groups"];
}

/** What it comes to, as the server counts it; a tap on each number shows it shop by shop. */
export function Totals({ quote, groups }: Props) {
  const t = useTranslations("checkout");
  const price = usePriceText();
  if (quote === undefined) return <Skeleton className="h-24" />;
  const nameOf = (shop_id: string) => groups.find((group) => group.shop.id === shop_id)?.shop.name ?? "";
  const byShop = (name: "goods" | "shipping" | "total" | "coupons") => (
    <ByShop
      title={t("byShop", { name: t(name) })}
      rows={quote.parts.flatMap(({ shop_id, breakdown }) =>
        breakdown === null
          ? []
          : [[nameOf(shop_id), name === "coupons" ? savedOf(breakdown) : breakdown[name]] as const],
      )}
    />
  );
  const saved = savedOf(quote);
  return (
    <dl className="num grid gap-2">
      <Told name={t("goods")} value={price(quote.goods)} proof={byShop("goods")} />
      <Told
        name={t("shipping")}
        value={quote.shipping.amount === 0 ? t("freeShipping") : price(quote.shipping)}
        proof={byShop("shipping")}
      />
      {saved.amount > 0 && (
        <Told
          name={t("coupons")}
          value={<span className="text-ember-text">−{price(saved)}</span>}
          proof={byShop("coupons")}
        />
      )}
      <div className="border-t border-line pt-2 font-semibold text-ink">
        <Told name={t("total")} value={<Price money={quote.total} className="text-lg" />} proof={byShop("total")} />
      </div>
    </dl>
  );
}

function ByShop({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, Money])[] }) {
  const price = usePriceText();
  return (
    <div className="grid gap-2">
      <p className="font-semibold">{title}</p>
      <ul className="grid gap-1 text-muted">
        {rows.map(([name, money]) => (
          <li key={name} className="flex justify-between gap-4">
            <span className="min-w-0 truncate">{name}</span>
            <span className="num">{price(money)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
