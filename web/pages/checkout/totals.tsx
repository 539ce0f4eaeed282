import { useTranslations } from "use-intl";
import type { Cart } from "../../../contract/cart.ts";
import type { Money } from "../../../contract/money.ts";
import type { Answer } from "../../api/hooks.ts";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Skeleton } from "../../ui/states.tsx";
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
  const byShop = (name: "goods" | "shipping" | "total") => (
    <ByShop
      title={t("byShop", { name: t(name) })}
      rows={quote.parts.flatMap((part) =>
        part.breakdown === null
          ? []
          : [[groups.find((group) => group.shop.id === part.shop_id)?.shop.name ?? "", part.breakdown[name]] as const],
      )}
    />
  );
  return (
    <dl className="num grid gap-2">
      <Told name={t("goods")} value={price(quote.goods)} proof={byShop("goods")} />
      <Told
        name={t("shipping")}
        value={quote.shipping.amount === 0 ? t("freeShipping") : price(quote.shipping)}
        proof={byShop("shipping")}
      />
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
