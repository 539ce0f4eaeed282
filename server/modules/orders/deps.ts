import type { Invoice } from "../../../contract/invoices.ts";
import type { SettingValues } from "../../../contract/settings.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
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
import type { WireLife, WireRefund } from "./view.ts";

/**
 * What stands on an order but belongs to modules above it (its parcel, its refund). They export a plain reading
 * function; the app hands it down.
 */
export type OrderPort<T> = (reader: Reader, keys: readonly OrderKey[]) => Promise<ReadonlyMap<string, T>>;

/** One payment for intents of several shops; without it they are paid one after the other. */
interface ChargePort {
  createCharge?(
    tx: Tx,
    charge: {
      readonly id: string;
      readonly account_id: string;
      readonly members: readonly {
        readonly shop_id: string;
        readonly order_id: string;
        readonly intent_id: string;
        readonly amount: bigint;
      }[];
      readonly expires_at: Date;
    },
    at: Date,
  ): Promise<void>;
}

export interface OrderDeps {
  readonly accounts: Pick<Accounts, "addresses" | "addressesOfMany" | "audit" | "publicAccounts">;
  readonly shops: Pick<
    Shops,
    "cards" | "requireStaff" | "shops" | "shopsOf" | "staffOf" | "verifiedSellers" | "haveTemplates"
  >;
  readonly catalog: Pick<Catalog, "quote" | "countsOf">;
  readonly inventory: Pick<
    Inventory,
    | "available"
    | "lowOf"
    | "consume"
    | "consumeUnits"
    | "keptUnits"
    | "lock"
    | "release"
    | "reserve"
    | "takeWritten"
    | "writeReservations"
    | "reserveAside"
    | "soldOut"
  >;
  readonly payments: Pick<Payments, "begin" | "createIntents" | "intentsAcross" | "void"> & ChargePort;
  readonly ledger: Pick<Ledger, "balances" | "post" | "settle">;
  readonly programs: Pick<Programs, "quote">;
  readonly promotion: Pick<Promotion, "lock" | "soldOut" | "write" | "giveBack" | "weigh" | "choose">;
  readonly live: Pick<Live, "moments" | "haveAired">;
  /** Its parcels, what was asked about it, and what it was compensated with. */
  readonly life: OrderPort<WireLife>;
  readonly invoices: OrderPort<Invoice>;
  /** Of these orders of a shop those with a parcel that its carrier still speaks of. */
  readonly underWay: (
    reader: Reader,
    shop_id: string,
    order_ids: readonly string[],
    at: Date,
  ) => Promise<ReadonlySet<string>>;
  /** The rules of the market as they are now. */
  readonly rules: () => Pick<SettingValues, "receipt_extend_days">;
  readonly refunds: OrderPort<WireRefund>;
}
