export { createCatalog, type Catalog, type StockPort } from "./catalog.ts";
export type { VariantQuote } from "./product-page.ts";
