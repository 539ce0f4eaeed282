export { createCatalog, type Catalog, type CatalogDeps, type StockPort } from "./catalog.ts";
export type { VariantQuote } from "./product-page.ts";
