import type { SessionState } from "../../../contract/live.ts";
import type { QuotedCoupon } from "../../../contract/promotion.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Fans } from "../fans/index.ts";
import type { Inventory } from "../inventory/index.ts";
import type { Shops } from "../shops/index.ts";
import type { Ask, AskedLine, Facts, FlashShare } from "./admission.ts";
import type { Reduction } from "./coupons/pricing.ts";
import type { FlashTeller } from "./flash/tell-sales.ts";

/** A broadcast as a flash sale needs to know it. */
export interface SaleSession {
  readonly room_id: string;
  readonly session_id: string;
  readonly host_id: string;
  readonly shop_id: string;
  readonly state: SessionState;
  readonly bag: readonly string[];
}

/** What promotion needs of live, which lies above it; live implements it and the app hands it over. */
export interface SessionPort {
  /** The host's own session, held for the transaction; undefined for anybody else's. */
  own?: (tx: Tx, host_id: string, session_id: string) => Promise<SaleSession | undefined>;
}

/** What promotion asks of the modules below. */
export interface PromotionDeps {
  readonly accounts: Pick<Accounts, "audit">;
  readonly fans: Pick<Fans, "followedBefore">;
  readonly shops: Pick<Shops, "cards" | "requireStaff" | "shops" | "staffOf">;
  readonly catalog: Pick<Catalog, "products" | "quote">;
  readonly inventory: Pick<Inventory, "available" | "reserveAside" | "returnAside" | "setAside">;
  readonly sessions: SessionPort;
}
export interface PromotionParts extends PromotionDeps {
  readonly ctx: Context;
  readonly teller: FlashTeller;
}

/** What an order that stands took of promotions. */
export interface Taken {
  readonly order_id: string;
  readonly ask: Ask;
  readonly flash: FlashShare | null;
  readonly reduction: Reduction;
}

/** What promotions would do for an order, before it is placed. */
export interface Weighed {
  readonly flash: FlashShare | null;
  readonly reduction: Reduction;
  /** The coupons that were taken off, for the order to name. */
  readonly coupon_ids: readonly string[];
  /** Everything the caller holds that belongs to this shop or the platform, what saves most first. */
  readonly coupons: readonly QuotedCoupon[];
}

/** What one order of several takes. */
export interface ChosenCoupons {
  readonly coupon_ids: readonly string[];
  /** What was named for it and does not fit any more, with why; its place was given to what saves most. */
  readonly dropped: readonly QuotedCoupon[];
}

/** The door of promotion. What takes a `tx` writes in the caller's transaction. */
export interface Promotion {
  /**
   * For a batch of orders of one shop: locks the flash sales they name, then the coupons, each in the order of their
   * ids, and says what must be known to decide (`Admission`). Before `inventory.lock`. Asks nothing where nobody asks.
   */
  lock(tx: Tx, shop_id: string, asks: readonly Ask[], at: Date): Promise<Facts>;
  /** True where nothing of a flash sale was left a moment ago (`limits.sold_out_known_ms` at most), in whichever process it ran out. */
  soldOut(flash_sale_id: string): boolean;
  /** After everybody has decided: units, limits and coupons are taken. The units' reservations are the caller's to make. */
  write(tx: Tx, shop_id: string, taken: readonly Taken[], at: Date): Promise<void>;
  /**
   * Orders that come to nothing before they ship: their coupons are held again; units of a flash sale that were not paid
   * go back into it while it runs (before `inventory.release`, which gives back the rest). Idempotent.
   */
  giveBack(
    tx: Tx,
    shop_id: string,
    orders: readonly { readonly order_id: string; readonly paid: boolean }[],
  ): Promise<void>;
  /** What an order would be, for a quote: `best` chooses the coupons that save most. Reserves nothing; refuses as ordering does. */
  weigh(
    reader: Reader,
    wanted: {
      readonly shop_id: string;
      readonly buyer_id: string | null;
      readonly flash_sale_id: string | null;
      readonly coupon_ids: "best" | readonly string[];
      readonly lines: readonly AskedLine[];
      /** Freight of the lines; asked once their price is known. */
      readonly shippingOf: (flash: FlashShare | null) => bigint;
    },
    at: Date,
  ): Promise<Weighed>;
  /**
   * For orders of one buyer that are paid together, one of each shop: the coupons each takes. Those that are named stay where they fit;
   * `best` shares out the others so that all orders together save most, none twice. In the order of the orders.
   */
  choose(
    reader: Reader,
    buyer_id: string,
    orders: readonly {
      readonly shop_id: string;
      readonly lines: readonly AskedLine[];
      readonly shipping: bigint;
      readonly coupon_ids: "best" | readonly string[];
    }[],
    at: Date,
  ): Promise<readonly ChosenCoupons[]>;
  readonly part: ModulePart;
}
