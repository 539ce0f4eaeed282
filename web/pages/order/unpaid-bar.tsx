import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { useAccount } from "../../api/account.ts";
import { visit } from "../../api/browser.ts";
import { useAct, useCall, useRefresh } from "../../api/hooks.ts";
import { useChannel } from "../../api/live.ts";
import { createStore, useStore } from "../../api/store.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { clockText, useNow } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { goToPay } from "../pay/go-to-pay.ts";

/** The order whose bar was put away: it stays away as long as the visit lasts, that of another order comes. */
const dismissed = createStore<string | null>(visit.read("unpaid"));

function useUnpaid(): (Order & { readonly pay_by: string }) | null {
  const account = useAccount();
  const signedIn = account !== null && account !== undefined;
  const refresh = useRefresh();
  const orders = useCall("listMyOrders", { query: { state: "unpaid", limit: 1 } }, { enabled: signedIn });
  useChannel(signedIn ? "account" : null, () => refresh("listMyOrders"));
  const put_away = useStore(dismissed);
  const order = signedIn ? orders.data?.data[0] : undefined;
  if (order === undefined || order.pay_by === null || order.id === put_away) return null;
  return { ...order, pay_by: order.pay_by };
}

interface Props {
  readonly className?: string | undefined;
  /** What stands beside it, and only with it. */
  readonly children?: ReactNode;
}

/** Reminds somebody who left the payment page that an order waits, and for how long: no larger than it has to be. */
export function UnpaidBar({ className, children }: Props) {
  const order = useUnpaid();
  return order === null ? null : (
    <Waiting order={order} className={className}>
      {children}
    </Waiting>
  );
}

const payClass =
  "grid min-h-10 place-items-center px-1.5 font-semibold whitespace-nowrap underline underline-offset-4 disabled:opacity-55";

function Waiting({ order, className, children }: Props & { readonly order: Order & { readonly pay_by: string } }) {
  const t = useTranslations("order");
  const words = useTranslations("common");
  const errorText = useErrorText();
  const left_ms = Date.parse(order.pay_by) - useNow();
  const pay = useAct("payOrder", {
    refreshes: ["listMyOrders"],
    onDone: (intent) => goToPay(order.id, intent),
    onFail: (error) => toast(errorText(error), "bad"),
  });
  if (left_ms <= 0) return null;
  return (
    <div className={className}>
      {children}
      <section
        aria-label={t("unpaidBar")}
        className="flex w-fit shrink-0 items-center rounded-full bg-ink pl-1 text-sm text-paper shadow-lg"
      >
        <Link
          {...(order.checkout_id === null
            ? { to: "/orders/$order_id", params: { order_id: order.id } }
            : { to: "/checkouts/$checkout_id", params: { checkout_id: order.checkout_id } })}
          className="num grid min-h-10 place-items-center rounded-full px-2.5 whitespace-nowrap"
        >
          {t("unpaidLeft", { time: clockText(left_ms) })}
        </Link>
        {order.checkout_id === null ? (
          <button
            type="button"
            disabled={pay.busy}
            aria-busy={pay.busy}
            className={payClass}
            onClick={() => pay.run({ params: { order_id: order.id }, body: { return_path: `/orders/${order.id}` } })}
          >
            {t("unpaidPay")}
          </button>
        ) : (
          // Several orders are paid there with one payment.
          <Link to="/checkouts/$checkout_id" params={{ checkout_id: order.checkout_id }} className={payClass}>
            {t("unpaidPay")}
          </Link>
        )}
        <button
          type="button"
          aria-label={words("close")}
          className="grid size-10 shrink-0 place-items-center rounded-full opacity-70 hover:opacity-100"
          onClick={() => {
            visit.write("unpaid", order.id);
            dismissed.set(order.id);
          }}
        >
          <X size={16} aria-hidden />
        </button>
      </section>
    </div>
  );
}
