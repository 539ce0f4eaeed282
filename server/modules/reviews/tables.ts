/** reviews.review */
export interface ReviewRow {
  readonly shop_id: string;
  readonly review_id: string;
  readonly order_id: string;
  readonly line_id: string;
  readonly product_id: string;
  readonly product_title: string;
  readonly variant_title: string;
  readonly buyer_id: string;
  readonly goods: number;
  readonly service: number;
  readonly delivery: number;
  readonly body: string;
  readonly picture_ids: readonly string[];
  readonly at: Date;
  readonly reply: string | null;
  readonly replied_at: Date | null;
  readonly replied_by: string | null;
  readonly appended_body: string | null;
  readonly appended_picture_ids: readonly string[] | null;
  readonly appended_at: Date | null;
  readonly appended_reply: string | null;
  readonly appended_replied_at: Date | null;
  readonly appended_replied_by: string | null;
  readonly cover_reason: string | null;
  readonly covered_at: Date | null;
}

/** reviews.tally, of one product or summed over several. */
export interface TallyRow {
  readonly goods_sum: bigint;
  readonly service_sum: bigint;
  readonly delivery_sum: bigint;
  readonly stars_1: bigint;
  readonly stars_2: bigint;
  readonly stars_3: bigint;
  readonly stars_4: bigint;
  readonly stars_5: bigint;
  readonly with_pictures: bigint;
  readonly appended: bigint;
}

export interface ReviewKey {
  readonly shop_id: string;
  readonly review_id: string;
}
