import { studioChannel } from "../../../kernel/channel.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { keyOfSession, lockOwnSession, newestOffsetMs, tellChange, type LiveParts } from "../live-parts.ts";
import { requireOnSale, requireShop } from "../prepare-session.ts";
import { isComing, isWatched } from "../session.ts";
import { addPin, bags, changeSession } from "../store.ts";
import { stateKeyOf, tellRoom } from "../tell-room.ts";
import type { SessionRow } from "../tables.ts";
import { writeRunDown, type RunDownNote } from "./store.ts";

/**
 * The run-down as the host wants it, also on air: it is the bag, in order, with what the team says of each product. A
 * product that stays may be off sale by now, one that is added may not (`product_not_on_sale`). One that leaves while it
 * is pinned is unpinned. Refuses `session_state` once it is over.
 */
export async function updateRunDown(
  live: LiveParts,
  hostId: string,
  sessionId: string,
  notes: readonly RunDownNote[],
): Promise<SessionRow> {
  const { ctx } = live;
  return ctx.db.transact(async (tx) => {
    const row = await lockOwnSession(tx, hostId, sessionId);
    if (!isComing(row.state) && !isWatched(row.state)) refuse("session_state", { details: { state: row.state } });
    await requireShop(live, tx, hostId, row);
    const known = new Set((await bags(tx, [row])).get(row.session_id));
    const wanted = notes.map((note) => note.product_id);
    await requireOnSale(
      live,
      tx,
      row.shop_id,
      wanted.filter((id) => !known.has(id)),
    );
    await writeRunDown(tx, keyOfSession(row), notes);
    const unpinned = row.pinned_product_id !== null && !wanted.includes(row.pinned_product_id);
    if (unpinned && isWatched(row.state))
      await addPin(tx, keyOfSession(row), {
        product_id: null,
        offset_ms: newestOffsetMs(live, row),
        at: ctx.clock.now(),
      });
    const after = unpinned ? await changeSession(tx, keyOfSession(row), { pinned_product_id: null }) : row;
    await tellChange(live, tx, after);
    if (isWatched(row.state))
      tellRoom(live, tx, row.room_id, unpinned ? [{ t: "bag" }, { t: "pin", product_id: null }] : [{ t: "bag" }]);
    ctx.db.afterCommit(tx, () =>
      ctx.channel.publish(studioChannel(row.room_id), { t: "run_down" }, stateKeyOf({ t: "run_down" })),
    );
    return after;
  });
}
