import { useCall } from "../../api/hooks.ts";

const keep_ms = 10 * 60_000;

/** A shop's name; the end of its id until it is known. Each shop is asked for once, however many rows name it. */
export function useShopName(shop_id: string): string {
  const shop = useCall("getShop", { params: { shop_id } }, { staleTime: keep_ms }).data;
  return shop?.name ?? `…${shop_id.slice(-8)}`;
}
