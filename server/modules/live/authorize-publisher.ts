import { newId } from "../../kernel/ids.ts";
import type { LiveParts } from "./live-parts.ts";
import { ensureRoom } from "./store.ts";

export type PublisherAnswer =
  | { readonly ok: true; readonly stream_id: string }
  | { readonly ok: false; readonly code: "key_wrong" | "key_revoked" | "not_allowed" };

/**
 * May an encoder with this key publish? It feeds its owner's room, also before a session is on air: the host sees the
 * preview. A host whose verification has run out may not. That a room has one publisher is the stream's own rule.
 */
export async function authorizePublisher(live: LiveParts, secret: string): Promise<PublisherAnswer> {
  const { ctx } = live;
  const at = ctx.clock.now();
  const key = await live.media.streamKeyOwner(ctx.db.reader, secret);
  if (key === undefined) return { ok: false, code: "key_wrong" };
  if (key.revoked) return { ok: false, code: "key_revoked" };
  const verified = await live.accounts.verified(ctx.db.reader, "host", [key.account_id], at);
  if (!verified.has(key.account_id)) return { ok: false, code: "not_allowed" };
  const stream_id = await ctx.db.transact(async (tx) => {
    await live.media.touchStreamKey(tx, key.key_id, at);
    return ensureRoom(tx, key.account_id, newId(ctx, "room"), at);
  });
  return { ok: true, stream_id };
}
