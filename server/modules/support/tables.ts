export type Side = "buyer" | "shop";

/** Where a conversation lives. */
export interface ConversationKey {
  readonly shop_id: string;
  readonly conversation_id: string;
}

/** support.conversation */
export interface ConversationRow extends ConversationKey {
  readonly buyer_id: string;
  readonly last_from: Side;
  readonly last_sealed: string;
  readonly last_pictures: number;
  readonly last_at: Date;
  readonly buyer_said: number;
  readonly buyer_said_read: number;
  readonly shop_said: number;
  readonly shop_said_read: number;
  readonly buyer_read_at: Date | null;
  readonly shop_read_at: Date | null;
  readonly waiting_since: Date | null;
}

/** support.message */
export interface MessageRow extends ConversationKey {
  readonly message_id: string;
  readonly from_side: Side;
  readonly account_id: string;
  readonly body_sealed: string;
  readonly picture_ids: readonly string[];
  readonly about_kind: "order" | "product" | null;
  readonly about_id: string | null;
  readonly at: Date;
}
