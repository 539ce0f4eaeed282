import type { CloseReason, ItemPage, OrderState } from "../../../contract/orders.ts";
import type { orderEvents, Moment } from "../../../contract/orders.ts";
import type { Picture } from "../../../contract/media.ts";
import type { z } from "zod";
import type { KeptBasis } from "./shipping.ts";

export type MomentOf = z.infer<typeof Moment>;
export type OrderEvent = (typeof orderEvents)[number];
export type By = "buyer" | "shop" | "operator" | "system";

/** Where an order lives. */
export interface OrderKey {
  readonly shop_id: string;
  readonly order_id: string;
}

/** orders.orders */
export interface OrderRow extends OrderKey {
  readonly buyer_id: string;
  readonly idempotency_key: string;
  readonly fingerprint: string;
  readonly state: OrderState;
  readonly close_reason: CloseReason | null;
  readonly goods: bigint;
  readonly shipping: bigint;
  /** A shop's coupon: the shop gets so much less. */
  readonly shop_discount: bigint;
  /** A platform's coupon: the platform pays so much of it. */
  readonly subsidy: bigint;
  /** What the buyer pays: goods + shipping - shop_discount - subsidy. */
  readonly total: bigint;
  /** Of goods - shop_discount, what was given back. */
  readonly refunded_goods: bigint;
  /** Of shipping, what was given back. */
  readonly refunded_shipping: bigint;
  /** Of both, what the platform's coupon had added, and the platform has back; null: nothing. */
  readonly subsidy_returned: bigint | null;
  readonly checkout_id: string | null;
  readonly flash_sale_id: string | null;
  readonly delivery_sealed: string;
  /** Where it goes since the shop agreed to another address. */
  readonly delivery_changed_sealed: string | null;
  readonly moment: MomentOf | null;
  readonly policy_id: string;
  readonly take_rate_permille: number;
  readonly settlement_days: number;
  readonly auto_receive_days: number;
  /** Within how many hours of payment dispatch was promised. */
  readonly dispatch_hours: number;
  readonly ship_by: Date | null;
  readonly shipping_basis: KeptBasis | null;
  readonly settlement_held: boolean;
  readonly placed_at: Date;
  readonly pay_by: Date;
  readonly paid_at: Date | null;
  readonly shipped_at: Date | null;
  readonly auto_receive_at: Date | null;
  readonly receipt_extended_at: Date | null;
  readonly received_at: Date | null;
  readonly settles_at: Date | null;
  readonly settled_at: Date | null;
  readonly closed_at: Date | null;
}

/** The body of orders.page: what the buyer saw of a variant. */
export interface PageBody {
  readonly title: string;
  readonly variant_title: string;
  readonly unit: string;
  readonly picture: Picture | null;
  readonly item_page: ItemPage;
}

/** orders.line */
export interface LineRow extends OrderKey {
  readonly line_id: string;
  readonly position: number;
  readonly product_id: string;
  readonly variant_id: string;
  readonly quantity: number;
  readonly unit_price: bigint;
  /** Its share of the order's discounts; the lines' shares sum to them. */
  readonly shop_discount: bigint;
  readonly subsidy: bigint;
  readonly page_hash: string;
}
/** A line with its page. */
export interface LineWithPage extends LineRow {
  readonly page: PageBody;
}

/** orders.entry */
export interface EntryRow extends OrderKey {
  readonly event: OrderEvent;
  readonly at: Date;
  readonly by_whom: By;
  readonly note: string;
}

/** orders.buyer_order */
export interface BuyerOrderRow extends OrderKey {
  readonly account_id: string;
  readonly idempotency_key: string;
  readonly fingerprint: string;
}
