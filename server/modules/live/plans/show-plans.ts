import type { PlannedSession, UpcomingSession } from "../../../../contract/planning.ts";
import { present } from "../../../kernel/assert.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { ownRoom, type LiveParts } from "../live-parts.ts";
import { showSessions } from "../show-sessions.ts";
import { sessionsById } from "../store.ts";
import type { SessionRow } from "../tables.ts";
import { mayHappen } from "./may-happen.ts";
import { lapsesAt } from "./plan.ts";
import {
  addReminder,
  plannedOfRoom,
  remindedOf,
  reminderCounts,
  removeReminder,
  upcomingRows,
  type UpcomingWanted,
} from "./store.ts";

interface Wanted {
  readonly host_id?: string | undefined;
  readonly shop_id?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What is to come, soonest first; what cannot happen as things stand is left out. */
export async function listUpcoming(live: LiveParts, viewerId: string | null, wanted: Wanted) {
  const { reader } = live.ctx.db;
  const at = live.ctx.clock.now();
  let after = wanted.cursor === undefined ? undefined : placeOf(wanted.cursor);
  const found: SessionRow[] = [];
  // Those left out are looked past, but not without end.
  for (let looked = 0; looked < limits.upcoming_listed_max && found.length <= wanted.limit;) {
    const rows = await upcomingRows(
      reader,
      { host_id: wanted.host_id, shop_id: wanted.shop_id, after },
      wanted.limit + 1,
    );
    const possible = await mayHappen(live, reader, rows, at);
    found.push(...rows.filter((row) => possible.has(row.session_id)));
    looked += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length <= wanted.limit) break;
    after = { planned_at: plannedAt(last), session_id: last.session_id };
  }
  const page = found.slice(0, wanted.limit);
  const has_more = found.length > wanted.limit;
  const last = page.at(-1);
  return {
    object: "list" as const,
    data: await showUpcoming(live, viewerId, page),
    has_more,
    next_cursor: has_more && last !== undefined ? `${plannedAt(last).getTime()}.${last.session_id}` : null,
  };
}

async function showUpcoming(
  live: LiveParts,
  viewerId: string | null,
  rows: readonly SessionRow[],
): Promise<UpcomingSession[]> {
  const { reader } = live.ctx.db;
  const [sessions, counts, mine] = await Promise.all([
    showSessions(live, reader, rows),
    reminderCounts(reader, rows),
    viewerId === null ? new Set<string>() : remindedOf(reader, viewerId, rows),
  ]);
  return sessions.map((session) => ({
    object: "upcoming_session",
    session,
    reminders: counts.get(session.id) ?? 0,
    reminded: mine.has(session.id),
  }));
}

/** Refuses `not_found` unless it is announced and may happen. */
export async function getUpcoming(
  live: LiveParts,
  viewerId: string | null,
  sessionId: string,
): Promise<UpcomingSession> {
  const row = await requireUpcoming(live, sessionId);
  return present((await showUpcoming(live, viewerId, [row]))[0], "one session in, one out");
}

/** Asks to be reminded, or no longer; the second time changes nothing. Refuses `not_found` for what is not to come. */
export async function remind(live: LiveParts, accountId: string, sessionId: string, wanted: boolean) {
  const { ctx } = live;
  // Who no longer wants to hear of it may say so whatever became of it.
  const row = wanted
    ? await requireUpcoming(live, sessionId)
    : ((await sessionsById(ctx.db.reader, [sessionId])).get(sessionId) ?? refuse("not_found"));
  if (row.planned_at === null) refuse("not_found");
  await ctx.db.transact((tx) =>
    wanted ? addReminder(tx, row, accountId, ctx.clock.now()) : removeReminder(tx, row, accountId),
  );
  const counts = await reminderCounts(ctx.db.reader, [row]);
  return {
    object: "reminder" as const,
    session_id: sessionId,
    reminded: wanted,
    reminders: counts.get(sessionId) ?? 0,
  };
}

async function requireUpcoming(live: LiveParts, sessionId: string): Promise<SessionRow> {
  const { reader } = live.ctx.db;
  const row = (await sessionsById(reader, [sessionId])).get(sessionId);
  if (row === undefined || row.planned_at === null) refuse("not_found");
  if (row.state !== "scheduled" && row.state !== "rehearsing") refuse("not_found");
  const possible = await mayHappen(live, reader, [row], live.ctx.clock.now());
  return possible.has(sessionId) ? row : refuse("not_found");
}

/** The host's own, also those that cannot happen as things stand. */
export async function listPlanned(live: LiveParts, hostId: string) {
  const { reader } = live.ctx.db;
  const roomId = await ownRoom(reader, hostId);
  const rows = roomId === undefined ? [] : await plannedOfRoom(reader, roomId);
  const [sessions, counts, possible] = await Promise.all([
    showSessions(live, reader, rows, { asHost: true }),
    reminderCounts(reader, rows),
    mayHappen(live, reader, rows, live.ctx.clock.now()),
  ]);
  const data: PlannedSession[] = sessions.map((session, index) => ({
    object: "planned_session",
    session,
    reminders: counts.get(session.id) ?? 0,
    lapses_at: lapsesAt(plannedAt(present(rows[index], "sessions are shown in their order"))).toISOString(),
    listed: possible.has(session.id),
  }));
  return { object: "list" as const, data, has_more: false, next_cursor: null };
}

const plannedAt = (row: SessionRow): Date => present(row.planned_at, "an announced session has its time");

function placeOf(cursor: string): NonNullable<UpcomingWanted["after"]> {
  const [, ms, session_id] = /^(\d{1,15})\.(sess_[0-9a-z]{26})$/.exec(cursor) ?? [];
  if (ms === undefined || session_id === undefined)
    refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return { planned_at: new Date(Number(ms)), session_id };
}
