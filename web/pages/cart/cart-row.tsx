import { Link } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CartLine } from "../../../contract/cart.ts";
import { limits } from "../../../contract/limits.ts";
import type { useCartActs } from "../../api/cart.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Button } from "../../ui/button.tsx";
import { QuantityStepper } from "../../ui/quantity-stepper.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { canCheckOut } from "./can-check-out.ts";
import { Tick } from "./tick.tsx";

interface Props {
  readonly line: CartLine;
  readonly acts: ReturnType<typeof useCartActs>;
}

/** A line that can be bought, or would be with fewer of it. */
export function CartRow({ line, acts }: Props) {
  const t = useTranslations("cart");
  return (
    <li className="flex gap-1 py-3">
      <Tick
        label={t("selectLine", { title: `${line.title} ${line.variant_title}` })}
        state={line.selected && canCheckOut(line.state) ? "all" : "none"}
        disabled={!canCheckOut(line.state)}
        onChange={(selected) => acts.change(line.variant_id, { selected })}
      />
      <Link
        to="/products/$product_id"
        params={{ product_id: line.product_id }}
        aria-hidden
        tabIndex={-1}
        className="mr-2 shrink-0"
      >
        <Picture picture={line.picture} alt="" size="small" className="size-20 rounded-s" />
      </Link>
      <div className="grid min-w-0 flex-1 content-start gap-1">
        <div className="flex items-start gap-2">
          <Link
            to="/products/$product_id"
            params={{ product_id: line.product_id }}
            className="line-clamp-2 min-w-0 flex-1 leading-snug font-semibold"
          >
            {line.title}
          </Link>
          <Remove line={line} acts={acts} />
        </div>
        <p className="text-sm text-muted">{line.variant_title}</p>
        <PriceSince line={line} />
        <div className="flex flex-wrap items-center justify-between gap-x-3">
          <Price money={line.price} className="text-md" />
          <div className="-mr-2">
            <QuantityStepper
              value={line.quantity}
              max={Math.min(line.available, line.limit_left ?? Infinity, limits.quantity_per_line_max)}
              onChange={(quantity) => acts.change(line.variant_id, { quantity })}
            />
          </div>
        </div>
        {line.state === "few" && <p className="num text-sm text-amber-text">{t("few", { count: line.available })}</p>}
        {line.state === "over_limit" && (
          <Less
            text={t("overLimit", { max: line.limit_per_buyer ?? 0, left: line.limit_left ?? 0 })}
            line={line}
            count={Math.min(line.limit_left ?? 0, line.available)}
            acts={acts}
          />
        )}
        {line.state === "short" && (
          <Less text={t("short", { count: line.available })} line={line} count={line.available} acts={acts} />
        )}
      </div>
    </li>
  );
}

/** Why fewer of it can be had than the line asks for, and how many in one tap. */
function Less({ text, line, count, acts }: Props & { readonly text: string; readonly count: number }) {
  const t = useTranslations("cart");
  return (
    <div role="status" className="flex flex-wrap items-center justify-between gap-2 rounded-s bg-wash px-3 py-2">
      <p className="num text-sm text-amber-text">{text}</p>
      {count > 0 && (
        <Button
          size="s"
          className="!bg-surface"
          onClick={() => acts.change(line.variant_id, { quantity: count, selected: true })}
        >
          {t("takeThese", { count })}
        </Button>
      )}
    </div>
  );
}

/** Sold out or off sale. */
export function GoneRow({ line, acts }: Props) {
  const t = useTranslations("cart");
  return (
    <li className="flex items-start gap-3 py-3">
      <Picture picture={line.picture} alt="" size="small" className="size-16 shrink-0 rounded-s opacity-60 grayscale" />
      <div className="min-w-0 flex-1">
        <Link
          to="/products/$product_id"
          params={{ product_id: line.product_id }}
          className="line-clamp-2 leading-snug text-muted"
        >
          {line.title}
        </Link>
        <p className="num mb-1 text-sm text-muted">
          {line.variant_title} × {line.quantity} · {line.shop.name}
        </p>
        <StateBadge tone="quiet">{line.state === "off_sale" ? t("offSale") : t("soldOut")}</StateBadge>
      </div>
      <Remove line={line} acts={acts} />
    </li>
  );
}

function Remove({ line, acts }: Props) {
  const t = useTranslations("cart");
  return (
    <button
      type="button"
      aria-label={t("remove", { title: line.title })}
      className="-mt-2 -mr-2 grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-wash hover:text-ink"
      onClick={() => acts.takeOut([line.variant_id])}
    >
      <Trash2 size={17} aria-hidden strokeWidth={1.8} />
    </button>
  );
}

/** What happened to the price since it was put in: nothing is said where nothing did. */
function PriceSince({ line }: { readonly line: CartLine }) {
  const t = useTranslations("cart");
  const price = usePriceText();
  const change = line.price.amount - line.price_seen.amount;
  if (change === 0) return null;
  const by = price({ ...line.price, amount: Math.abs(change) });
  return (
    <p className={change < 0 ? "num text-sm text-jade" : "num text-sm text-amber-text"}>
      {change < 0 ? t("cheaper", { by }) : t("dearer", { by })}
    </p>
  );
}
