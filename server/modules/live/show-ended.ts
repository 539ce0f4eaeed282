import type { EndedSession } from "../../../contract/live.ts";
import type { Reader } from "../../kernel/db.ts";
import type { LiveParts } from "./live-parts.ts";
import { showSessions } from "./show-sessions.ts";
import { unitsSold } from "./sales/store.ts";
import { endedSessions } from "./store.ts";

const shown_ms = 14 * 24 * 3600_000;

/**
 * Broadcasts that ended lately, the newest first; of everybody, or of one host or shop. Units sold are paid for and not
 * given back in full: what people bought there, not what was ordered.
 */
export async function showEnded(
  live: LiveParts,
  reader: Reader,
  wanted: {
    readonly host_id?: string;
    readonly shop_id?: string;
    readonly before: string | null;
    readonly limit: number;
  },
): Promise<EndedSession[]> {
  const rows = await endedSessions(reader, { ...wanted, since: new Date(live.ctx.clock.nowMs() - shown_ms) });
  const [sessions, units] = await Promise.all([showSessions(live, reader, rows), unitsSold(reader, rows)]);
  return sessions.map((session, index) => {
    const row = rows[index];
    const ran_ms =
      row === undefined || row.started_at === null || row.ended_at === null
        ? 0
        : row.ended_at.getTime() - row.started_at.getTime();
    return { object: "ended_session", session, duration_ms: ran_ms, units_sold: units.get(session.id) ?? 0 };
  });
}
