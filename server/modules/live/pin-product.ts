import { refuse } from "../../kernel/refusal.ts";
import { keyOfSession, lockOwnSession, newestOffsetMs, type LiveParts } from "./live-parts.ts";
import { isWatched } from "./session.ts";
import { studioChannel } from "../../kernel/channel.ts";
import type { Tx } from "../../kernel/db.ts";
import { addPin, bags, changeSession } from "./store.ts";
import { stateKeyOf, tellRoom } from "./tell-room.ts";
import type { SessionRow } from "./tables.ts";

/** Pins the product the host talks about, or nothing, from this moment of the stream on. */
export async function pinProduct(
  live: LiveParts,
  hostId: string,
  sessionId: string,
  productId: string | null,
): Promise<SessionRow> {
  const { ctx } = live;
  return ctx.db.transact(async (tx) => {
    const row = await lockOwnSession(tx, hostId, sessionId);
    if (row.state === "rehearsing") return rehearsePin(live, tx, row, productId);
    if (!isWatched(row.state)) refuse("session_state", { details: { state: row.state } });
    if (row.pinned_product_id === productId) return row;
    const bag = (await bags(tx, [row])).get(row.session_id) ?? [];
    if (productId !== null && !bag.includes(productId)) refuse("product_not_in_bag");
    await addPin(tx, keyOfSession(row), {
      product_id: productId,
      offset_ms: newestOffsetMs(live, row),
      at: ctx.clock.now(),
    });
    const after = await changeSession(tx, keyOfSession(row), { pinned_product_id: productId });
    await live.rooms.drop(tx, row.room_id);
    tellRoom(live, tx, row.room_id, [{ t: "pin", product_id: productId }]);
    ctx.db.afterCommit(tx, () =>
      ctx.channel.publish(studioChannel(row.room_id), { t: "run_down" }, stateKeyOf({ t: "run_down" })),
    );
    return after;
  });
}

/** In a rehearsal the team sees it, and nothing of it is kept. */
async function rehearsePin(live: LiveParts, tx: Tx, row: SessionRow, productId: string | null): Promise<SessionRow> {
  const bag = (await bags(tx, [row])).get(row.session_id) ?? [];
  if (productId !== null && !bag.includes(productId)) refuse("product_not_in_bag");
  const after = await changeSession(tx, keyOfSession(row), { pinned_product_id: productId });
  live.ctx.db.afterCommit(tx, () =>
    live.ctx.channel.publish(studioChannel(row.room_id), { t: "run_down" }, stateKeyOf({ t: "run_down" })),
  );
  return after;
}
