export { createShops, type ShopDeps, type ShopFacts, type Shops } from "./shops.ts";
export type { ShopPart } from "./shop.ts";
