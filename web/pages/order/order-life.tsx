import { BellRing, MapPin, Timer } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { lateSheet } from "../../ui/late-sheet.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useNow, useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { AskNote } from "./ask-note.tsx";

const AddressSheet = lateSheet(async () => (await import("./address-sheet.tsx")).AddressSheet);
const refreshes = ["getOrder", "listMyOrders"] as const;

/** What the buyer can do between paying and receiving, and what was asked and promised meanwhile. */
export function OrderLife({ order }: { readonly order: Order }) {
  const open = order.asks.find((ask) => ask.state === "asked");
  const [last] = order.asks;
  const shown = open ?? (order.state === "to_ship" ? last : undefined);
  return (
    <div className="mt-3 grid gap-3 empty:hidden">
      {order.state === "to_ship" && order.ship_by !== null && <ShipBy order={order} until={order.ship_by} />}
      <Compensated order={order} />
      {shown !== undefined && (
        <AskNote ask={shown}>{shown.state === "asked" ? <Answer order={order} ask={shown} /> : undefined}</AskNote>
      )}
      {order.state === "to_ship" && order.refund === null && <BeforeShipping order={order} open={open !== undefined} />}
      {order.state === "shipped" && order.receipt_extended_at === null && <Extend order={order} />}
    </div>
  );
}

function ShipBy({ order, until }: { readonly order: Order; readonly until: string }) {
  const t = useTranslations("order.life");
  const time = useTimeText();
  const late = Date.parse(until) <= useNow(60_000);
  return (
    <p className={late ? "text-sm text-amber-text" : "text-sm text-muted"}>
      {late
        ? t(order.compensation === null ? "late" : "latePaid", { time: time(until) })
        : t("shipBy", { time: time(until) })}
    </p>
  );
}

export function Compensated({ order }: { readonly order: Pick<Order, "compensation"> }) {
  const t = useTranslations("order.life");
  const price = usePriceText();
  const { compensation } = order;
  if (compensation === null) return null;
  return (
    <p className="num rounded-m bg-wash px-3.5 py-3 font-semibold">
      {t(`compensation.${compensation.state}`, { amount: price(compensation.amount) })}
    </p>
  );
}

function Answer({ order, ask }: { readonly order: Order; readonly ask: Order["asks"][number] }) {
  const t = useTranslations("order.ask");
  const params = { order_id: order.id, ask_id: ask.id };
  const withdraw = useAct("withdrawAsk", { refreshes });
  const answer = useAct("answerDelay", { refreshes });
  if (ask.kind === "address")
    return (
      <>
        <Button size="s" busy={withdraw.busy} onClick={() => withdraw.run({ params })}>
          {t("withdraw")}
        </Button>
        <ErrorLine error={withdraw.error} />
      </>
    );
  return (
    <>
      <Button size="s" kind="solid" busy={answer.busy} onClick={() => answer.run({ params, body: { accept: true } })}>
        {t("agree")}
      </Button>
      <Button size="s" busy={answer.busy} onClick={() => answer.run({ params, body: { accept: false } })}>
        {t("disagree")}
      </Button>
      <ErrorLine error={answer.error} />
    </>
  );
}

function BeforeShipping({ order, open }: { readonly order: Order; readonly open: boolean }) {
  const t = useTranslations("order.life");
  const time = useTimeText();
  const now = useNow(30_000);
  const [moving, setMoving] = useState(false);
  const remind = useAct("remindShop", { refreshes, onDone: () => toast(t("reminded")) });
  const may = order.remind_at !== null && Date.parse(order.remind_at) <= now;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button
          size="s"
          icon={<BellRing size={15} aria-hidden />}
          disabled={!may}
          busy={remind.busy}
          onClick={() => remind.run({ params: { order_id: order.id } })}
        >
          {t("remind")}
        </Button>
        {!open && order.parcels.length === 0 && (
          <Button size="s" icon={<MapPin size={15} aria-hidden />} onClick={() => setMoving(true)}>
            {t("changeAddress")}
          </Button>
        )}
      </div>
      {!may && order.remind_at !== null && (
        <p className="text-xs text-muted">{t("remindAgain", { time: time(order.remind_at) })}</p>
      )}
      <ErrorLine error={remind.error} />
      {moving && <AddressSheet order={order} onClose={() => setMoving(false)} />}
    </>
  );
}

function Extend({ order }: { readonly order: Order }) {
  const t = useTranslations("order.life");
  const [asking, setAsking] = useState(false);
  const extend = useAct("extendReceipt", {
    refreshes,
    onDone: () => {
      setAsking(false);
      toast(t("extended"));
    },
  });
  return (
    <>
      <Button
        size="s"
        className="justify-self-start"
        icon={<Timer size={15} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t("extend")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("extendTitle")}
        text={t("extendText")}
        action={t("extendAction")}
        busy={extend.busy}
        onConfirm={() => extend.run({ params: { order_id: order.id } })}
      >
        <ErrorLine error={extend.error} />
      </Confirm>
    </>
  );
}
