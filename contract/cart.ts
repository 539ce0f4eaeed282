import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";
import { Moment } from "./order-parts.ts";
import { MomentFields } from "./orders.ts";
import { ShopCard } from "./shops.ts";

/**
 * How a line stands now. ok · few: bought as it is, but not many are left · short: fewer are left than it asks for ·
 * over_limit: more than one buyer may still have of the product · sold_out · off_sale: taken off sale, or its option is gone. Only the first
 * two can be checked out.
 */
export const cartLineStates = ["ok", "few", "short", "over_limit", "sold_out", "off_sale"] as const;
export type CartLineState = (typeof cartLineStates)[number];

export const CartLine = z
  .object({
    object: z.literal("cart_line"),
    /** Names the line: a cart has one of each variant. */
    variant_id: idOf("var"),
    product_id: idOf("prod"),
    shop: ShopCard,
    title: z.string(),
    variant_title: z.string(),
    unit: z.string(),
    picture: Picture.nullable(),
    quantity: z.int(),
    selected: z.boolean(),
    state: z.enum(cartLineStates),
    available: z.int(),
    /** Units of the product that one buyer may have in orders that stand, over all its options; null: no limit. */
    limit_per_buyer: z.int().nullable(),
    /** What the limit leaves this line, with what the buyer has ordered and the selected lines before it taken off; null: no limit. */
    limit_left: z.int().nullable(),
    price: Money,
    /** What one cost when it was put in. */
    price_seen: Money,
    put_in_at: Instant,
    /** Where in which broadcast it was put in; an order keeps the last of its lines' moments. */
    moment: Moment.nullable(),
  })
  .meta({ id: "CartLine" });
export type CartLine = z.infer<typeof CartLine>;

export const Cart = z
  .object({
    object: z.literal("cart"),
    /** By shop, the shop last put something in of first. */
    groups: z.array(z.object({ object: z.literal("cart_group"), shop: ShopCard, lines: z.array(CartLine) })),
    /** Sold out or off sale: kept apart, until they are taken out or come back. */
    unavailable: z.array(CartLine),
    lines_count: z.int(),
    /** What is selected and can be checked out. Goods without freight and coupons; a checkout's quote says the rest. */
    selected: z.object({ lines: z.int(), units: z.int(), goods: Money }),
  })
  .meta({ id: "Cart" });
export type Cart = z.infer<typeof Cart>;

/** A line as a guest's browser keeps it. */
export const GuestCartLine = z.strictObject({
  variant_id: idOf("var"),
  quantity: z.int().min(1).max(limits.quantity_per_line_max),
  selected: z.boolean().default(true),
  price_seen: z.int().min(0).max(limits.price_minor_max),
  put_in_at: Instant,
  moment: MomentFields.nullable().default(null),
});
export type GuestCartLine = z.infer<typeof GuestCartLine>;

const VariantIds = z.array(idOf("var")).min(1).max(limits.cart_lines_max);
const GuestLines = z.array(GuestCartLine).max(limits.cart_lines_max);

export const cartRoutes = {
  getCart: route({
    id: "getCart",
    method: "GET",
    path: "/v1/cart",
    summary: "The caller's cart, by shop, as it stands now",
    access: "viewer",
    response: Cart,
  }),
  countCart: route({
    id: "countCart",
    method: "GET",
    path: "/v1/cart/count",
    summary: "How many lines are in the caller's cart",
    access: "viewer",
    response: z.object({ object: z.literal("cart_count"), lines: z.int() }),
  }),
  viewCart: route({
    id: "viewCart",
    method: "POST",
    path: "/v1/cart/view",
    summary: "What a guest's cart would show; keeps nothing",
    access: "guest",
    body: z.strictObject({ lines: GuestLines }),
    response: Cart,
  }),
  putInCart: route({
    id: "putInCart",
    method: "POST",
    path: "/v1/cart/lines",
    summary: "Put something into the cart; what is there already becomes more",
    access: "viewer",
    idempotency: "required",
    status: 201,
    body: z.strictObject({
      variant_id: idOf("var"),
      quantity: z.int().min(1).max(limits.quantity_per_line_max).default(1),
      moment: MomentFields.nullable().default(null),
    }),
    response: Cart,
    errors: ["not_found", "product_not_on_sale", "sold_out", "limit_with_cart", "cart_full", "own_shop"],
  }),
  changeCartLine: route({
    id: "changeCartLine",
    method: "PATCH",
    path: "/v1/cart/lines/:variant_id",
    summary: "Set how many of a line, or whether it is selected",
    access: "viewer",
    params: z.object({ variant_id: idOf("var") }),
    body: z.strictObject({
      quantity: z.int().min(1).max(limits.quantity_per_line_max).optional(),
      selected: z.boolean().optional(),
    }),
    response: Cart,
    errors: ["not_found", "sold_out", "limit_with_cart"],
  }),
  selectInCart: route({
    id: "selectInCart",
    method: "POST",
    path: "/v1/cart/select",
    summary: "Select or unselect lines; those that are not in the cart are passed over",
    access: "viewer",
    body: z.strictObject({ variant_ids: VariantIds, selected: z.boolean() }),
    response: Cart,
  }),
  takeOutOfCart: route({
    id: "takeOutOfCart",
    method: "POST",
    path: "/v1/cart/remove",
    summary: "Take lines out; those that are not in the cart are passed over",
    access: "viewer",
    body: z.strictObject({ variant_ids: VariantIds }),
    response: Cart,
  }),
  mergeCart: route({
    id: "mergeCart",
    method: "POST",
    path: "/v1/cart/merge",
    summary:
      "Bring a guest's cart along after signing in; safe to repeat: of a line that both have the larger quantity stays",
    access: "viewer",
    body: z.strictObject({ lines: GuestLines }),
    response: Cart,
  }),
} as const;
