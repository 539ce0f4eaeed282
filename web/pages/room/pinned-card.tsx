import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { buttonClass } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { totalAvailable } from "../buy/buying.ts";
import { FromPrice } from "../buy/from-price.tsx";
import type { RoomView } from "./room-view.ts";

/** What the host is talking about, with its true stock. On paper, whatever the theme: it lies on the picture. */
export function PinnedCard({
  view,
  product,
  flat = false,
}: {
  readonly view: RoomView;
  readonly product: Product;
  readonly flat?: boolean;
}) {
  const t = useTranslations("room");
  const buy = useTranslations("buy");
  const left = totalAvailable(product);
  const tones = flat
    ? { box: "card", muted: "text-muted", price: "text-ember-text" }
    : { box: "rounded-[18px] bg-cream/95 text-cream-ink", muted: "text-cream-muted", price: "text-cream-ember" };
  return (
    <div
      key={product.id}
      className={classNames("grid animate-rise grid-cols-[78px_1fr_auto] items-center gap-3 p-2.5", tones.box)}
    >
      <button type="button" aria-hidden tabIndex={-1} onClick={() => view.look(product.id)} className="relative">
        <Picture picture={product.pictures[0]} alt="" className="size-19.5 rounded-[12px]" />
        <span className="absolute top-1.5 left-1.5 rounded-[6px] bg-cream-ink/85 px-1.5 py-0.5 text-[11px] leading-none font-semibold text-white">
          {t("pinned")}
        </span>
      </button>
      <div className="min-w-0">
        <h2 className="leading-snug font-semibold">
          <button type="button" onClick={() => view.look(product.id)} className="line-clamp-2 text-left">
            {product.title}
          </button>
        </h2>
        <p className={classNames("num mt-0.5 truncate text-xs", tones.muted)}>
          {t("stock", { count: left })} ·{" "}
          {product.return_policy === "seven_days" ? t("returns") : buy("dispatch", { hours: product.dispatch_hours })}
        </p>
        <p className="mt-1">
          <FromPrice
            product={product}
            className={classNames("text-lg leading-none", tones.price)}
            mutedClass={tones.muted}
          />
        </p>
      </div>
      <button
        type="button"
        onClick={() => view.buy(product.id)}
        className={
          left > 0
            ? buttonClass("buy", "m")
            : classNames(buttonClass("quiet", "m"), !flat && "!bg-cream-ink/10 !text-cream-ink")
        }
      >
        {left > 0 ? t("buy") : t("soldOut")}
      </button>
    </div>
  );
}
