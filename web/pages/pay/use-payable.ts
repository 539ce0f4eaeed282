import type { Money } from "../../../contract/money.ts";
import type { PaymentOption } from "../../../contract/payments.ts";
import { useAct, useCall } from "../../api/hooks.ts";

/** How often it is looked whether the money has come, while somebody waits for it. */
const look_ms = 2_000;
const pace = (waits: boolean): number => (waits ? look_ms : 60_000);

/** What is to be paid: an order, a checkout, or the deposit of a shop. */
export type Asked =
  | { readonly kind: "order" | "checkout"; readonly id: string }
  | { readonly kind: "deposit"; readonly id: string; readonly shop_id: string };

/** Reads the page's address. */
export function askedOf(id: string, shop_id: string | undefined): Asked {
  if (id.startsWith("dep_")) return { kind: "deposit", id, shop_id: shop_id ?? "" };
  return { kind: id.startsWith("chk_") ? "checkout" : "order", id };
}

/** Where whoever pays came from. */
export function pathBack(asked: Asked): string {
  if (asked.kind === "deposit") return "/sell/money";
  return asked.kind === "checkout" ? `/checkouts/${asked.id}` : `/orders/${asked.id}`;
}

/** It, as far as paying is concerned. `open`: it waits to be paid. */
interface Payable {
  readonly open: boolean;
  readonly total: Money;
  /** The shops that are paid, by name; none where a shop pays its own deposit. */
  readonly shops: readonly string[];
}
const depositOf = (asked: Asked) => ({
  shop_id: asked.kind === "deposit" ? asked.shop_id : "",
  deposit_id: asked.id,
});

export function usePayable(asked: Asked): {
  readonly payable: Payable | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
} {
  const { kind, id } = asked;
  const order = useCall(
    "getOrder",
    { params: { order_id: id } },
    { enabled: kind === "order", refetchInterval: (one) => pace(one?.state === "unpaid") },
  );
  const checkout = useCall(
    "getCheckout",
    { params: { checkout_id: id } },
    { enabled: kind === "checkout", refetchInterval: (one) => pace(one?.state === "open") },
  );
  const deposit = useCall(
    "getDepositPayment",
    { params: depositOf(asked) },
    { enabled: kind === "deposit", refetchInterval: (one) => pace(one?.state === "open") },
  );
  const one = { order, checkout, deposit }[kind];
  const payables: Readonly<Record<Asked["kind"], Payable | undefined>> = {
    order: order.data && {
      open: order.data.state === "unpaid" && order.data.payment?.state !== "captured",
      total: order.data.total,
      shops: [order.data.shop.name],
    },
    checkout: checkout.data && {
      open: checkout.data.state === "open",
      total: checkout.data.total,
      shops: [...new Set(checkout.data.parts.map((part) => part.shop.name))],
    },
    deposit: deposit.data && { open: deposit.data.state === "open", total: deposit.data.amount, shops: [] },
  };
  return { payable: payables[kind], error: one.error, retry: () => void one.refetch() };
}

/** What paying began: a page of the provider's, or a code to scan. */
export interface Begun {
  readonly provider: string;
  readonly pay_url: string | null;
  readonly pay_code: string | null;
  readonly expires_at: string;
}

/** Begins to pay: as it was begun before, or the way that is named. */
export function usePaying(asked: Asked) {
  const order = useAct("payOrder");
  const checkout = useAct("payCheckout");
  const deposit = useAct("beginDepositPayment");
  const act = { order, checkout, deposit }[asked.kind];
  const begun: Begun | undefined = act.done;
  return {
    begun,
    busy: act.busy,
    error: act.error,
    run(option?: PaymentOption) {
      const body = { return_path: pathBack(asked), ...option };
      if (asked.kind === "deposit") deposit.run({ params: depositOf(asked), body: { ...option } });
      else if (asked.kind === "checkout") checkout.run({ params: { checkout_id: asked.id }, body });
      else order.run({ params: { order_id: asked.id }, body });
    },
  };
}
