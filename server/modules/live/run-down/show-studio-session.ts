import type { StudioSession } from "../../../../contract/planning.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { newestOffsetMs, type LiveParts } from "../live-parts.ts";
import { isWatched } from "../session.ts";
import { flvUrl, showSession } from "../show-sessions.ts";
import { bagNotes, sessionsById } from "../store.ts";
import { encoderOf } from "../tell-counts.ts";
import type { SessionRow } from "../tables.ts";
import { shownTimes } from "./shown.ts";
import { pinsOf } from "./store.ts";

/** Is this account its host, or of its shop's people with the `live` permission? Refuses `not_found` for everybody else. */
export async function requireTeam(
  live: LiveParts,
  accountId: string,
  sessionId: string,
): Promise<{ row: SessionRow; role: "host" | "team" }> {
  const { reader } = live.ctx.db;
  const row = (await sessionsById(reader, [sessionId])).get(sessionId) ?? refuse("not_found");
  if (row.host_id === accountId) return { row, role: "host" };
  const staff = (await live.shops.staffOf(reader, [row.shop_id], "live")).get(row.shop_id);
  return staff?.has(accountId) === true ? { row, role: "team" } : refuse("not_found");
}

/** A session with its run-down and how its encoder does. What a viewer may never read is in here. */
export async function showStudioSession(live: LiveParts, accountId: string, sessionId: string): Promise<StudioSession> {
  const { reader } = live.ctx.db;
  const { row, role } = await requireTeam(live, accountId, sessionId);
  const [session, notes, pins] = await Promise.all([
    showSession(live, reader, row, { asHost: true }),
    bagNotes(reader, row),
    pinsOf(reader, row),
  ]);
  const products = await live.catalog.products(
    reader,
    notes.map((note) => note.product_id),
  );
  const shown = shownTimes(pins, newestOffsetMs(live, row));
  const isRunning = row.state === "rehearsing" || isWatched(row.state);
  // A room has one encoder; it is another session's business while that one runs.
  const encoder =
    isRunning || role === "host"
      ? encoderOf(live, row.room_id)
      : encoderOf({ ...live, fed: new Set<string>() }, row.room_id);
  return {
    object: "studio_session",
    session,
    role,
    run_down: notes.flatMap((note) => {
      const product = products.get(note.product_id);
      if (product === undefined) return [];
      return [
        {
          object: "run_down_item" as const,
          product,
          talking_points: note.talking_points ?? "",
          planned_minutes: note.planned_minutes,
          shown_ms: shown.get(note.product_id) ?? 0,
        },
      ];
    }),
    pinned_at: row.pinned_product_id === null ? null : (pins.at(-1)?.at.toISOString() ?? null),
    encoder: { object: "encoder", ...encoder, resume_by: row.resume_by?.toISOString() ?? null },
    preview_flv_url: isRunning || role === "host" ? flvUrl(row.room_id) : null,
  };
}
