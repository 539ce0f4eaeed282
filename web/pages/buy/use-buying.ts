import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Product } from "../../../contract/catalog.ts";
import type { MomentFields } from "../../../contract/orders.ts";
import type { z } from "zod";
import { useAccount } from "../../api/account.ts";
import { ApiError } from "../../api/client.ts";
import { online } from "../../api/connection.ts";
import { type Options, useAct, useCall } from "../../api/hooks.ts";
import { useStore } from "../../api/store.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { goToPay } from "../pay/go-to-pay.ts";
import { bentQuantity, firstChoice, quantityMax } from "./buying.ts";

export type MomentNow = () => z.input<typeof MomentFields> | null;

type PlaceBody = NonNullable<Options<"placeOrder">>["body"];

/** Everything between the choice and the payment page. Money is pessimistic: nothing is shown as done before it is. */
export function useBuying(product: Product, momentNow: MomentNow, flash_sale_id: string | null = null) {
  const account = useAccount();
  const [variant_id, setVariant] = useState(() => firstChoice(product)?.id);
  const [wanted, setQuantity] = useState(1);
  const [address_id, setAddress] = useState<string>();
  // Until the buyer chooses, what saves most.
  const [coupon_ids, setCoupons] = useState<"best" | string[]>("best");
  const [remark, setRemark] = useState("");
  const [leaving, setLeaving] = useState(false);
  // The body is fixed at the first try, so that a repeat after a lost answer is the same request under the same key.
  const [tried, setTried] = useState<{ choice: string; body: PlaceBody } | null>(null);

  const variant = product.variants.find(({ id }) => id === variant_id) ?? firstChoice(product);
  const quantity = bentQuantity(wanted, variant, product.limit_per_buyer);
  const lines = variant === undefined ? [] : [{ variant_id: variant.id, quantity }];
  const addresses = useCall("listAddresses", {}, { enabled: account !== null && account !== undefined });
  const address =
    addresses.data?.data.find(({ id }) => id === address_id) ??
    addresses.data?.data.find(({ is_default }) => is_default) ??
    addresses.data?.data[0];

  const quote = useCall(
    "quoteOrder",
    { body: { lines, flash_sale_id, coupon_ids, ...(address === undefined ? {} : { address_id: address.id }) } },
    {
      enabled: variant !== undefined && variant.available > 0 && !(account && addresses.isPending),
      staleTime: 5_000,
      keepsLast: true,
    },
  );
  /** The price of this very choice; what stands in for it meanwhile is for the eye alone. */
  const price = quote.isPlaceholderData ? undefined : quote.data;

  const placed = useRef("");
  const pay = useAct("payOrder", {
    onDone: (intent) => {
      setLeaving(true);
      goToPay(placed.current, intent);
    },
  });
  const place = useAct("placeOrder", {
    refreshes: ["listMyOrders"],
    onDone: (order) => {
      placed.current = order.id;
      pay.run({ params: { order_id: order.id }, body: { return_path: `/orders/${order.id}` } });
    },
  });

  const hasNetwork = useStore(online);
  // Wanted while offline, and never sent: it is ordered when the network is back, unless the buyer thinks better of it.
  const [waiting, setWaiting] = useState(false);
  const submit = async () => {
    if (variant === undefined || place.busy || pay.busy || leaving) return;
    // After a try without an answer nobody could promise that nothing was ordered; that one fails in words of its own.
    if (!online.get() && !isUnanswered(place.error)) {
      setWaiting(true);
      return;
    }
    if ((await requireSignIn("buy")) === null || address === undefined || price === undefined) return;
    const choice = JSON.stringify([lines, address.id, remark, price.coupon_ids]);
    const fresh = {
      lines,
      address_id: address.id,
      moment: momentNow(),
      expected_total: price.total.amount,
      remark,
      flash_sale_id,
      coupon_ids: price.coupon_ids,
    };
    const next = tried?.choice === choice && isUnanswered(place.error) ? tried : { choice, body: fresh };
    setTried(next);
    place.run({ body: next.body });
  };

  const resume = useEffectEvent(() => {
    setWaiting(false);
    void submit();
  });
  useEffect(() => {
    if (waiting && hasNetwork) resume();
  }, [waiting, hasNetwork]);
  useEffect(() => {
    // Back from the payment page to this very page, as it was when it was left.
    const shown = ({ persisted }: PageTransitionEvent) => persisted && setLeaving(false);
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, []);

  return {
    account,
    variant,
    quantity_max: quantityMax(variant, product.limit_per_buyer),
    quantity,
    setQuantity,
    remark,
    setRemark,
    chooseVariant: (id: string) => {
      setVariant(id);
      place.reset();
    },
    quote,
    price,
    addresses: account === null || account === undefined ? undefined : addresses.data?.data,
    address,
    chooseAddress: setAddress,
    /** Ticked at once; what they take off comes with the next price. */
    coupon_ids: coupon_ids === "best" || price !== undefined ? (quote.data?.coupon_ids ?? []) : coupon_ids,
    chooseCoupons: setCoupons,
    /** One that was claimed just now; where the best is taken anyway, so is this. */
    addCoupon: (id: string) => setCoupons((now) => (now === "best" ? now : [...now, id])),
    submit,
    offline: !hasNetwork,
    waiting,
    stopWaiting: () => setWaiting(false),
    busy: waiting || place.busy || pay.busy || leaving,
    stage: leaving || pay.busy ? ("paying" as const) : place.busy ? ("placing" as const) : ("choosing" as const),
    order: place.done,
    error: pay.error ?? place.error,
    retryPay: () =>
      place.done !== undefined &&
      pay.run({ params: { order_id: place.done.id }, body: { return_path: `/orders/${place.done.id}` } }),
  };
}

function isUnanswered(error: Error | null): boolean {
  return error instanceof ApiError && (error.error.type === "unavailable" || error.error.type === "internal");
}
