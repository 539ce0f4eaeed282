import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall, useRefresh } from "../../api/hooks.ts";
import { useChannel } from "../../api/live.ts";
import { createStore, useStore } from "../../api/store.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { classNames } from "../../ui/class-names.ts";
import { clockText, useNow } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

/** The order whose bar was put away; it does not come back while the page is open, that of another order does. */
const dismissed = createStore<string | null>(null);

/** Reminds somebody who left the payment page that an order waits, and for how long. */
export function UnpaidBar({ className }: { readonly className?: string }) {
  const account = useAccount();
  const signedIn = account !== null && account !== undefined;
  const refresh = useRefresh();
  const orders = useCall("listMyOrders", { query: { state: "unpaid", limit: 1 } }, { enabled: signedIn });
  useChannel(signedIn ? "account" : null, () => refresh("listMyOrders"));
  const put_away = useStore(dismissed);
  const order = signedIn ? orders.data?.data[0] : undefined;
  if (order === undefined || order.pay_by === null || order.id === put_away) return null;
  return <Waiting order={order} pay_by={order.pay_by} className={className} />;
}

function Waiting({
  order,
  pay_by,
  className,
}: {
  readonly order: Order;
  readonly pay_by: string;
  readonly className: string | undefined;
}) {
  const t = useTranslations("order");
  const words = useTranslations("common");
  const errorText = useErrorText();
  const left_ms = Date.parse(pay_by) - useNow();
  const pay = useAct("payOrder", {
    refreshes: ["listMyOrders"],
    onDone: (intent) => intent.pay_url !== null && location.assign(intent.pay_url),
    onFail: (error) => toast(errorText(error), "bad"),
  });
  if (left_ms <= 0) return null;
  const link = "grid min-h-10 place-items-center px-2 font-semibold underline underline-offset-4";
  return (
    <section
      aria-label={t("unpaidBar")}
      className={classNames("flex items-center rounded-m bg-ink pr-1 pl-3.5 text-sm text-paper shadow-lg", className)}
    >
      <p className="num mr-auto min-w-0 py-2">{t("unpaidLeft", { time: clockText(left_ms) })}</p>
      <button
        type="button"
        disabled={pay.busy}
        aria-busy={pay.busy}
        className={classNames(link, "disabled:opacity-55")}
        onClick={() => pay.run({ params: { order_id: order.id }, body: { return_path: `/orders/${order.id}` } })}
      >
        {t("unpaidPay")}
      </button>
      <Link to="/orders/$order_id" params={{ order_id: order.id }} className={link}>
        {t("unpaidView")}
      </Link>
      <button
        type="button"
        aria-label={words("close")}
        className="grid size-10 shrink-0 place-items-center rounded-full opacity-70 hover:opacity-100"
        onClick={() => dismissed.set(order.id)}
      >
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}
