import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { useMyShop } from "./my-shop.ts";

const signed = (units: number) => (units > 0 ? `+${units}` : `−${-units}`);

/** Every movement of an option's stock, newest first: who or which order, and by how much. */
export function StockHistory({ variant_id }: { readonly variant_id: string }) {
  const t = useTranslations("merchant.stock");
  const shop = useMyShop();
  const pages = usePages("listStockHistory", { params: { shop_id: shop.id, variant_id } });
  if (pages.error !== null && pages.items === undefined)
    return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items === undefined) return <RowsSkeleton rows={3} />;
  if (pages.items.length === 0) return <p className="text-muted">{t("historyNone")}</p>;
  return (
    <>
      <ol className="-my-2 divide-y divide-line">
        {pages.items.map((one) => (
          <li
            key={`${one.at}-${one.kind}-${one.order_id ?? one.reason}`}
            className="flex items-start justify-between gap-3 py-2.5"
          >
            <span className="min-w-0">
              <span className="block">{t(`kind.${one.kind}`)}</span>
              {one.reason !== null && <span className="block text-sm break-words text-muted">{one.reason}</span>}
              <span className="flex flex-wrap gap-x-2 text-xs text-muted">
                <Time at={one.at} />
                {one.by !== null && <span>{t("byName", { name: one.by.name })}</span>}
                {one.order_id !== null && (
                  <Link
                    to="/sell/orders/$orderId"
                    params={{ orderId: one.order_id }}
                    className="font-mono underline underline-offset-2"
                  >
                    …{one.order_id.slice(-8)}
                  </Link>
                )}
              </span>
            </span>
            <span className="num text-right">
              <span className="block font-semibold">
                {signed(one.on_hand_change === 0 ? -one.reserved_change : one.on_hand_change)}
              </span>
              {one.on_hand !== null && (
                <span className="text-xs text-muted">{t("toCount", { count: one.on_hand })}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
      <More pages={pages} />
    </>
  );
}
