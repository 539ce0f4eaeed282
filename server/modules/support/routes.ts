import { supportRoutes } from "../../../contract/support.ts";
import { idOf } from "../../../contract/ids.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute, type Caller } from "../../kernel/routing.ts";
import { keyedRequest } from "../orders/index.ts";
import { afterReading } from "./conversation.ts";
import type { SupportDeps } from "./deps.ts";
import { say, tellAll } from "./say.ts";
import {
  conversationsByKey,
  conversationsOf,
  findOfShops,
  findOwn,
  findWithShop,
  lockConversation,
  saveConversation,
  selectMessages,
  selectOfShop,
} from "./store.ts";
import type { ConversationKey, ConversationRow, Side } from "./tables.ts";
import { viewConversations, viewMessages } from "./view.ts";

const messageId = idOf("msg");
const badCursor = (): never => refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });

/** A place in a shop's list: when the last message came, and in which conversation. */
const cursorOf = (row: ConversationRow): string => `${row.last_at.getTime()}.${row.conversation_id}`;
function placeOf(cursor: string | undefined): { at: Date; conversation_id: string } | null {
  if (cursor === undefined) return null;
  const [, ms, conversation_id] = /^(\d{1,15})\.(conv_[0-9a-z]{26})$/.exec(cursor) ?? badCursor();
  return { at: new Date(Number(ms)), conversation_id: conversation_id ?? "" };
}

export function bindSupportRoutes(ctx: Context, deps: SupportDeps): BoundRoute[] {
  const { reader } = ctx.db;
  /** A conversation by its id alone, and on which side the caller stands; anybody else's is not found. */
  const find = async (caller: Caller, conversation_id: string): Promise<{ key: ConversationKey; side: Side }> => {
    const own = await findOwn(reader, caller.account_id, conversation_id);
    if (own !== undefined) return { key: own, side: "buyer" };
    const shops = await deps.shops.shopsOf(reader, caller.account_id, "orders");
    const sold = shops.length === 0 ? undefined : await findOfShops(reader, shops, conversation_id);
    return sold === undefined ? refuse("not_found") : { key: sold, side: "shop" };
  };
  const show = async (from: Reader, key: ConversationKey, side: Side) =>
    present(
      (await viewConversations(ctx, deps, from, await conversationsByKey(from, [key]), side))[0],
      "a conversation that was found exists",
    );
  return [
    handle(supportRoutes.writeToShop, (call) =>
      say(ctx, deps, {
        caller: call.caller,
        side: "buyer",
        to: { shop_id: call.params.shop_id },
        fields: call.body,
        request: keyedRequest(supportRoutes.writeToShop, call),
      }),
    ),
    handle(supportRoutes.getShopConversation, async ({ caller, params }) => {
      const card = (await deps.shops.cards(reader, [params.shop_id])).get(params.shop_id) ?? refuse("not_found");
      const row = await findWithShop(reader, params.shop_id, caller.account_id);
      return {
        object: "shop_conversation" as const,
        shop: { id: card.id, name: card.name, logo: card.logo },
        conversation: row === undefined ? null : await show(reader, row, "buyer"),
      };
    }),
    handle(supportRoutes.listConversations, async ({ caller }) => {
      const keys = await conversationsOf(reader, caller.account_id, limits.conversations_listed_max);
      const rows = (await conversationsByKey(reader, keys)).toSorted(
        (a, b) => b.last_at.getTime() - a.last_at.getTime(),
      );
      const data = await viewConversations(ctx, deps, reader, rows, "buyer");
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(supportRoutes.getConversation, async ({ caller, params }) => {
      const { key, side } = await find(caller, params.conversation_id);
      return show(reader, key, side);
    }),
    handle(supportRoutes.listMessages, async ({ caller, params, query }) => {
      const { key, side } = await find(caller, params.conversation_id);
      if (query.cursor !== undefined && !messageId.safeParse(query.cursor).success) badCursor();
      const rows = await selectMessages(reader, key, { before: query.cursor ?? null, limit: query.limit + 1 });
      const page = rows.slice(0, query.limit);
      const has_more = rows.length > query.limit;
      return {
        object: "list" as const,
        data: await viewMessages(ctx, deps, reader, page, side),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.message_id ?? null) : null,
      };
    }),
    handle(supportRoutes.writeMessage, async (call) => {
      const { key, side } = await find(call.caller, call.params.conversation_id);
      const request = keyedRequest(supportRoutes.writeMessage, call);
      return say(ctx, deps, { caller: call.caller, side, to: key, fields: call.body, request });
    }),
    handle(supportRoutes.readConversation, async ({ caller, params }) => {
      const { key, side } = await find(caller, params.conversation_id);
      return ctx.db.transact(async (tx) => {
        const row = (await lockConversation(tx, key)) ?? refuse("not_found");
        await saveConversation(tx, afterReading(row, side, ctx.clock.now()));
        tellAll(ctx, tx, row, (await deps.shops.staffOf(tx, [key.shop_id], "orders")).get(key.shop_id) ?? new Set());
        return show(tx, key, side);
      });
    }),
    handle(supportRoutes.listShopConversations, async ({ caller, params, query }) => {
      await deps.shops.requireStaff(reader, params.shop_id, caller.account_id, "orders");
      const rows = await selectOfShop(reader, params.shop_id, {
        waiting: query.waiting === "1",
        after: placeOf(query.cursor),
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      const has_more = rows.length > query.limit;
      return {
        object: "list" as const,
        data: await viewConversations(ctx, deps, reader, page, "shop"),
        has_more,
        next_cursor: has_more && last !== undefined ? cursorOf(last) : null,
      };
    }),
  ];
}
