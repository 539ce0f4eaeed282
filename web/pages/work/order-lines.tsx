import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";

/** What was ordered, one row per line. */
export function OrderLines({ lines }: { readonly lines: Order["lines"] }) {
  const t = useTranslations("order");
  return (
    <ul className="grid gap-3">
      {lines.map((line) => (
        <li key={line.id} className="flex items-center gap-3">
          <Picture picture={line.picture} alt="" size="small" className="size-14 shrink-0 rounded-s" />
          <span className="grid min-w-0 flex-1">
            <span className="font-semibold">{line.title}</span>
            <span className="text-sm text-muted">
              {line.variant_title} · {line.unit}
            </span>
          </span>
          <span className="grid justify-items-end">
            <Price money={line.unit_price} />
            <span className="num text-sm text-muted">{t("quantity", { count: line.quantity })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
