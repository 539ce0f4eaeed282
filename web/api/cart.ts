import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Cart } from "../../contract/cart.ts";
import type { Variant } from "../../contract/catalog.ts";
import { useAccount } from "./account.ts";
import { ApiError, call, queryClient } from "./client.ts";
import { type GuestLine, guestCart, keepGuestCart, putInGuestCart } from "./guest-cart.ts";
import { callKey, useAct, useCall, useRefresh, type Answer } from "./hooks.ts";
import { itemsOf, useChannel } from "./live.ts";
import { useStore } from "./store.ts";

const useSignedIn = (): boolean => (useAccount() ?? null) !== null;

function known(lines: number): void {
  queryClient.setQueryData<Answer<"countCart">>(callKey("countCart", {}), { object: "cart_count", lines });
}

/** What an act answered is the cart from now on, on this page at once. */
function shown(cart: Cart): void {
  queryClient.setQueryData<Cart>(callKey("getCart", {}), cart);
  known(cart.lines_count);
}

/** How many different things are in the cart, live over all devices of an account. */
export function useCartCount(): number {
  const signedIn = useSignedIn();
  const guests = useStore(guestCart);
  const refresh = useRefresh();
  const count = useCall("countCart", {}, { enabled: signedIn, staleTime: 60_000 });
  useChannel(signedIn ? "account" : null, (delivery) => {
    const newest = itemsOf(delivery, "cart").at(-1);
    if (newest !== undefined) known(newest.lines);
    if (newest !== undefined || delivery.fresh) refresh("getCart");
  });
  return signedIn ? (count.data?.lines ?? 0) : guests.length;
}

/** Somebody has just signed in, and what they put in as a guest is on its way into their cart. */
export function useBringing(): boolean {
  const signedIn = useSignedIn();
  return useStore(guestCart).length > 0 && signedIn;
}

/** The cart as it stands now: the account's, or what this device keeps for a guest. */
export function useCart() {
  const signedIn = useSignedIn();
  const guests = useStore(guestCart);
  const mine = useCall("getCart", {}, { enabled: signedIn, staleTime: 5_000 });
  const body = { lines: [...guests] };
  const here = useQuery<Cart>({
    queryKey: callKey("viewCart", { body }),
    queryFn: ({ signal }) => call("viewCart", { body, signal }),
    enabled: !signedIn,
    // A changed quantity does not empty the page while its price comes.
    placeholderData: keepPreviousData,
  });
  return signedIn ? mine : here;
}

/** Puts something in. A guest's goes into the cart of this device. */
export function usePutInCart({
  onDone,
  onFail,
}: {
  readonly onDone: () => void;
  readonly onFail: (error: Error) => void;
}) {
  const signedIn = useSignedIn();
  const act = useAct("putInCart", {
    onDone: (cart) => {
      shown(cart);
      onDone();
    },
    onFail,
  });
  return {
    busy: act.busy,
    put: (variant: Variant, quantity: number, moment: GuestLine["moment"]) => {
      if (signedIn) act.run({ body: { variant_id: variant.id, quantity, moment } });
      else if (putInGuestCart({ variant, quantity, moment })) onDone();
    },
  };
}

export interface LineChange {
  readonly quantity?: number;
  readonly selected?: boolean;
}

/** What can be done to the cart. Each act of an account answers with the cart as it is then. */
export function useCartActs() {
  const signedIn = useSignedIn();
  const acting = { onDone: shown };
  const change = useAct("changeCartLine", acting);
  const select = useAct("selectInCart", acting);
  const takeOut = useAct("takeOutOfCart", acting);
  const eachGuest = (ids: readonly string[], act: (line: GuestLine) => GuestLine) =>
    keepGuestCart(guestCart.get().map((line) => (ids.includes(line.variant_id) ? act(line) : line)));
  return {
    busy: change.busy || select.busy || takeOut.busy,
    error: change.error ?? select.error ?? takeOut.error,
    change: (variant_id: string, wanted: LineChange) =>
      signedIn
        ? change.run({ params: { variant_id }, body: wanted })
        : eachGuest([variant_id], (line) => ({ ...line, ...wanted })),
    select: (variant_ids: readonly string[], selected: boolean) =>
      signedIn
        ? select.run({ body: { variant_ids: [...variant_ids], selected } })
        : eachGuest(variant_ids, (line) => ({ ...line, selected })),
    takeOut: (variant_ids: readonly string[]) =>
      signedIn
        ? takeOut.run({ body: { variant_ids: [...variant_ids] } })
        : keepGuestCart(guestCart.get().filter((line) => !variant_ids.includes(line.variant_id))),
  };
}

/** What a guest put in comes along when they sign in. Two tabs may do it at once: twice is once. */
export function useBringCart(): void {
  const account_id = useAccount()?.id;
  const lines = useStore(guestCart);
  const { run } = useAct("mergeCart", {
    onDone: (cart) => {
      keepGuestCart([]);
      shown(cart);
    },
    onFail: (error) => {
      // What the server cannot read it will not be able to read tomorrow.
      if (error instanceof ApiError && error.error.type === "invalid_request") keepGuestCart([]);
    },
  });
  useEffect(() => {
    if (account_id !== undefined && lines.length > 0) run({ body: { lines: [...lines] } });
  }, [account_id, lines, run]);
}
