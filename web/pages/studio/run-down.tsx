import { SkipForward } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { LiveSession, Recap } from "../../../contract/live.ts";
import type { RunDownItem, StudioSession } from "../../../contract/planning.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { clockText } from "../../ui/time.tsx";
import { useMyShops } from "../shop/my-shop.ts";
import { OnProduct } from "./on-product.tsx";
import { usePin } from "./pin.ts";
import { RunDownEditor } from "./run-down-editor.tsx";
import { nextAfter } from "./run-down-notes.ts";
import { SessionForm } from "./session-form.tsx";
import { stock_low_units, stockOf } from "./stock.ts";

interface Props {
  readonly session: LiveSession;
  readonly bag: readonly Product[];
  readonly sums: Recap | undefined;
  /** What only the team knows; undefined until it is read. */
  readonly details: StudioSession | undefined;
}

/** The bag in order: true stock, what was sold, talking points, and one button to show a product. j and k move over the buttons. */
export function RunDown({ session, bag, sums, details }: Props) {
  const t = useTranslations("studio.live");
  const runDown = useTranslations("cockpit.runDown");
  const list = useRef<HTMLElement>(null);
  useRowKeys(list);
  const { pin, busy, error } = usePin(session.id);
  const sold = new Map(sums?.products.map((product) => [product.product_id, product]));
  const items = new Map(details?.run_down.map((item) => [item.product.id, item]));
  const next = nextAfter(bag, session.pinned_product_id);
  const pinned_at = details?.session.pinned_product_id === session.pinned_product_id ? details.pinned_at : null;
  return (
    <section ref={list} className="card flex min-h-0 flex-1 flex-col p-4">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">{t("runDown")}</h2>
        <EditBag session={session} bag={bag} details={details} />
      </div>
      <ErrorLine error={error} />
      <ol className="-mx-2 mt-1 min-h-0 flex-1 overflow-y-auto px-2">
        {bag.map((product, at) => (
          <Row
            key={product.id}
            product={product}
            place={at + 1}
            sold={sold.get(product.id)?.units_paid}
            item={items.get(product.id)}
            pinned={product.id === session.pinned_product_id}
            pinned_at={pinned_at}
            busy={busy}
            onPin={pin}
          />
        ))}
      </ol>
      <Button
        kind={next === null ? "quiet" : "solid"}
        wide
        className="mt-2 max-lg:hidden"
        busy={busy}
        disabled={next === null}
        icon={<SkipForward size={18} aria-hidden />}
        onClick={() => next !== null && pin(next.id)}
      >
        <span className="truncate">
          {next === null ? runDown("nextNone") : runDown("nextUp", { title: next.title })}
        </span>
      </Button>
    </section>
  );
}

interface RowProps {
  readonly product: Product;
  readonly place: number;
  readonly sold: number | undefined;
  readonly item: RunDownItem | undefined;
  readonly pinned: boolean;
  readonly pinned_at: string | null;
  readonly busy: boolean;
  readonly onPin: (product_id: string | null) => void;
}

function Row({ product, place, sold, item, pinned, pinned_at, busy, onPin }: RowProps) {
  const t = useTranslations("studio.live");
  const recap = useTranslations("studio.recap");
  const runDown = useTranslations("cockpit.runDown");
  const stock = stockOf(product);
  const price = product.variants[0]?.price;
  return (
    <li className={classNames("-mx-2 rounded-s px-2 py-1.5", pinned && "bg-wash")}>
      <div className="flex items-center gap-3">
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
            {!pinned && item !== undefined && (
              <span className="num">
                {item.shown_ms > 0
                  ? runDown("shown", { time: clockText(item.shown_ms) })
                  : item.planned_minutes === null
                    ? runDown("notShown")
                    : runDown("minutesShort", { count: item.planned_minutes })}
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
      </div>
      {pinned && item !== undefined && (
        <div className="pl-8">
          {pinned_at !== null && <OnProduct item={item} pinned_at={pinned_at} />}
          {item.talking_points !== "" && <p className="mt-0.5 whitespace-pre-line">{item.talking_points}</p>}
        </div>
      )}
    </li>
  );
}

/** Title, cover and run-down can be changed while on air. */
function EditBag({ session, bag, details }: Pick<Props, "session" | "bag" | "details">) {
  const t = useTranslations("studio.live");
  const { shops } = useMyShops();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="s"
        kind="plain"
        disabled={shops === undefined || details === undefined}
        onClick={() => setOpen(true)}
      >
        {t("editBag")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("runDown")} wide>
        {details !== undefined && (
          <div className="grid gap-4">
            <RunDownEditor
              session_id={session.id}
              shop_id={session.shop.id}
              run_down={details.run_down}
              onSaved={() => setOpen(false)}
            />
            <SessionForm
              shops={shops ?? []}
              session={session}
              bag={details.run_down.map(({ product }) => product) ?? bag}
              onSaved={() => setOpen(false)}
            />
          </div>
        )}
      </Sheet>
    </>
  );
}
