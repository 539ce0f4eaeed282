import type { ChannelItem } from "../../../contract/socket.ts";
import { roomChannel, studioChannel } from "../../kernel/channel.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { Audience } from "./audience.ts";
import type { LiveNeeds } from "./needs.ts";
import { RoomCache } from "./room-cache.ts";
import { isOpen, isWatched } from "./session.ts";
import { TeamPace } from "./team-pace.ts";
import { lockSession, roomsOfHosts, type SessionKey } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/** The names of the deadlines of a planned session. */
export const soonTimer = "live.session_soon";
export const lapseTimer = "live.session_lapse";
/** The name of the deadline by which a lost encoder must be back. */
export const encoderLostTimer = "live.encoder_lost";

/** What every use case of this module works with. */
export interface LiveParts extends LiveNeeds {
  readonly ctx: Context;
  readonly audience: Audience;
  readonly rooms: RoomCache;
  /** Rooms whose encoder has sent a keyframe and is still connected, as its events told. */
  readonly fed: Set<string>;
  /** Broadcasts that people watch, by room, as last committed by this process. */
  readonly watched: Map<string, SessionRow>;
  /** Who is told, at once and in every process, that a studio may be somebody else's now: its room, and its host. */
  readonly studioHearers: Set<(roomId: string, hostId: string) => void>;
  readonly teamPace: TeamPace;
  /** Until `recover` is through, a deadline may have passed only because we were down. */
  readonly progress: { recovered: boolean };
}

const studioTopic = "live.studio";

export function createLiveParts(ctx: Context, needs: LiveNeeds): LiveParts {
  const studioHearers = new Set<(roomId: string, hostId: string) => void>();
  ctx.notices.on(studioTopic, (text) => {
    const [roomId = "", hostId = ""] = text.split(" ");
    for (const hear of studioHearers) hear(roomId, hostId);
  });
  return {
    ...needs,
    ctx,
    audience: new Audience(),
    rooms: new RoomCache(ctx, needs.shops),
    fed: new Set(),
    watched: new Map(),
    studioHearers,
    teamPace: new TeamPace(),
    progress: { recovered: false },
  };
}

export const sessionItem = (row: SessionRow): ChannelItem => ({
  t: "session",
  session_id: row.session_id,
  state: row.state,
  end_reason: row.end_reason,
  resume_by: row.resume_by?.toISOString() ?? null,
});

/** How far the broadcast has come, in ms since its start: asked of the stream, or what was saved last. */
export function newestOffsetMs(live: Pick<LiveParts, "hub">, row: SessionRow): number {
  const saved = Number(row.newest_offset_ms);
  if (row.base_offset_ms === null || !isWatched(row.state)) return saved;
  const stream = live.hub.get(row.room_id);
  return stream === null ? saved : Math.max(saved, stream.offsetMs() - Number(row.base_offset_ms));
}

/** The caller's own session, held for a change. Refuses `not_found` for anybody else's. */
export async function lockOwnSession(tx: Tx, hostId: string, sessionId: string): Promise<SessionRow> {
  const roomId = await ownRoom(tx, hostId);
  const row = roomId === undefined ? undefined : await lockSession(tx, { room_id: roomId, session_id: sessionId });
  return row ?? refuse("not_found");
}

export async function ownRoom(reader: Reader, hostId: string): Promise<string | undefined> {
  return (await roomsOfHosts(reader, [hostId])).get(hostId);
}

/** At commit: this process remembers the session as it is now, and everybody in the room and the studio is told. */
export async function tellChange(live: LiveParts, tx: Tx, row: SessionRow): Promise<void> {
  await live.rooms.drop(tx, row.room_id);
  if (!isOpen(row.state)) await passStudio(live, tx, row);
  live.ctx.db.afterCommit(tx, () => {
    remember(live, row);
    const item = sessionItem(row);
    if (row.state === "on_air" || row.state === "interrupted" || row.state === "ended")
      live.ctx.channel.publish(roomChannel(row.room_id), item, "session");
    live.ctx.channel.publish(studioChannel(row.room_id), item, "session");
  });
}

/** At commit: whoever is in the room's studio must show anew that they may be; in this process before anything else is told. */
export async function passStudio(live: LiveParts, tx: Tx, row: Pick<SessionRow, "room_id" | "host_id">): Promise<void> {
  await live.ctx.notices.send(tx, studioTopic, `${row.room_id} ${row.host_id}`);
  live.ctx.db.afterCommit(tx, () => {
    for (const hear of live.studioHearers) hear(row.room_id, row.host_id);
  });
}

/** Keeps `watched` and the counting in step with a session's state. */
export function remember(live: LiveParts, row: SessionRow): void {
  if (isWatched(row.state)) {
    live.watched.set(row.room_id, row);
    live.audience.begin(row.room_id, {
      session_id: row.session_id,
      host_id: row.host_id,
      likes: Number(row.likes),
      viewers_peak: row.viewers_peak,
    });
  } else if (live.watched.get(row.room_id)?.session_id === row.session_id) {
    live.watched.delete(row.room_id);
    live.audience.finish(row.room_id);
  }
}

export const keyOfSession = (row: SessionKey): SessionKey => ({ room_id: row.room_id, session_id: row.session_id });
