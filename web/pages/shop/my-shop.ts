import type { Shop } from "../../../contract/shops.ts";
import { memory } from "../../api/browser.ts";
import { useCall } from "../../api/hooks.ts";
import { createStore, useStore } from "../../api/store.ts";

const chosen = createStore<string | null>(memory.read("shop"));

/** Works in this shop from now on, on this device. */
export function chooseShop(shop_id: string): void {
  memory.write("shop", shop_id);
  chosen.set(shop_id);
}

/** The shops the caller works for, and the one being worked in. */
export function useMyShops() {
  const wanted = useStore(chosen);
  const read = useCall("listMyShops", {});
  const shops = read.data?.data;
  return { read, shops, shop: shops?.find(({ id }) => id === wanted) ?? shops?.[0] };
}

/** The shop being worked in. Pages below /sell are drawn only when there is one. */
export function useMyShop(): Shop {
  const { shop } = useMyShops();
  if (shop === undefined) throw new Error("a page of the shop was drawn without a shop");
  return shop;
}
