import { useRef, useState } from "react";
import type { Cart } from "../../../contract/cart.ts";
import { ApiError } from "../../api/client.ts";
import { type Options, useAct, useCall, useRefresh } from "../../api/hooks.ts";
import { withChoice, type NamedCoupons } from "./named-coupons.ts";
import { goToPay } from "../pay/go-to-pay.ts";
import { selectedGroups } from "./selected-groups.ts";

type Body = NonNullable<Options<"createCheckout">>["body"];

/**
 * Everything between the cart and the payment page. Money is pessimistic: nothing is shown as done before it is. Where a
 * shop refused, or the payment page did not open, the checkout's own page goes on.
 */
export function useCheckingOut(cart: Cart, goOn: (checkout_id: string) => Promise<void>) {
  const [address_id, setAddress] = useState<string>();
  const [remarks, setRemarks] = useState<Readonly<Record<string, string>>>({});
  const [named, setNamed] = useState<NamedCoupons>({});
  const [leaving, setLeaving] = useState(false);
  // The body is fixed at the first try, so that a repeat after a lost answer is the same request under the same key, even
  // though the lines have left the cart by then.
  const [tried, setTried] = useState<{ readonly body: Body; readonly groups: Cart["groups"] } | null>(null);
  const sent = useRef<Body | null>(null);
  const refresh = useRefresh();
  const now = selectedGroups(cart);

  const pay = useAct("payCheckout", {
    onDone: (begun) => {
      setLeaving(true);
      const leave = () => goToPay(begun.checkout_id, begun);
      // Back from the payment page leads to what is to be paid, and not to a form whose goods have left the cart.
      goOn(begun.checkout_id).then(leave, leave);
    },
  });
  const create = useAct("createCheckout", {
    refreshes: ["getCart", "countCart", "listCheckouts", "listMyOrders"],
    onDone: (checkout) => {
      if (checkout.state === "open")
        pay.run({
          params: { checkout_id: checkout.id },
          body: { return_path: `/checkouts/${checkout.id}` },
        });
      else void goOn(checkout.id);
    },
    onFail: (error) => {
      if (isUnanswered(error)) return;
      // What was sent is asked for by name, so that the price says which coupon is gone and why.
      if (error instanceof ApiError && error.error.code.startsWith("coupon_")) setNamed(namedBy(sent.current));
      refresh("getCart", "quoteCheckout", "listHeldCoupons");
    },
  });
  const failed = create.error !== null && !isUnanswered(create.error);
  const busy = create.busy || pay.busy || leaving;
  const groups = tried !== null && !failed ? tried.groups : now;

  const addresses = useCall("listAddresses", {});
  const address =
    addresses.data?.data.find(({ id }) => id === address_id) ??
    addresses.data?.data.find(({ is_default }) => is_default) ??
    addresses.data?.data[0];
  const lines = (group: Cart["groups"][number]) =>
    group.lines.map(({ variant_id, quantity }) => ({ variant_id, quantity }));
  const quote = useCall(
    "quoteCheckout",
    {
      body: {
        address_id: address?.id ?? null,
        parts: groups.map((group) => ({
          shop_id: group.shop.id,
          lines: lines(group),
          coupon_ids: named[group.shop.id]?.slice() ?? ("best" as const),
        })),
      },
    },
    { enabled: groups.length > 0 && !addresses.isPending, staleTime: 5_000, keepsLast: true },
  );
  /** The price of this very choice; what stands in for it meanwhile is for the eye alone. */
  const price = quote.isPlaceholderData ? undefined : quote.data;
  const partOf = (shop_id: string) => quote.data?.parts.find((part) => part.shop_id === shop_id);
  /** Ticked at once; what they take off comes with the next price. */
  const couponsOf = (shop_id: string): readonly string[] =>
    (price === undefined ? named[shop_id] : undefined) ?? partOf(shop_id)?.breakdown?.coupon_ids ?? [];

  const submit = () => {
    if (busy || address === undefined || price === undefined) return;
    // It was made, but the payment page did not open.
    if (create.done !== undefined) {
      void goOn(create.done.id);
      return;
    }
    const body: Body = {
      address_id: address.id,
      parts: groups.map((group) => ({
        shop_id: group.shop.id,
        lines: lines(group),
        remark: remarks[group.shop.id] ?? "",
        coupon_ids: partOf(group.shop.id)?.breakdown?.coupon_ids ?? [],
        expected_total: partOf(group.shop.id)?.breakdown?.total.amount ?? null,
      })),
    };
    const next = tried !== null && isUnanswered(create.error) ? tried : { body, groups };
    setTried(next);
    sent.current = next.body;
    create.run({ body: next.body });
  };

  return {
    groups,
    addresses: addresses.data?.data,
    address,
    chooseAddress: setAddress,
    remarks,
    setRemark: (shop_id: string, text: string) => setRemarks({ ...remarks, [shop_id]: text }),
    quote,
    price,
    partOf,
    couponsOf,
    chooseCoupons: (shop_id: string, ids: readonly string[]) => {
      setNamed(withChoice(named, shop_id, ids));
      if (!failed) return;
      // What was refused is answered by this choice.
      create.reset();
      setTried(null);
    },
    /** A try without an answer is repeated as it was: its coupons are not changed any more. */
    fixed: busy || isUnanswered(create.error),
    submit,
    busy,
    stage: leaving || pay.busy ? ("toPayment" as const) : ("placing" as const),
    error: pay.error ?? create.error,
  };
}

const namedBy = (body: Body | null): NamedCoupons =>
  Object.fromEntries((body?.parts ?? []).map(({ shop_id, coupon_ids }) => [shop_id, coupon_ids ?? []]));

function isUnanswered(error: Error | null): boolean {
  return error instanceof ApiError && (error.error.type === "unavailable" || error.error.type === "internal");
}
