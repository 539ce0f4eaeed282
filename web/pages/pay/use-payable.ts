import type { Money } from "../../../contract/money.ts";
import type { PaymentOption } from "../../../contract/payments.ts";
import { useAct, useCall } from "../../api/hooks.ts";

/** How often it is looked whether the money has come, while somebody waits for it. */
const look_ms = 2_000;

/** An order or a checkout, as far as paying is concerned. `open`: it waits to be paid. */
interface Payable {
  readonly open: boolean;
  readonly total: Money;
}

export function usePayable(id: string): {
  readonly payable: Payable | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
} {
  const together = id.startsWith("chk_");
  const order = useCall(
    "getOrder",
    { params: { order_id: id } },
    { enabled: !together, refetchInterval: (one) => (one?.state === "unpaid" ? look_ms : 60_000) },
  );
  const checkout = useCall(
    "getCheckout",
    { params: { checkout_id: id } },
    { enabled: together, refetchInterval: (one) => (one?.state === "open" ? look_ms : 60_000) },
  );
  const one = together ? checkout : order;
  const payable = together
    ? checkout.data && { open: checkout.data.state === "open", total: checkout.data.total }
    : order.data && {
        open: order.data.state === "unpaid" && order.data.payment?.state !== "captured",
        total: order.data.total,
      };
  return { payable, error: one.error, retry: () => void one.refetch() };
}

/** What paying began: a page of the provider's, or a code to scan. */
export interface Begun {
  readonly provider: string;
  readonly pay_url: string | null;
  readonly pay_code: string | null;
  readonly expires_at: string;
}

/** Begins to pay: as it was begun before, or the way that is named. */
export function usePaying(id: string, return_path: string) {
  const together = id.startsWith("chk_");
  const order = useAct("payOrder");
  const checkout = useAct("payCheckout");
  const act = together ? checkout : order;
  const begun: Begun | undefined = act.done;
  return {
    begun,
    busy: act.busy,
    error: act.error,
    run(option?: PaymentOption) {
      const body = { return_path, ...option };
      if (together) checkout.run({ params: { checkout_id: id }, body });
      else order.run({ params: { order_id: id }, body });
    },
  };
}
