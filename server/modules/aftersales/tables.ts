import type {
  AftersaleAction,
  AftersaleReason,
  AftersaleSide,
  AftersaleState,
  AftersaleWay,
} from "../../../contract/aftersale-words.ts";
import type { OrderKey } from "../orders/index.ts";

export interface AftersaleKey {
  readonly shop_id: string;
  readonly aftersale_id: string;
}

/** aftersales.aftersale; amounts in minor units. */
export interface AftersaleRow extends AftersaleKey, OrderKey {
  readonly buyer_id: string;
  readonly state: AftersaleState;
  readonly way: AftersaleWay;
  readonly reason: AftersaleReason;
  readonly opened_by: "buyer" | "operator";
  /** The order had not left when it was asked for. */
  readonly before_shipping: boolean;
  readonly goods_most: bigint;
  readonly shipping_most: bigint;
  readonly goods: bigint;
  readonly shipping: bigint;
  /** The goods have to come back before money goes. */
  readonly goods_due: boolean;
  readonly version: number;
  readonly rounds: number;
  readonly proposal_way: AftersaleWay | null;
  readonly proposal_amount: bigint | null;
  readonly deadline_at: Date | null;
  readonly evidence_until: Date | null;
  readonly description_sealed: string;
  readonly picture_ids: readonly string[];
  readonly return_address_sealed: string | null;
  readonly return_carrier: string | null;
  readonly return_tracking: string | null;
  readonly return_sent_at: Date | null;
  readonly exchange_carrier: string | null;
  readonly exchange_tracking: string | null;
  readonly exchange_sent_at: Date | null;
  readonly freight_means: "none" | "own" | "collect" | "claim";
  readonly freight: bigint;
  readonly freight_picture_ids: readonly string[];
  readonly ruling_outcome: "for_buyer" | "for_seller" | null;
  readonly ruling_amount: bigint | null;
  readonly ruling_goods_back: boolean | null;
  readonly ruling_note_sealed: string | null;
  readonly ruling_at: Date | null;
  /** The provider refused to pay it back; an operator may have it paid again. */
  readonly pay_failed: boolean;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

/** aftersales.line */
export interface AftersaleLineRow extends AftersaleKey, OrderKey {
  readonly line_id: string;
  readonly variant_id: string;
  readonly quantity: number;
  readonly most: bigint;
  readonly amount: bigint;
  readonly units_gone: number;
  readonly restocked: number;
  readonly open: boolean;
}

/** aftersales.entry */
export interface EntryRow extends AftersaleKey {
  readonly version: number;
  readonly action: AftersaleAction;
  readonly by_whom: AftersaleSide;
  readonly account_id: string | null;
  readonly state: AftersaleState;
  readonly amount: bigint | null;
  readonly note_sealed: string | null;
  readonly picture_ids: readonly string[];
  readonly at: Date;
}

/** aftersales.shop_rule */
export interface ShopRuleRow {
  readonly shop_id: string;
  readonly agree_unshipped_at_once: boolean;
  readonly return_address_sealed: string | null;
  readonly updated_at: Date;
}

/** aftersales.refund: a payment back. */
export interface RefundRow extends OrderKey {
  readonly refund_id: string;
  /** Null for refunds from before after-sales. */
  readonly aftersale_id: string | null;
  readonly kind: "goods" | "freight";
  readonly amount: bigint;
  readonly state: "paying" | "success" | "failed";
  readonly reason_sealed: string;
  readonly decided_by: string | null;
  readonly created_at: Date;
  readonly succeeded_at: Date | null;
}
