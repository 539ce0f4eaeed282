import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { listener } from "../../kernel/outbox.ts";
import { message_purpose } from "./conversation.ts";
import type { SupportDeps } from "./deps.ts";
import { bindSupportRoutes } from "./routes.ts";
import { conversationsOf, fileConversation, selectMessages } from "./store.ts";

/** Conversations of buyers with shops: README.md. */
export function createSupport(ctx: Context, deps: SupportDeps): { readonly part: ModulePart } {
  return {
    part: {
      routes: bindSupportRoutes(ctx, deps),
      listeners: [
        listener("support.file_for_buyer", ["message.sent"], (tx, events) =>
          fileConversation(
            tx,
            events.map(({ buyer_id, conversation_id, shop_id }) => ({
              account_id: buyer_id,
              conversation_id,
              shop_id,
            })),
          ),
        ),
      ],
      // Service chat is kept for three years (DOMAIN §5 rule 2), sealed; so nothing is erased here.
      personal: {
        name: "support",
        async exportOf(reader, account_id) {
          const conversations = [];
          for (const key of await conversationsOf(reader, account_id, limits.export_rows_per_list_max)) {
            const rows = await selectMessages(reader, key, { before: null, limit: limits.export_rows_per_list_max });
            conversations.push({
              ...key,
              messages: rows.map((row) => ({
                from: row.from_side,
                text: ctx.seal.open(row.body_sealed, message_purpose),
                at: row.at.toISOString(),
              })),
            });
          }
          return { conversations };
        },
      },
    },
  };
}
