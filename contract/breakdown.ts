import { z } from "zod";
import { idOf } from "./ids.ts";
import { Money } from "./money.ts";
import { QuotedCoupon } from "./promotion.ts";
import { ShippingBasis } from "./shipping.ts";

/** What an order would cost, part by part. */
export const Breakdown = z
  .object({
    object: z.literal("breakdown"),
    goods: Money,
    shipping: Money,
    /** A shop's coupon, which the shop bears. */
    shop_discount: Money,
    /** A platform's coupon, which the platform pays. */
    subsidy: Money,
    /** What the buyer pays: goods + shipping - shop_discount - subsidy. */
    total: Money,
    flash_sale_id: idOf("flash").nullable(),
    /** Coupons that are taken off here: what an order at this total must name. */
    coupon_ids: z.array(idOf("held")),
    /** What the caller holds for this shop, what saves most first; empty for guests. */
    coupons: z.array(QuotedCoupon),
    /** False: delivery is priced by province and no address was named, so that `shipping` may change with it. */
    shipping_final: z.boolean(),
    shipping_basis: ShippingBasis,
    lines: z.array(
      z.object({ variant_id: idOf("var"), unit_price: Money, quantity: z.int(), total: Money, available: z.int() }),
    ),
  })
  .meta({ id: "Breakdown" });
