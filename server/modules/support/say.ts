import type { z } from "zod";
import type { Message, MessageFields } from "../../../contract/support.ts";
import type { ChannelItem } from "../../../contract/socket.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Caller } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import { accountChannel } from "../orders/index.ts";
import { afterSaying, begun, message_purpose, unreadOf, otherSide } from "./conversation.ts";
import type { SupportDeps } from "./deps.ts";
import {
  fileConversation,
  insertConversation,
  insertMessage,
  lockBuyersConversation,
  lockConversation,
  saveConversation,
} from "./store.ts";
import type { ConversationKey, ConversationRow, MessageRow, Side } from "./tables.ts";
import { viewMessages } from "./view.ts";

export interface Saying {
  readonly caller: Caller;
  readonly side: Side;
  /** A conversation that exists, or the shop a buyer writes to. */
  readonly to: ConversationKey | { readonly shop_id: string };
  readonly fields: z.output<typeof MessageFields>;
  /** The request as its first answer is found again. */
  readonly request: { readonly account_id: string; readonly key: string; readonly content: unknown };
}

const per_minute = {
  name: "support.messages",
  window_ms: 60_000,
  max: limits.messages_per_account_per_minute_max,
} as const;

/** Says something, once per Idempotency-Key. Refuses not_found, own_shop_message, picture_unknown, rate_limited. */
export async function say(ctx: Context, deps: SupportDeps, saying: Saying): Promise<Message> {
  await deps.accounts.spend(per_minute, saying.caller.account_id);
  // The answer holds words, so it is kept as ciphertext until nobody asks for it again.
  const sealed = await ctx.db.transact((tx) =>
    once(tx, ctx.clock, saying.request, async () =>
      ctx.seal.seal(JSON.stringify(await write(ctx, deps, tx, saying)), message_purpose),
    ),
  );
  const message = JSON.parse(ctx.seal.open(sealed, message_purpose)) as Message;
  // A buyer finds it in their list as soon as they have the answer; the outbox files it too, should this be lost.
  if (saying.side === "buyer")
    await ctx.db.transact((tx) =>
      fileConversation(tx, [
        {
          account_id: saying.caller.account_id,
          shop_id: saying.to.shop_id,
          conversation_id: message.conversation_id,
        },
      ]),
    );
  return message;
}

async function write(ctx: Context, deps: SupportDeps, tx: Tx, saying: Saying): Promise<Message> {
  const { caller, side, to, fields } = saying;
  const { shop_id } = to;
  const at = ctx.clock.now();
  const staff = (await deps.shops.staffOf(tx, [shop_id], "orders")).get(shop_id) ?? refuse("not_found");
  if (side === "buyer" && staff.has(caller.account_id)) refuse("own_shop_message");
  const row =
    "conversation_id" in to
      ? ((await lockConversation(tx, to)) ?? refuse("not_found"))
      : await lockBuyersConversation(tx, shop_id, caller.account_id);
  const buyer_id = row?.buyer_id ?? caller.account_id;
  await requireAbout(deps, tx, saying, buyer_id);
  const own = await deps.media.ownPictures(tx, caller.account_id, fields.picture_ids);
  if (own.size !== fields.picture_ids.length) refuse("picture_unknown", { param: "picture_ids" });
  const body_sealed = ctx.seal.seal(fields.text, message_purpose);
  const said = { from: side, sealed: body_sealed, pictures: fields.picture_ids.length, at };
  const conversation_id = row?.conversation_id ?? newId(ctx, "conv");
  const after: ConversationRow =
    row === undefined ? begun({ shop_id, conversation_id, buyer_id }, said) : afterSaying(row, said);
  await (row === undefined ? insertConversation(tx, after) : saveConversation(tx, after));
  const { about } = fields;
  const message: MessageRow = {
    shop_id,
    conversation_id,
    message_id: newId(ctx, "msg"),
    from_side: side,
    account_id: caller.account_id,
    body_sealed,
    picture_ids: fields.picture_ids,
    about_kind: about?.kind ?? null,
    about_id: about === null ? null : about.kind === "order" ? about.order_id : about.product_id,
    at,
  };
  await insertMessage(tx, message);
  await ctx.outbox.emit(tx, [
    {
      type: "message.sent",
      shop_id,
      conversation_id,
      buyer_id,
      from: side,
      // Whoever has something unread was told already.
      first_unread: unreadOf(after, otherSide(side)) === 1,
    },
  ]);
  tellAll(ctx, tx, after, staff);
  return present((await viewMessages(ctx, deps, tx, [message], side))[0], "a message that was written can be shown");
}

/** What it is about must be this shop's, and a purchase this buyer's, whoever of the two names it. */
async function requireAbout(deps: SupportDeps, tx: Tx, saying: Saying, buyer_id: string): Promise<void> {
  const { about } = saying.fields;
  const { shop_id } = saying.to;
  if (about?.kind === "order") {
    const order = (await deps.orders.lock(tx, shop_id, [about.order_id])).get(about.order_id);
    if (order?.buyer_id !== buyer_id) refuse("not_found", { param: "about.order_id" });
  }
  if (about?.kind === "product") {
    const product = (await deps.catalog.products(tx, [about.product_id])).get(about.product_id);
    if (product?.shop.id !== shop_id || product.state === "draft") refuse("not_found", { param: "about.product_id" });
  }
}

/** Everybody who takes part looks anew: the buyer and those of the shop who answer. */
export function tellAll(ctx: Context, tx: Tx, row: ConversationRow, staff: ReadonlySet<string>): void {
  ctx.db.afterCommit(tx, () => {
    for (const account_id of [row.buyer_id, ...staff])
      ctx.channel.publish(accountChannel(account_id), {
        t: "message",
        conversation_id: row.conversation_id,
        shop_id: row.shop_id,
      } satisfies ChannelItem);
  });
}
