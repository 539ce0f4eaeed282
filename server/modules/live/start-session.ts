import { assert } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { keyOfSession, lockOwnSession, tellChange, type LiveParts } from "./live-parts.ts";
import { cancelPlan } from "./plans/plan-timers.ts";
import { requireFed, requireShop, requireVerified } from "./prepare-session.ts";
import { refuseBusy } from "./refuse-busy.ts";
import { isComing, mayBecome } from "./session.ts";
import { bags, changeSession } from "./store.ts";
import { tellRoom } from "./tell-room.ts";
import type { SessionRow } from "./tables.ts";

/**
 * Goes on air. The session's time begins where the room's stream stands now. Refuses: `session_state` unless it is
 * prepared, planned or in rehearsal (the encoder goes on as it is), `room_busy` while another session takes the room,
 * `verification_required` (host, or the shop's owner as a seller), `too_young`, `training_required` (the person on screen, also on behalf of a
 * company's shop), `encoder_missing` until a keyframe has come, `bag_empty` where nothing in the bag is on sale.
 */
export async function startSession(live: LiveParts, hostId: string, sessionId: string): Promise<SessionRow> {
  const { ctx } = live;
  const at = ctx.clock.now();
  const start = async (tx: Tx): Promise<SessionRow> => {
    const row = await lockOwnSession(tx, hostId, sessionId);
    if (!isComing(row.state)) refuse("session_state", { details: { state: row.state } });
    assert(mayBecome(row.state, "on_air"), "what is to come may go on air");
    await requireVerified(live, tx, "host", hostId, at);
    await requirePersonOnScreen(live, tx, hostId, at);
    const shop = await requireShop(live, tx, hostId, row);
    await requireVerified(live, tx, "seller", shop.owner_id, at);
    await requireGoods(live, tx, row);
    const baseMs = requireFed(live, row.room_id);
    const after = await changeSession(tx, keyOfSession(row), {
      state: "on_air",
      started_at: at,
      pinned_product_id: null,
      base_offset_ms: BigInt(baseMs),
      newest_offset_ms: 0n,
      offset_saved_at: at,
    });
    await ctx.outbox.emit(tx, [
      {
        type: "session.started",
        room_id: row.room_id,
        session_id: row.session_id,
        shop_id: row.shop_id,
        host_id: hostId,
      },
    ]);
    if (row.planned_at !== null) await cancelPlan(live, tx, row);
    await tellChange(live, tx, after);
    tellRoom(live, tx, row.room_id, [{ t: "bag" }, { t: "pin", product_id: null }, { t: "likes", total: 0 }]);
    return after;
  };
  try {
    return await ctx.db.transact(start);
  } catch (error) {
    return refuseBusy(error);
  }
}

/** The law looks at who is on screen (DOMAIN §5 rule 1): of age, and trained within a year. */
async function requirePersonOnScreen(live: LiveParts, tx: Tx, hostId: string, at: Date): Promise<void> {
  const standing = (await live.accounts.hostStanding(tx, [hostId], at)).get(hostId);
  if (standing?.of_age !== true) refuse("too_young");
  if (!standing.trained) refuse("training_required");
}

async function requireGoods(live: LiveParts, tx: Tx, row: SessionRow): Promise<void> {
  const productIds = (await bags(tx, [row])).get(row.session_id) ?? [];
  const products = await live.catalog.products(tx, productIds);
  if (![...products.values()].some((product) => product.state === "on_sale")) refuse("bag_empty");
}
