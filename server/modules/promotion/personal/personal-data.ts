import type { PersonalData } from "../../../kernel/module.ts";
import { limits } from "../../../kernel/limits.ts";
import { allHeldOf, deleteUnused } from "../coupons/store.ts";
import { flashOrdersOf } from "../flash/store.ts";

/** What stands in an order is a record of trade and is kept with it; what was never used goes with its holder. */
export const personalPromotions: PersonalData = {
  name: "promotion",
  async exportOf(reader, account_id) {
    const held = await allHeldOf(reader, account_id, limits.export_rows_per_list_max);
    const ordered = await flashOrdersOf(reader, account_id, limits.export_rows_per_list_max);
    return {
      coupons: held.map((row) => ({
        id: row.held_coupon_id,
        coupon_id: row.coupon_id,
        claimed_at: row.claimed_at,
        expires_at: row.expires_at,
        order_id: row.order_id,
        used_at: row.used_at,
      })),
      flash_sale_orders: ordered.map((row) => ({
        order_id: row.order_id,
        flash_sale_id: row.flash_sale_id,
        quantity: row.quantity,
        state: row.state,
        ordered_at: row.ordered_at,
      })),
    };
  },
  erase: deleteUnused,
};
