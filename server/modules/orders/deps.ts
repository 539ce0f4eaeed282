import type { Reader } from "../../kernel/db.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Inventory } from "../inventory/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { Live } from "../live/index.ts";
import type { Payments } from "../payments/index.ts";
import type { Programs } from "../programs/index.ts";
import type { Promotion } from "../promotion/index.ts";
import type { Shops } from "../shops/index.ts";
import type { OrderKey } from "./tables.ts";
import type { WireRefund, WireShipment } from "./view.ts";

/**
 * What stands on an order but belongs to modules above it (its parcel, its refund). They export a plain reading
 * function; the app hands it down.
 */
export type OrderPort<T> = (reader: Reader, keys: readonly OrderKey[]) => Promise<ReadonlyMap<string, T>>;

export interface OrderDeps {
  readonly accounts: Pick<Accounts, "addresses" | "audit" | "publicAccounts">;
  readonly shops: Pick<
    Shops,
    "cards" | "requireStaff" | "shops" | "shopsOf" | "staffOf" | "verifiedSellers" | "haveTemplates"
  >;
  readonly catalog: Pick<Catalog, "quote" | "countsOf">;
  readonly inventory: Pick<
    Inventory,
    "available" | "lowOf" | "consume" | "lock" | "release" | "reserve" | "reserveAside"
  >;
  readonly payments: Pick<Payments, "begin" | "createIntents" | "intentsAcross" | "void">;
  readonly ledger: Pick<Ledger, "balances" | "post">;
  readonly programs: Pick<Programs, "quote">;
  readonly promotion: Pick<Promotion, "lock" | "write" | "giveBack" | "weigh">;
  readonly live: Pick<Live, "moments" | "haveAired">;
  readonly shipments: OrderPort<WireShipment>;
  readonly refunds: OrderPort<WireRefund>;
}
