import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { useAct, useRefresh } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Section } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useCountdown } from "../../ui/time.tsx";
import { OrderStateBadge } from "../orders/order-state.tsx";
import { shownState } from "../orders/shown-state.ts";
import { goToPay } from "../pay/go-to-pay.ts";
import { OtherWays } from "../pay/other-ways.tsx";
import { OrderLife } from "./order-life.tsx";
import { ContactSeller } from "./contact-seller.tsx";

/** Where the order stands, in a sentence, and what the buyer may do about it. */
export function OrderHead({ order }: { readonly order: Order }) {
  const t = useTranslations("order");
  return (
    <Section>
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-lg font-bold" aria-live="polite">
          {t(`head.${shownState(order)}`)}
        </h2>
        <OrderStateBadge order={order} />
      </div>
      <Explanation order={order} />
      <RefundNote order={order} />
      {order.state === "unpaid" && <PayOrCancel order={order} />}
      {order.state === "to_ship" && order.moment !== null && (
        // Who pays in a room comes here from the payment page, and the show goes on.
        <Link
          to="/rooms/$room_id"
          params={{ room_id: order.moment.room_id }}
          className={`${buttonClass("solid")} mt-3 w-full`}
        >
          {t("backToShow", { host: order.moment.host.name })}
        </Link>
      )}
      <OrderLife order={order} />
      {order.state === "shipped" && <Receive order={order} />}
      {order.state !== "unpaid" && order.state !== "closed" && <ContactSeller order={order} state={order.state} />}
    </Section>
  );
}

function Explanation({ order }: { readonly order: Order }) {
  const t = useTranslations("order");
  const format = useFormatter();
  if (order.state === "unpaid" && order.pay_by !== null) {
    return <Reserved until={order.pay_by} />;
  }
  if (order.state === "shipped" && order.auto_receive_at !== null)
    return (
      <p className="mt-1 text-muted">
        {t("shippedText", { date: format.dateTime(new Date(order.auto_receive_at), { dateStyle: "medium" }) })}
      </p>
    );
  if (order.state === "received") return <p className="mt-1 text-muted">{t("receivedText")}</p>;
  return null;
}

function Reserved({ until }: { readonly until: string }) {
  const t = useTranslations("order");
  return <p className="num mt-1 text-muted">{t("unpaidText", { time: useCountdown(until) })}</p>;
}

function RefundNote({ order }: { readonly order: Order }) {
  const t = useTranslations("order");
  const price = usePriceText();
  if (order.refund === null) return null;
  const amount = price(order.refund.amount);
  return (
    <div className="mt-3 rounded-m bg-wash px-3.5 py-3">
      <p className="num font-semibold">
        {order.refund.state === "success" ? t("refundDone", { amount }) : t("refundPaying", { amount })}
      </p>
      <p className="text-sm text-muted">{t("refundReason", { reason: order.refund.reason })}</p>
    </div>
  );
}

function PayOrCancel({ order }: { readonly order: Order }) {
  const t = useTranslations("order");
  const price = usePriceText();
  const [asking, setAsking] = useState(false);
  const pay = useAct("payOrder", {
    refreshes: ["getOrder"],
    onDone: (intent) => goToPay(order.id, intent),
  });
  const refresh = useRefresh();
  const cancel = useAct("cancelOrder", {
    refreshes: ["getOrder", "listMyOrders"],
    onDone: () => setAsking(false),
    // It was paid or closed meanwhile: the page says what holds now.
    onFail: () => refresh("getOrder"),
  });
  if (order.payment?.state === "captured") return <p className="mt-3 text-sm text-muted">{t("confirming")}</p>;
  return (
    <div className="mt-4 grid gap-3">
      <ErrorLine error={pay.error} />
      {order.checkout_id !== null && <p className="text-sm text-muted">{t("together")}</p>}
      <div className="flex gap-2">
        <Button onClick={() => setAsking(true)}>{t("cancel")}</Button>
        {order.checkout_id === null ? (
          <Button
            kind="buy"
            className="num flex-1"
            busy={pay.busy}
            onClick={() => pay.run({ params: { order_id: order.id }, body: { return_path: `/orders/${order.id}` } })}
          >
            {t("pay", { amount: price(order.total) })}
          </Button>
        ) : (
          <Link
            to="/checkouts/$checkout_id"
            params={{ checkout_id: order.checkout_id }}
            className={`${buttonClass("buy")} flex-1`}
          >
            {t("payTogether")}
          </Link>
        )}
      </div>
      {order.checkout_id === null && <OtherWays id={order.id} text={t("otherWays")} />}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("cancelTitle")}
        text={t("cancelText")}
        action={t("cancel")}
        keep={t("keep")}
        kind="danger"
        busy={cancel.busy}
        onConfirm={() => cancel.run({ params: { order_id: order.id } })}
      >
        <ErrorLine error={cancel.error} />
      </Confirm>
    </div>
  );
}

function Receive({ order }: { readonly order: Order }) {
  const t = useTranslations("order");
  const [asking, setAsking] = useState(false);
  const receive = useAct("receiveOrder", { refreshes: ["getOrder", "listMyOrders"], onDone: () => setAsking(false) });
  return (
    <div className="mt-4">
      <Button kind="solid" wide onClick={() => setAsking(true)}>
        {t("receive")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("receiveTitle")}
        text={t("receiveText")}
        action={t("receiveAction")}
        busy={receive.busy}
        onConfirm={() => receive.run({ params: { order_id: order.id } })}
      >
        <ErrorLine error={receive.error} />
      </Confirm>
    </div>
  );
}
