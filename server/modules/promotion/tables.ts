import type { FlashSaleEnd, FlashSaleState } from "../../../contract/flash-sales.ts";
import type { Picture } from "../../../contract/media.ts";

/** promotion.flash_sale */
export interface FlashSaleRow {
  readonly shop_id: string;
  readonly flash_sale_id: string;
  readonly room_id: string;
  readonly session_id: string;
  readonly host_id: string;
  readonly product_id: string;
  readonly variant_id: string;
  readonly title: string;
  readonly variant_title: string;
  readonly picture: Picture | null;
  readonly state: FlashSaleState;
  readonly end_reason: FlashSaleEnd | null;
  readonly price: bigint;
  readonly normal_price: bigint;
  readonly quantity: number;
  /** Of an ended sale: what was not sold. */
  readonly left_units: number;
  readonly unpaid_units: number;
  readonly paid_units: number;
  readonly per_buyer_max: number;
  readonly fans_only: boolean;
  readonly duration_s: number | null;
  readonly created_at: Date;
  readonly announced_at: Date | null;
  readonly opens_at: Date | null;
  readonly ends_at: Date | null;
  readonly ended_at: Date | null;
}

export type FlashOrderState = "unpaid" | "paid" | "returned";

/** promotion.flash_order */
export interface FlashOrderRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly flash_sale_id: string;
  readonly buyer_id: string;
  readonly quantity: number;
  readonly state: FlashOrderState;
  readonly ordered_at: Date;
}

/** promotion.coupon */
export interface CouponRow {
  readonly coupon_id: string;
  /** Null: the platform's. */
  readonly shop_id: string | null;
  readonly title: string;
  readonly kind: "amount" | "percent";
  /** amount: what it takes off. percent: at most so much, null where nothing bounds it. */
  readonly amount: bigint | null;
  readonly percent_off: number | null;
  readonly minimum_spend: bigint;
  readonly product_ids: readonly string[];
  readonly goes_with_flash: boolean;
  readonly total_count: number;
  readonly per_person_max: number;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly created_by: string;
  readonly created_at: Date;
  readonly stopped_at: Date | null;
}

/** A coupon with how many of it were claimed. */
export interface CountedCoupon extends CouponRow {
  readonly claimed_count: number;
}

/** promotion.held_coupon */
export interface HeldCouponRow {
  readonly account_id: string;
  readonly held_coupon_id: string;
  readonly coupon_id: string;
  readonly nth: number;
  readonly state: "held" | "used";
  readonly claimed_at: Date;
  readonly expires_at: Date;
  readonly shop_id: string | null;
  readonly order_id: string | null;
  readonly saved: bigint | null;
  readonly used_at: Date | null;
}
