import { Zap } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { HostFlashSale } from "../../../contract/flash-sales.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { socket } from "../../api/live.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Price } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { clockText, Time, useNow } from "../../ui/time.tsx";
import { saleStateAt, useFlashSales } from "../room/flash-sales.ts";
import { FlashForm } from "./flash-form.tsx";

interface Props {
  readonly session_id: string;
  readonly room_id: string;
  readonly bag: readonly Product[];
  readonly pinned_id: string | null;
}

/** A flash sale from the cockpit: start it in two taps, see it count, end it. */
export function FlashPanel({ session_id, room_id, bag, pinned_id }: Props) {
  const t = useTranslations("flashDesk");
  const [making, setMaking] = useState(false);
  const now = useNow(500) + socket.clock_offset_ms;
  const sales = useCall("listSessionFlashSales", { params: { session_id } }, { refetchInterval: 10_000 });
  const heard = useFlashSales(room_id);
  const all = (sales.data?.data ?? []).map((sale) => ({ ...sale, ...heard.find(({ id }) => id === sale.id) }));
  const running = all.find((sale) => ["announced", "open", "sold_out"].includes(saleStateAt(sale, now)));
  const prepared = all.filter((sale) => sale.state === "prepared");
  const last = all.find((sale) => ["ended", "cancelled"].includes(saleStateAt(sale, now)));
  return (
    <section aria-label={t("title")} className="card grid gap-2 p-3">
      <header className="flex items-center justify-between gap-3">
        <h2 className="flex items-center gap-1.5 font-semibold">
          <Zap size={16} aria-hidden />
          {t("title")}
        </h2>
        {running === undefined && (
          <Button size="s" kind="solid" onClick={() => setMaking(true)}>
            {t("start")}
          </Button>
        )}
      </header>
      {running !== undefined && <Running sale={running} now={now} />}
      {running === undefined && prepared.map((sale) => <Prepared key={sale.id} sale={sale} />)}
      {running === undefined && last !== undefined && <Last sale={last} now={now} />}
      <ErrorLine error={sales.error} />
      <Sheet open={making} onClose={() => setMaking(false)} title={t("start")}>
        {making && (
          <FlashForm session_id={session_id} bag={bag} pinned_id={pinned_id} onDone={() => setMaking(false)} />
        )}
      </Sheet>
    </section>
  );
}

/** Readable at two meters: what is left, large. */
function Running({ sale, now }: { readonly sale: HostFlashSale; readonly now: number }) {
  const t = useTranslations("flashDesk");
  const [asking, setAsking] = useState(false);
  const end = useAct("endFlashSale", {
    refreshes: ["listSessionFlashSales", "listRoomFlashSales"],
    onDone: () => setAsking(false),
  });
  const state = saleStateAt(sale, now);
  const clock = (until: string | null) => clockText(until === null ? 0 : Math.max(0, Date.parse(until) - now) + 999);
  return (
    <div className="grid gap-2">
      <div className="flex items-end justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate">{sale.title}</p>
          <Price money={sale.price} className="text-md text-ember-text" />
        </div>
        <p data-varies role="status" className="num text-right">
          <span className="block text-2xl leading-none font-bold">
            {state === "announced" ? clock(sale.opens_at) : sale.left}
          </span>
          <span className="text-xs text-muted">
            {state === "announced" ? t("untilOpen") : t("leftOf", { quantity: sale.quantity })}
          </span>
        </p>
      </div>
      <p data-varies className="num flex flex-wrap gap-x-3 text-sm text-muted">
        <span>{t(`states.${state}`)}</span>
        <span>{t("counts", { paid: sale.paid, unpaid: sale.unpaid })}</span>
        {sale.ends_at !== null && state !== "announced" && <span>{t("endsIn", { time: clock(sale.ends_at) })}</span>}
      </p>
      <Button size="s" onClick={() => setAsking(true)}>
        {t(state === "announced" ? "cancel" : "end")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t(state === "announced" ? "cancelTitle" : "endTitle")}
        text={t(state === "announced" ? "cancelText" : "endText", { left: sale.left })}
        action={t(state === "announced" ? "cancel" : "end")}
        keep={t("keep")}
        kind="danger"
        busy={end.busy}
        onConfirm={() => end.run({ params: { flash_sale_id: sale.id } })}
      >
        <ErrorLine error={end.error} />
      </Confirm>
    </div>
  );
}

/** The one before: that it is over, and why, and what came of it. */
function Last({ sale, now }: { readonly sale: HostFlashSale; readonly now: number }) {
  const t = useTranslations("flashDesk");
  const state = saleStateAt(sale, now);
  const soldOut = state === "ended" && sale.end_reason === "sold_out";
  return (
    <div role="status" className="grid gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <StateBadge tone={soldOut ? "good" : "quiet"}>{t(soldOut ? "states.all_paid" : `states.${state}`)}</StateBadge>
        {sale.ended_at !== null && <Time at={sale.ended_at} />}
      </p>
      <p className="num text-muted">
        {t("lastOne", { title: sale.title, paid: sale.paid, unpaid: sale.unpaid, quantity: sale.quantity })}
      </p>
    </div>
  );
}

function Prepared({ sale }: { readonly sale: HostFlashSale }) {
  const t = useTranslations("flashDesk");
  const announce = useAct("announceFlashSale", { refreshes: ["listSessionFlashSales", "listRoomFlashSales"] });
  return (
    <div className="grid gap-1">
      <div className="flex items-center justify-between gap-3">
        <p className="num min-w-0 truncate text-sm">
          {sale.title} · <Price money={sale.price} /> · {t("units", { count: sale.quantity })}
        </p>
        <Button
          size="s"
          kind="solid"
          busy={announce.busy}
          onClick={() => announce.run({ params: { flash_sale_id: sale.id }, body: { opens_in_s: 30 } })}
        >
          {t("announceIn", { seconds: 30 })}
        </Button>
      </div>
      <ErrorLine error={announce.error} />
    </div>
  );
}
