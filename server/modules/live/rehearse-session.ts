import type { z } from "zod";
import type { ChatLine } from "../../../contract/chat.ts";
import { studioChannel } from "../../kernel/channel.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { keyOfSession, lockOwnSession, tellChange, type LiveParts } from "./live-parts.ts";
import { requireFed, requireShop, requireVerified } from "./prepare-session.ts";
import { refuseBusy } from "./refuse-busy.ts";
import { requireTeam } from "./run-down/show-studio-session.ts";
import { afterRehearsal } from "./session.ts";
import { changeSession } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/**
 * The picture runs, and only the host and the people of the shop see it. Nothing is counted, listed or announced.
 * Refuses `session_state` unless it is a draft or planned, `room_busy` while another session takes the room,
 * `encoder_missing`, and what going on air asks of host and shop.
 */
export async function startRehearsal(live: LiveParts, hostId: string, sessionId: string): Promise<SessionRow> {
  const { ctx } = live;
  try {
    return await ctx.db.transact(async (tx) => {
      const row = await lockOwnSession(tx, hostId, sessionId);
      if (row.state !== "draft" && row.state !== "scheduled")
        refuse("session_state", { details: { state: row.state } });
      await requireVerified(live, tx, "host", hostId, ctx.clock.now());
      await requireShop(live, tx, hostId, row);
      requireFed(live, row.room_id);
      const after = await changeSession(tx, keyOfSession(row), { state: "rehearsing" });
      await tellChange(live, tx, after);
      return after;
    });
  } catch (error) {
    return refuseBusy(error);
  }
}

/** It is a draft or planned again, as before. Who looked on from the team no longer sees the picture. */
export async function endRehearsal(live: LiveParts, hostId: string, sessionId: string): Promise<SessionRow> {
  return live.ctx.db.transact(async (tx) => {
    const row = await lockOwnSession(tx, hostId, sessionId);
    if (row.state !== "rehearsing") refuse("session_state", { details: { state: row.state } });
    const after = await changeSession(tx, keyOfSession(row), {
      state: afterRehearsal(row.planned_at),
      pinned_product_id: null,
    });
    await tellChange(live, tx, after);
    return after;
  });
}

/** Says a line to whoever is in the studio of a rehearsal. Nothing of it is kept. Refuses `session_state` elsewhere. */
export async function sayToTeam(
  live: LiveParts,
  speaker: { account_id: string; name: string },
  sessionId: string,
  text: string,
): Promise<z.infer<typeof ChatLine>> {
  const { ctx } = live;
  const { row, role } = await requireTeam(live, speaker.account_id, sessionId);
  if (row.state !== "rehearsing") refuse("session_state", { details: { state: row.state } });
  if (!live.teamPace.take(speaker.account_id, ctx.clock.nowMs(), limits.team_lines_per_10s_max))
    refuse("chat_too_fast");
  const line: z.infer<typeof ChatLine> = {
    id: newId(ctx, "chat"),
    object: "chat_line",
    account_id: speaker.account_id,
    name: speaker.name,
    role: role === "host" ? "host" : "staff",
    text,
    at: ctx.clock.now().toISOString(),
  };
  ctx.channel.publish(studioChannel(row.room_id), { t: "team_line", line });
  return line;
}
