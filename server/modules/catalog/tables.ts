import type { ProductState, returnPolicies } from "../../../contract/catalog.ts";

/** catalog.product; money in minor units. */
export interface ProductRow {
  readonly shop_id: string;
  readonly id: string;
  readonly state: ProductState;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly picture_ids: readonly string[];
  readonly shipping_fee: bigint;
  readonly shipping_template_id: string | null;
  readonly return_policy: (typeof returnPolicies)[number];
  readonly category: string;
  /** Units one buyer may have in orders that stand; null: no limit. */
  readonly limit_per_buyer: number | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** catalog.variant; money in minor units. `place` is its place on the page, from 0. */
export interface VariantRow {
  readonly shop_id: string;
  readonly id: string;
  readonly product_id: string;
  readonly place: number;
  readonly title: string;
  readonly sku_code: string | null;
  readonly price: bigint;
  readonly compare_at_price: bigint | null;
  readonly compare_at_basis: string | null;
  readonly retired_at: Date | null;
}

/** catalog.takedown */
export interface TakedownRow {
  readonly shop_id: string;
  readonly product_id: string;
  readonly reason_sealed: string;
  readonly taken_by: string;
  readonly taken_at: Date;
}

/** catalog.category */
export interface CategoryRow {
  readonly slug: string;
  readonly place: number;
  readonly name_en: string;
  readonly name_zh: string;
  readonly icon: string;
}

/** catalog.price_change; money in minor units, null: no longer offered. */
export interface PriceChangeRow {
  readonly shop_id: string;
  readonly variant_id: string;
  readonly version: number;
  readonly product_id: string;
  readonly price: bigint | null;
  readonly at: Date;
}
