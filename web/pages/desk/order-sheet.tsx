import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { clockText, Time } from "../../ui/time.tsx";
import { AskNote } from "../order/ask-note.tsx";
import { InvoiceFacts } from "../order/invoice-facts.tsx";
import { Compensated } from "../order/order-life.tsx";
import { Parcels } from "../order/parcels.tsx";
import { OrderLines } from "../work/order-lines.tsx";
import { OrderTimeline } from "../work/order-timeline.tsx";
import { NamedFlag } from "../work/remark-flag.tsx";
import { shownState } from "../orders/shown-state.ts";
import { orderTones, rateText } from "../work/order-tone.ts";
import { ReasonConfirm } from "./reason-confirm.tsx";

/** An order, whole, and the refund. */
export function OrderSheet({ order_id, onClose }: { readonly order_id: string | null; readonly onClose: () => void }) {
  const t = useTranslations("desk.order");
  return (
    <Sheet open={order_id !== null} onClose={onClose} title={`${t("id")} …${order_id?.slice(-8) ?? ""}`} wide>
      {order_id !== null && <Loaded order_id={order_id} />}
    </Sheet>
  );
}

function Loaded({ order_id }: { readonly order_id: string }) {
  const read = useCall("getOrder", { params: { order_id } });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return read.data === undefined ? <Skeleton className="h-80" /> : <Whole order={read.data} />;
}

function Whole({ order }: { readonly order: Order }) {
  const t = useTranslations("desk.order");
  const more = useTranslations("operator.order");
  const payments = useTranslations("paymentDesk");
  const shopWords = useTranslations("operator.shop");
  const states = useTranslations("states");
  const price = usePriceText();
  const { refund } = order;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge tone={orderTones[order.state]}>{states(`order.${shownState(order)}`)}</StateBadge>
        {order.close_reason !== null && (
          <span className="text-sm text-muted">
            {t("closed", { reason: states(`closeReason.${order.close_reason}`) })}
          </span>
        )}
        <span className="font-mono text-xs text-muted select-all">{order.id}</span>
      </div>
      {refund !== null && (
        <p className="rounded-s bg-wash px-3 py-2">
          <b className="font-semibold">
            {t(refund.state === "success" ? "refunded" : "refunding", { amount: price(refund.amount) })}
          </b>
          <span className="block text-sm text-muted">{t("refundReason", { reason: refund.reason })}</span>
        </p>
      )}
      <OrderLines lines={order.lines} />
      <div className="grid gap-x-8 gap-y-3 text-sm md:grid-cols-2">
        <OrderFacts order={order} />
      </div>
      <Parcels order={order} />
      <Compensated order={order} />
      {order.asks.map((ask) => (
        <AskNote key={ask.id} ask={ask} />
      ))}
      {order.invoice !== null && <InvoiceFacts invoice={order.invoice} />}
      {order.shop_remark !== null && (
        <p className="flex items-start gap-2 rounded-s bg-wash px-3 py-2 text-sm">
          <NamedFlag flag={order.shop_remark.flag} />
          <span className="whitespace-pre-line">{order.shop_remark.text}</span>
        </p>
      )}
      <section>
        <h3 className="mb-2 font-semibold">{t("timeline")}</h3>
        <OrderTimeline order={order} by={t} />
      </section>
      <p className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
        <Link to="/desk/money" search={{ order: order.id }} className="underline underline-offset-4">
          {more("entries")}
        </Link>
        {order.payment !== null && (
          <Link to="/desk/payments" search={{ q: order.id }} className="underline underline-offset-4">
            {payments("ofOrder")}
          </Link>
        )}
        <Link to="/desk/audit" search={{ about: order.id }} className="underline underline-offset-4">
          {shopWords("acts")}
        </Link>
      </p>
      <RefundOrder order={order} />
    </div>
  );
}

function OrderFacts({ order }: { readonly order: Order }) {
  const t = useTranslations("desk.order");
  const price = usePriceText();
  const { fees, moment, payment } = order;
  return (
    <>
      <Facts
        rows={[
          [
            t("shop"),
            <Link key="shop" to={`/desk/shops/${order.shop.id}`} className="underline underline-offset-4">
              {order.shop.name}
            </Link>,
          ],
          [t("buyer"), order.buyer_name],
          [t("address"), `${order.address.name} ${order.address.phone} ${order.address.text}`],
          ...(order.remark === "" ? [] : [[t("remark"), order.remark] as const]),
          ...(moment === null
            ? []
            : [
                [
                  t("moment"),
                  t("momentText", {
                    title: moment.session_title,
                    host: moment.host.name,
                    offset: clockText(moment.stream_offset_ms),
                  }),
                ] as const,
              ]),
        ]}
      />
      <Facts
        rows={[
          [t("total"), <b key="total">{price(order.total)}</b>],
          [t("placed"), <Time key="placed" at={order.created_at} />],
          ...(payment === null
            ? []
            : [[t("payment"), `${payment.provider} · ${t(`intents.${payment.state}`)}`] as const]),
          ...(fees === null
            ? []
            : ([
                [t("take", { rate: rateText(fees.take_rate_permille) }), price(fees.take)],
                [t("receives"), price(fees.shop_receives)],
              ] as const)),
          ...settlementRows(fees, t),
        ]}
      />
    </>
  );
}

/** When the money passes, or passed, to the shop. */
function settlementRows(fees: Order["fees"], t: (key: "settled" | "settles") => string) {
  const settled_at = fees?.settled_at ?? null;
  const settles_at = fees?.settles_at ?? null;
  if (settled_at !== null) return [[t("settled"), <Time key="settled" at={settled_at} />] as const];
  return settles_at === null ? [] : [[t("settles"), <Time key="settles" at={settles_at} />] as const];
}

/** The whole sum back to the buyer, while the order holds money that was not sent back. */
function RefundOrder({ order }: { readonly order: Order }) {
  const t = useTranslations("desk.order");
  const price = usePriceText();
  const [asking, setAsking] = useState(false);
  const refund = useAct("refundOrder", {
    refreshes: ["getOrder", "listAllOrders", "listBalances", "listAllEntries"],
    onDone: () => setAsking(false),
  });
  // A closed order whose payment is still with us: something a provider refused can be paid back again.
  if (order.payment?.state !== "captured" || (order.refund !== null && order.state !== "closed")) return null;
  const amount = price(order.total);
  const over = order.state === "closed" || order.state === "success";
  return (
    <div className="flex justify-end border-t border-line pt-4">
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t(over ? "payAgain" : "refund")}
      </Button>
      <ReasonConfirm
        open={asking}
        onClose={() => setAsking(false)}
        title={over ? t("payAgainTitle") : t("refundTitle", { amount })}
        text={t(over ? "payAgainText" : "refundText")}
        action={over ? t("payAgain") : t("refundAction", { amount })}
        busy={refund.busy}
        error={refund.error}
        onConfirm={(reason) => refund.run({ params: { order_id: order.id }, body: { reason } })}
      />
    </div>
  );
}
