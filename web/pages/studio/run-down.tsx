import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { LiveSession, Recap } from "../../../contract/live.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { useMyShops } from "../shop/my-shop.ts";
import { usePin } from "./pin.ts";
import { SessionForm } from "./session-form.tsx";
import { stock_low_units, stockOf } from "./stock.ts";

interface Props {
  readonly session: LiveSession;
  readonly bag: readonly Product[];
  readonly sums: Recap | undefined;
}

/** The bag in order: true stock, what was sold, and one button to show a product. j and k move over the buttons. */
export function RunDown({ session, bag, sums }: Props) {
  const t = useTranslations("studio.live");
  const list = useRef<HTMLElement>(null);
  useRowKeys(list);
  const { pin, busy, error } = usePin(session.id);
  const sold = new Map(sums?.products.map(({ product_id, units_paid }) => [product_id, units_paid]));
  return (
    <section ref={list} className="card flex min-h-0 flex-1 flex-col p-4">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{t("runDown")}</h2>
        <EditBag session={session} bag={bag} />
      </div>
      <ErrorLine error={error} />
      <ol className="-mx-2 mt-1 min-h-0 flex-1 overflow-y-auto px-2">
        {bag.map((product, at) => (
          <Row
            key={product.id}
            product={product}
            place={at + 1}
            sold={sold.get(product.id)}
            pinned={product.id === session.pinned_product_id}
            busy={busy}
            onPin={pin}
          />
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly product: Product;
  readonly place: number;
  readonly sold: number | undefined;
  readonly pinned: boolean;
  readonly busy: boolean;
  readonly onPin: (product_id: string | null) => void;
}

function Row({ product, place, sold, pinned, busy, onPin }: RowProps) {
  const t = useTranslations("studio.live");
  const recap = useTranslations("studio.recap");
  const stock = stockOf(product);
  const price = product.variants[0]?.price;
  return (
    <li className={classNames("-mx-2 flex items-center gap-3 rounded-s px-2 py-1.5", pinned && "bg-wash")}>
      <span className="num w-5 shrink-0 text-center text-sm text-muted">{place}</span>
      <Picture picture={product.pictures[0]} alt="" size="small" className="size-10 shrink-0 rounded-s" />
      <span className="grid min-w-0 flex-1">
        <span className={classNames("truncate", pinned && "font-semibold")}>{product.title}</span>
        <span className="flex flex-wrap gap-x-2.5 text-xs text-muted">
          {price !== undefined && <Price money={price} className="!font-normal" />}
          <span className={classNames("num", stock < stock_low_units && "font-semibold text-amber-text")}>
            {stock > 0 && stock < stock_low_units ? t("stockLow", { count: stock }) : t("stock", { count: stock })}
          </span>
          {sold !== undefined && sold > 0 && (
            <span className="num text-jade">
              {recap("sold")} {sold}
            </span>
          )}
        </span>
      </span>
      {pinned ? (
        <StateBadge tone="live">{t("pinned")}</StateBadge>
      ) : (
        <Button
          size="s"
          data-row
          className="min-h-11 lg:min-h-9"
          disabled={busy}
          aria-label={t("pinName", { title: product.title })}
          onClick={() => onPin(product.id)}
        >
          {t("pin")}
        </Button>
      )}
    </li>
  );
}

/** Title, cover and bag can be changed while on air. */
function EditBag({ session, bag }: { readonly session: LiveSession; readonly bag: readonly Product[] }) {
  const t = useTranslations("studio.live");
  const { shops } = useMyShops();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="s" kind="plain" disabled={shops === undefined} onClick={() => setOpen(true)}>
        {t("editBag")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("runDown")} wide>
        <SessionForm shops={shops ?? []} session={session} bag={bag} onSaved={() => setOpen(false)} />
      </Sheet>
    </>
  );
}
