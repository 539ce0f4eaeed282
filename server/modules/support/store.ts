import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ConversationKey, ConversationRow, MessageRow } from "./tables.ts";

/** A buyer's conversation with a shop, locked; those who begin one at once stand in line. */
export async function lockBuyersConversation(
  tx: Tx,
  shop_id: string,
  buyer_id: string,
): Promise<ConversationRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`support.conversation ${shop_id} ${buyer_id}`}, 0))`.execute(
    tx,
  );
  const found =
    await sql<ConversationRow>`select * from support.conversation where shop_id = ${shop_id} and buyer_id = ${buyer_id} for update`.execute(
      tx,
    );
  return found.rows[0];
}

export async function lockConversation(tx: Tx, key: ConversationKey): Promise<ConversationRow | undefined> {
  const found =
    await sql<ConversationRow>`select * from support.conversation where shop_id = ${key.shop_id} and conversation_id = ${key.conversation_id} for update`.execute(
      tx,
    );
  return found.rows[0];
}

export async function insertConversation(tx: Tx, row: ConversationRow): Promise<void> {
  await sql`insert into support.conversation (shop_id, conversation_id, buyer_id, last_from, last_sealed, last_pictures, last_at, buyer_said, buyer_said_read, shop_said, shop_said_read, buyer_read_at,
      shop_read_at, waiting_since)
    values (${row.shop_id}, ${row.conversation_id}, ${row.buyer_id}, ${row.last_from}, ${row.last_sealed}, ${row.last_pictures}, ${row.last_at}, ${row.buyer_said}, ${row.buyer_said_read}, ${row.shop_said},
      ${row.shop_said_read}, ${row.buyer_read_at}, ${row.shop_read_at}, ${row.waiting_since})`.execute(tx);
}

/** Writes a conversation that is locked. */
export async function saveConversation(tx: Tx, row: ConversationRow): Promise<void> {
  await sql`update support.conversation set last_from = ${row.last_from}, last_sealed = ${row.last_sealed}, last_pictures = ${row.last_pictures}, last_at = ${row.last_at}, buyer_said = ${row.buyer_said},
      buyer_said_read = ${row.buyer_said_read}, shop_said = ${row.shop_said}, shop_said_read = ${row.shop_said_read}, buyer_read_at = ${row.buyer_read_at}, shop_read_at = ${row.shop_read_at},
      waiting_since = ${row.waiting_since}
    where shop_id = ${row.shop_id} and conversation_id = ${row.conversation_id}`.execute(tx);
}

export async function insertMessage(tx: Tx, row: MessageRow): Promise<void> {
  await sql`insert into support.message (shop_id, conversation_id, message_id, from_side, account_id, body_sealed, picture_ids, about_kind, about_id, at)
    values (${row.shop_id}, ${row.conversation_id}, ${row.message_id}, ${row.from_side}, ${row.account_id}, ${row.body_sealed}, ${[...row.picture_ids]}::text[], ${row.about_kind}, ${row.about_id}, ${row.at})`.execute(
    tx,
  );
}

/** Newest first; `before` is the id of the last message seen. */
export async function selectMessages(
  reader: Reader,
  key: ConversationKey,
  page: { readonly before: string | null; readonly limit: number },
): Promise<MessageRow[]> {
  const found =
    await sql<MessageRow>`select * from support.message where shop_id = ${key.shop_id} and conversation_id = ${key.conversation_id}
    ${page.before === null ? sql`` : sql`and message_id < ${page.before}`} order by message_id desc limit ${page.limit}`.execute(
      reader,
    );
  return found.rows;
}

export async function conversationsByKey(reader: Reader, keys: readonly ConversationKey[]): Promise<ConversationRow[]> {
  if (keys.length === 0) return [];
  const found = await sql<ConversationRow>`select * from support.conversation where (shop_id, conversation_id) in
    (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.conversation_id)}::text[]))`.execute(
    reader,
  );
  return found.rows;
}

/** A buyer's conversation with a shop. */
export async function findWithShop(
  reader: Reader,
  shop_id: string,
  buyer_id: string,
): Promise<ConversationRow | undefined> {
  const found =
    await sql<ConversationRow>`select * from support.conversation where shop_id = ${shop_id} and buyer_id = ${buyer_id}`.execute(
      reader,
    );
  return found.rows[0];
}

/** A conversation of one of these shops. */
export async function findOfShops(
  reader: Reader,
  shop_ids: readonly string[],
  conversation_id: string,
): Promise<ConversationRow | undefined> {
  const found =
    await sql<ConversationRow>`select * from support.conversation where shop_id = any(${[...shop_ids]}::text[]) and conversation_id = ${conversation_id}`.execute(
      reader,
    );
  return found.rows[0];
}

/** A shop's conversations, newest message first, behind a place in that order. */
export async function selectOfShop(
  reader: Reader,
  shop_id: string,
  page: {
    readonly waiting: boolean;
    readonly after: { readonly at: Date; readonly conversation_id: string } | null;
    readonly limit: number;
  },
): Promise<ConversationRow[]> {
  const { after } = page;
  const found =
    await sql<ConversationRow>`select * from support.conversation where shop_id = ${shop_id} ${page.waiting ? sql`and waiting_since is not null` : sql``}
    ${after === null ? sql`` : sql`and (last_at, conversation_id) < (${after.at}::timestamptz, ${after.conversation_id}::text)`} order by last_at desc, conversation_id desc limit ${page.limit}`.execute(
      reader,
    );
  return found.rows;
}

export async function fileConversation(
  tx: Tx,
  rows: readonly (ConversationKey & { readonly account_id: string })[],
): Promise<void> {
  await sql`insert into support.buyer_conversation (account_id, conversation_id, shop_id)
    select * from unnest(${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.conversation_id)}::text[], ${rows.map((row) => row.shop_id)}::text[]) on conflict do nothing`.execute(
    tx,
  );
}

/** Where an account's conversations are. */
export async function conversationsOf(reader: Reader, account_id: string, limit: number): Promise<ConversationKey[]> {
  const found =
    await sql<ConversationKey>`select shop_id, conversation_id from support.buyer_conversation where account_id = ${account_id} order by conversation_id desc limit ${limit}`.execute(
      reader,
    );
  return found.rows;
}

/** An account's own conversation, or undefined. */
export async function findOwn(
  reader: Reader,
  account_id: string,
  conversation_id: string,
): Promise<ConversationKey | undefined> {
  const found =
    await sql<ConversationKey>`select shop_id, conversation_id from support.buyer_conversation where account_id = ${account_id} and conversation_id = ${conversation_id}`.execute(
      reader,
    );
  return found.rows[0];
}
