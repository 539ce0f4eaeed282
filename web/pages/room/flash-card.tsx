import { Zap } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SeenFlashSale } from "../../../contract/flash-sales.ts";
import { socket } from "../../api/live.ts";
import { buttonClass } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Price, WasPrice } from "../../ui/price.tsx";
import { clockText, useNow } from "../../ui/time.tsx";
import { saleStateAt } from "./flash-sales.ts";

interface Props {
  readonly sale: SeenFlashSale;
  readonly onBuy: () => void;
  readonly flat?: boolean;
}

/**
 * A flash sale in its room: when it opens, by the server's clock and not this device's; what is truly left; and a button
 * that works from that very second on. On paper, as the pinned card: it lies on the picture.
 */
export function FlashCard({ sale, onBuy, flat = false }: Props) {
  const t = useTranslations("flash");
  const now = useNow(200) + socket.clock_offset_ms;
  const state = saleStateAt(sale, now);
  const tones = flat
    ? { box: "card", muted: "text-muted", price: "text-ember-text" }
    : { box: "rounded-[18px] bg-cream/95 text-cream-ink", muted: "text-cream-muted", price: "text-cream-ember" };
  const left_ms = (until: string | null) => (until === null ? 0 : Date.parse(until) - now);
  // Rounded up: at "0:01" there is still a second to go.
  const clock = (until: string | null) => clockText(Math.max(0, left_ms(until)) + 999);
  return (
    <section
      aria-label={t("label")}
      className={classNames("grid animate-rise grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1.5 p-3", tones.box)}
    >
      <p className="flex min-w-0 items-center gap-1.5 text-sm font-semibold">
        <Zap size={16} aria-hidden className={tones.price} />
        <span>{t("label")}</span>
        {sale.fans_only && (
          <span className={classNames("truncate text-xs font-normal", tones.muted)}>{t("fansOnly")}</span>
        )}
      </p>
      <p data-varies className="num text-right text-sm font-semibold whitespace-nowrap">
        {state === "announced"
          ? t("opensIn", { time: clock(sale.opens_at) })
          : state === "open" && sale.ends_at !== null
            ? t("endsIn", { time: clock(sale.ends_at) })
            : null}
      </p>
      <div className="min-w-0">
        <h2 className="truncate leading-snug font-semibold">{sale.title}</h2>
        <p className="mt-0.5 flex items-baseline gap-2">
          <Price money={sale.price} className={classNames("text-lg leading-none", tones.price)} />
          <WasPrice money={sale.normal_price} className={classNames("text-xs", tones.muted)} />
        </p>
        <p role="status" className={classNames("num mt-1 text-xs", tones.muted)}>
          <Standing sale={sale} state={state} />
        </p>
      </div>
      <BuyButton sale={sale} state={state} onBuy={onBuy} flat={flat} />
    </section>
  );
}

type ShownState = ReturnType<typeof saleStateAt>;

/** What is so now, in one honest line. */
function Standing({ sale, state }: { readonly sale: SeenFlashSale; readonly state: ShownState }) {
  const t = useTranslations("flash");
  if (state === "cancelled") return t("cancelled");
  if (state === "ended") return sale.end_reason === "sold_out" ? t("allSold", { count: sale.paid }) : t("over");
  if (sale.yours?.barred === "fans_only") return t("notForYou");
  if (sale.yours?.barred === "limit_per_buyer") return t("haveYours", { count: sale.yours.ordered });
  if (state === "sold_out") return t("mayComeBack", { count: sale.unpaid });
  return t("left", { left: sale.left, quantity: sale.quantity, max: sale.per_buyer_max });
}

function BuyButton({ sale, state, onBuy, flat }: Props & { readonly state: ShownState; readonly flat: boolean }) {
  const t = useTranslations("flash");
  const open = state === "open" && (sale.yours?.barred ?? null) === null;
  const words = {
    announced: t("soon"),
    open: t("buy"),
    sold_out: t("taken"),
    ended: t("ended"),
    cancelled: t("ended"),
    prepared: t("soon"),
  };
  return (
    <button
      type="button"
      disabled={!open}
      onClick={onBuy}
      className={
        open
          ? buttonClass("buy", "m")
          : classNames(buttonClass("quiet", "m"), !flat && "!bg-cream-ink/10 !text-cream-ink")
      }
    >
      {words[state]}
    </button>
  );
}
