import type { AccountRole } from "../../contract/accounts.ts";

/** Where each role's work waits. */
export const rolePlaces = {
  viewer: "/",
  host: "/studio",
  merchant: "/sell",
  operator: "/desk",
} as const satisfies Record<AccountRole, string>;
