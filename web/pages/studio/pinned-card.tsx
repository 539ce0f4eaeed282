import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { LiveSession } from "../../../contract/live.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { usePin } from "./pin.ts";
import { stock_low_units } from "./stock.ts";

/** What is being shown now, as it stands in every viewer's room. */
export function PinnedCard({
  session,
  product,
  stock,
  next,
}: {
  readonly session: LiveSession;
  readonly product: Product | undefined;
  readonly stock: number;
  /** What comes next, where a thumb must reach it; null after the last. */
  readonly next?: Product | null;
}) {
  const t = useTranslations("studio.live");
  const runDown = useTranslations("cockpit.runDown");
  const { pin, busy, error } = usePin(session.id);
  const price = product?.variants[0]?.price;
  return (
    <section className="card p-3.5">
      <h2 className="text-xs text-muted">{t("pinned")}</h2>
      {product === undefined ? (
        <p className="mt-1 text-sm">{t("nothingPinned")}</p>
      ) : (
        <>
          <div className="mt-2 flex items-center gap-2.5">
            <Picture picture={product.pictures[0]} alt="" size="small" className="size-12 shrink-0 rounded-s" />
            <span className="grid min-w-0 flex-1">
              <b className="truncate font-semibold">{product.title}</b>
              <span className={classNames("num text-xs", stock < stock_low_units ? "text-amber-text" : "text-muted")}>
                {t("stock", { count: stock })}
              </span>
            </span>
            {price !== undefined && <Price money={price} className="text-md text-ember-text" />}
          </div>
          <Button size="s" wide className="mt-3 max-lg:hidden" busy={busy} onClick={() => pin(null)}>
            {t("unpin")}
          </Button>
        </>
      )}
      {next !== undefined && (
        <div className="mt-3 flex gap-2">
          {product !== undefined && (
            <Button busy={busy} className="shrink-0" onClick={() => pin(null)}>
              {t("unpin")}
            </Button>
          )}
          <Button
            kind={next === null ? "quiet" : "solid"}
            wide
            busy={busy}
            disabled={next === null}
            className="min-w-0"
            onClick={() => next !== null && pin(next.id)}
          >
            <span className="truncate">
              {next === null ? runDown("nextNone") : runDown("nextUp", { title: next.title })}
            </span>
          </Button>
        </div>
      )}
      <ErrorLine error={error} />
    </section>
  );
}
