import type { MomentOf } from "../tables.ts";

/** orders.cart_line */
export interface CartLineRow {
  readonly account_id: string;
  readonly variant_id: string;
  readonly product_id: string;
  readonly shop_id: string;
  readonly quantity: number;
  readonly selected: boolean;
  /** What one cost when it was put in, in minor units. */
  readonly price_seen: bigint;
  readonly put_in_at: Date;
  /** Checked when it was put in; an order placed from the cart keeps it. */
  readonly moment: MomentOf | null;
}
