/**
 * Floor 3 of the house, lowest first: a module may import only the doors (`index.ts`) of the modules in its brackets,
 * and each of those stands above it in this list. `tools/tidy.ts` reads this file and refuses everything else; foreign
 * keys in migrations follow the same list. The other floors:
 *
 *     0 contract   zod, itself
 *     1 events     contract
 *     2 kernel     contract, events (ADR 7)
 *     3 modules    contract, kernel, events, the doors below
 *     4 edge       all of the above, modules by their doors
 *     5 app, main  everything
 *       web, demo  contract, themselves
 */
export const floors = {
  accounts: [],
  settings: ["accounts"],
  ledger: [],
  visits: [],
  notifications: ["accounts"],
  fans: ["accounts"],
  media: ["accounts"],
  shops: ["accounts", "ledger", "media"],
  catalog: ["shops", "media"],
  inventory: ["accounts", "shops", "catalog"],
  payments: ["accounts", "ledger"],
  programs: ["settings", "shops", "ledger"],
  promotion: ["accounts", "fans", "shops", "catalog", "inventory", "ledger"],
  live: ["accounts", "media", "shops", "catalog", "inventory", "promotion"],
  orders: ["accounts", "shops", "catalog", "inventory", "payments", "ledger", "programs", "promotion", "live"],
  payouts: ["accounts", "settings", "ledger", "notifications", "shops", "payments"],
  fulfillment: ["accounts", "shops", "inventory", "orders", "payments", "ledger"],
  reviews: ["accounts", "media", "shops", "catalog", "orders"],
  support: ["accounts", "media", "shops", "catalog", "orders"],
  invoices: ["shops", "orders"],
  chat: ["accounts", "live"],
  search: ["accounts", "fans", "shops", "catalog", "live"],
  integrations: ["shops"],
  aftersales: [
    "accounts",
    "settings",
    "media",
    "shops",
    "inventory",
    "payments",
    "ledger",
    "live",
    "orders",
    "fulfillment",
  ],
} as const;
