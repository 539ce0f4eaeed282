import { assert } from "../../kernel/assert.ts";
import type { ConversationRow, Side } from "./tables.ts";

/** What messages are sealed for. */
export const message_purpose = "support.message.body";

export const otherSide = (side: Side): Side => (side === "buyer" ? "shop" : "buyer");

/** How many messages of the other side this side has not read. */
export function unreadOf(row: ConversationRow, side: Side): number {
  return side === "buyer" ? row.shop_said - row.shop_said_read : row.buyer_said - row.buyer_said_read;
}

export interface Said {
  readonly from: Side;
  readonly sealed: string;
  readonly pictures: number;
  readonly at: Date;
}

/** The conversation after somebody said something. Who speaks has read what was said to them. */
export function afterSaying(row: ConversationRow, said: Said): ConversationRow {
  const base = {
    ...afterReading(row, said.from, said.at),
    last_from: said.from,
    last_sealed: said.sealed,
    last_pictures: said.pictures,
    last_at: said.at,
  };
  return said.from === "buyer"
    ? { ...base, buyer_said: row.buyer_said + 1, waiting_since: row.waiting_since ?? said.at }
    : { ...base, shop_said: row.shop_said + 1, waiting_since: null };
}

/** The conversation after this side has read everything. */
export function afterReading(row: ConversationRow, side: Side, at: Date): ConversationRow {
  const after =
    side === "buyer"
      ? { ...row, shop_said_read: row.shop_said, buyer_read_at: at }
      : { ...row, buyer_said_read: row.buyer_said, shop_read_at: at };
  assert(unreadOf(after, side) === 0, "whoever has read has nothing unread");
  return after;
}

/** A conversation that begins with what a buyer says; nobody but a buyer begins one. */
export function begun(
  key: { shop_id: string; conversation_id: string; buyer_id: string },
  said: Said,
): ConversationRow {
  assert(said.from === "buyer", "a buyer begins a conversation");
  return {
    ...key,
    last_from: "buyer",
    last_sealed: said.sealed,
    last_pictures: said.pictures,
    last_at: said.at,
    buyer_said: 1,
    buyer_said_read: 0,
    shop_said: 0,
    shop_said_read: 0,
    buyer_read_at: said.at,
    shop_read_at: null,
    waiting_since: said.at,
  };
}
