/**
 * What somebody who works for a shop may be let do; its owner may everything.
 * products: pages, prices, on sale or off. stock: counts and their history. orders: see and ship them, addresses included.
 * money: balance, entries, fees, sales figures. live: go on air for the shop. settings: decoration and shipping.
 */
export const shopPermissions = ["products", "stock", "orders", "money", "live", "settings"] as const;
export type ShopPermission = (typeof shopPermissions)[number];

/** What new staff may do unless the owner says otherwise. */
export const staffPermissionsDefault: readonly ShopPermission[] = ["products", "stock", "orders", "live"];

/** What a route asks of those who work for the shop. member: to work there at all. owner: to own it. */
export type ShopAsk = ShopPermission | "member" | "owner";
