export { feeOf, regionName, type ShippingRates } from "./shipping.ts";
export { createShops, type Shops } from "./shops.ts";
