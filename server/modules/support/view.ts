import type { Conversation, Message, MessageSubject } from "../../../contract/support.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { maskName } from "../orders/index.ts";
import { message_purpose, unreadOf } from "./conversation.ts";
import type { SupportDeps } from "./deps.ts";
import type { ConversationRow, MessageRow, Side } from "./tables.ts";

/** Wire conversations as one side sees them, in order. */
export async function viewConversations(
  ctx: Context,
  deps: SupportDeps,
  reader: Reader,
  rows: readonly ConversationRow[],
  side: Side,
): Promise<Conversation[]> {
  if (rows.length === 0) return [];
  const cards = await deps.shops.cards(reader, [...new Set(rows.map((row) => row.shop_id))]);
  const buyers = await deps.accounts.publicAccounts(reader, [...new Set(rows.map((row) => row.buyer_id))]);
  return rows.map((row) => {
    const card = present(cards.get(row.shop_id), "a conversation's shop exists");
    const name = buyers.get(row.buyer_id)?.name ?? "";
    const other_at = side === "buyer" ? row.shop_read_at : row.buyer_read_at;
    return {
      id: row.conversation_id,
      object: "conversation",
      shop: { id: card.id, name: card.name, logo: card.logo },
      buyer_name: side === "buyer" ? name : maskName(name),
      last: {
        from: row.last_from,
        text: ctx.seal.open(row.last_sealed, message_purpose),
        has_pictures: row.last_pictures > 0,
        at: row.last_at.toISOString(),
      },
      unread: unreadOf(row, side),
      read_by_other_at: other_at?.toISOString() ?? null,
      waiting_since: row.waiting_since?.toISOString() ?? null,
    };
  });
}

/** Wire messages as one side sees them, in order. */
export async function viewMessages(
  ctx: Context,
  deps: SupportDeps,
  reader: Reader,
  rows: readonly MessageRow[],
  side: Side,
): Promise<Message[]> {
  if (rows.length === 0) return [];
  const pictures = await deps.media.pictures(reader, [...new Set(rows.flatMap((row) => row.picture_ids))]);
  const staff = await deps.accounts.publicAccounts(reader, [
    ...new Set(rows.filter((row) => row.from_side === "shop").map((row) => row.account_id)),
  ]);
  const subjects = await subjectsOf(deps, reader, rows);
  return rows.map((row) => ({
    id: row.message_id,
    object: "message",
    conversation_id: row.conversation_id,
    from: row.from_side,
    staff_name: side === "shop" && row.from_side === "shop" ? (staff.get(row.account_id)?.name ?? "") : null,
    text: ctx.seal.open(row.body_sealed, message_purpose),
    pictures: row.picture_ids.flatMap((id) => pictures.get(id) ?? []),
    about: row.about_id === null ? null : (subjects.get(row.about_id) ?? null),
    at: row.at.toISOString(),
  }));
}

/** Cards of what messages are about, by id; what is gone has none. */
async function subjectsOf(
  deps: SupportDeps,
  reader: Reader,
  rows: readonly MessageRow[],
): Promise<Map<string, MessageSubject>> {
  const about = (kind: "order" | "product") => [
    ...new Map(
      rows.flatMap((row) => (row.about_kind === kind && row.about_id !== null ? [[row.about_id, row.shop_id]] : [])),
    ),
  ];
  const subjects = new Map<string, MessageSubject>();
  const keys = about("order").map(([order_id, shop_id]) => ({ shop_id, order_id }));
  for (const order of await deps.orders.orders(reader, keys, "operator"))
    subjects.set(order.id, {
      kind: "order",
      order_id: order.id,
      title: order.lines[0]?.title ?? "",
      picture: order.lines[0]?.picture ?? null,
    });
  const product_ids = about("product").map(([id]) => id);
  for (const product of (await deps.catalog.products(reader, product_ids)).values())
    subjects.set(product.id, {
      kind: "product",
      product_id: product.id,
      title: product.title,
      picture: product.pictures[0] ?? null,
    });
  return subjects;
}
