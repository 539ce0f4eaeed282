import type { LiveSession, Room } from "../../../contract/live.ts";
import type { ChannelItem } from "../../../contract/socket.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { SaleSession } from "../promotion/index.ts";
import { authorizePublisher, type PublisherAnswer } from "./authorize-publisher.ts";
import { checkMoments, type CheckedMoment, type WantedMoment } from "./check-moments.ts";
import { encoderLost, offset_save_ms, publisherEvent, recover, sweep } from "./follow-encoder.ts";
import { liveListeners } from "./listeners.ts";
import {
  createLiveParts,
  encoderLostTimer,
  lapseTimer,
  ownRoom,
  sessionItem,
  soonTimer,
  type LiveParts,
} from "./live-parts.ts";
import type { LiveNeeds, PublisherEvent } from "./needs.ts";
import { personalSessions } from "./personal/personal-data.ts";
import { lapse, sayItIsSoon } from "./plans/plan-timers.ts";
import { forgetReminders, remindersAfter } from "./plans/store.ts";
import { routesOfLive } from "./routes.ts";
import { saveCounts } from "./save-counts.ts";
import { sealOldReasons } from "./seal-reason.ts";
import { isWatched } from "./session.ts";
import { showRooms, showSessions } from "./show-sessions.ts";
import {
  bags,
  hostsOfRooms,
  lockSession,
  openSession,
  pastSessions,
  roomsOfHosts,
  sessionsById,
  shopsAired,
  watchedSessions,
} from "./store.ts";
import { encoderItem, tellCounts, tellEncoders } from "./tell-counts.ts";

export type { CheckedMoment, WantedMoment } from "./check-moments.ts";
export type { LiveNeeds, PublisherEvent } from "./needs.ts";

/** A room that people watch, as chat needs to know it. */
export interface RoomOnAir {
  readonly session_id: string;
  readonly room_id: string;
  readonly host_id: string;
  readonly shop_id: string;
  readonly staff: ReadonlySet<string>;
  readonly started_at: Date;
}

export interface Live {
  /**
   * Checks moments of buying, one answer each: the session exists, is on air or interrupted (or ended less than two
   * minutes ago), belongs to this shop, and 0 <= offset <= newest offset + 15 s. Offsets are session time.
   */
  moments(reader: Reader, wanted: readonly WantedMoment[], at: Date): Promise<CheckedMoment[]>;
  sessions(reader: Reader, sessionIds: readonly string[]): Promise<Map<string, LiveSession>>;
  /** The broadcast people watch in a room now, or undefined. Cached. */
  onAir(roomId: string): Promise<RoomOnAir | undefined>;
  /** What somebody who enters must know: session, pin, viewers, likes. Null: no such room. Cached. */
  presentRoom(roomId: string): Promise<ChannelItem[] | null>;
  /** The same for a studio: session and encoder. */
  presentStudio(roomId: string): Promise<ChannelItem[]>;
  /** The host of the room; while a session is open there, also whoever of its shop may help on air now. Not cached. */
  mayEnterStudio(roomId: string, accountId: string): Promise<boolean>;
  /** From when on who may enter the studio may know its orders: the open session's making; null, for its host: ever. */
  studioSince(roomId: string, accountId: string): Promise<Date | null>;
  /**
   * May this person have the room's FLV stream: anyone while people watch, its host always, who of the shop may help
   * on air also while it rehearses.
   */
  mayWatchStream(roomId: string, accountId: string | null): Promise<boolean>;
  /** Hears of every studio that may be somebody else's now, its room and its host: let nobody else listen on unasked. */
  onStudioPassed(hear: (roomId: string, hostId: string) => void): void;
  /** Accounts that asked to be reminded of a session, in the order of their ids; `after` is the last of the page before. */
  remindersPage(
    reader: Reader,
    session: { room_id: string; session_id: string },
    after: string | null,
    limit: number,
  ): Promise<string[]>;
  /** The account leaves: it is no longer reminded of anything. */
  forgetReminders(tx: Tx, accountId: string): Promise<void>;
  countChat(sessionId: string, lines: number): void;
  countLikes(sessionId: string, likes: number): void;
  /** A socket of this person (an account id, or `device:…`) looks at the room; call the answer when it leaves. */
  watch(roomId: string, person: string): () => void;
  /** May this key publish? `stream_id` is the room's id. */
  authorizePublisher(secret: string): Promise<PublisherAnswer>;
  /** Everything the RTMP server tells of publishers, in order. */
  publisherEvent(event: PublisherEvent): void;
  /** Rooms on air, interrupted ones too, as this process knows them. */
  readonly onAirCount: () => number;
  /** Host account → room, for those who have one. */
  roomsOfHosts(reader: Reader, hostIds: readonly string[]): Promise<Map<string, string>>;
  /** Which of these shops have been on air at least once. */
  haveAired(reader: Reader, shopIds: readonly string[]): Promise<Set<string>>;
  /** What these hosts broadcast now; misses who is not on air. */
  onAirOf(reader: Reader, hostIds: readonly string[]): Promise<Map<string, LiveSession>>;
  /** Who of these hosts is on air now, and since when. */
  onAirSince(hostIds: readonly string[]): Map<string, Date>;
  /** The broadcasts that ended in a host's room, the newest first. */
  recentOf(reader: Reader, hostId: string, count: number): Promise<LiveSession[]>;
  /** What people watch now in these rooms (null: in all), with what is in the bags; read from the database. */
  watchedRooms(reader: Reader, roomIds: readonly string[] | null): Promise<readonly WatchedRoom[]>;
  /** The host's own session with its bag, held until `tx` ends; undefined for anybody else's. */
  ownSession(tx: Tx, hostId: string, sessionId: string): Promise<SaleSession | undefined>;
  /** Rooms as visitors see them; misses those that do not exist. */
  rooms(reader: Reader, roomIds: readonly string[]): Promise<Map<string, Room>>;
  readonly part: ModulePart;
}

/** A broadcast that people watch, as search needs to know it. */
export interface WatchedRoom {
  readonly room_id: string;
  readonly host_id: string;
  readonly shop_id: string;
  readonly title: string;
  readonly started_at: Date;
  readonly product_ids: readonly string[];
}

const tell_ms = 1_000;

export function createLive(ctx: Context, needs: LiveNeeds): Live {
  const live = createLiveParts(ctx, needs);
  return {
    moments: (reader, wanted, at) => checkMoments(live, reader, wanted, at),
    async sessions(reader, sessionIds) {
      const rows = await sessionsById(reader, sessionIds);
      return new Map((await showSessions(live, reader, [...rows.values()])).map((session) => [session.id, session]));
    },
    onAir: (roomId) => onAir(live, roomId),
    presentRoom: (roomId) => presentRoom(live, roomId),
    async presentStudio(roomId) {
      const room = await live.rooms.get(roomId);
      return [...(room?.session ? [sessionItem(room.session)] : []), encoderItem(live, roomId)];
    },
    async mayEnterStudio(roomId, accountId) {
      const { reader } = ctx.db;
      const host = (await hostsOfRooms(reader, [roomId])).get(roomId);
      if (host === undefined || host === accountId) return host !== undefined;
      const session = await openSession(reader, roomId);
      if (session === undefined) return false;
      return (
        (await live.shops.staffOf(reader, [session.shop_id], "live")).get(session.shop_id)?.has(accountId) === true
      );
    },
    async studioSince(roomId, accountId) {
      const { reader } = ctx.db;
      if ((await hostsOfRooms(reader, [roomId])).get(roomId) === accountId) return null;
      return (await openSession(reader, roomId))?.created_at ?? ctx.clock.now();
    },
    async mayWatchStream(roomId, accountId) {
      const room = await live.rooms.get(roomId);
      if (room === null) return false;
      if (room.host_id === accountId || (room.session !== null && isWatched(room.session.state))) return true;
      return accountId !== null && mayWatchRehearsal(live, roomId, accountId);
    },
    onStudioPassed: (hear) => void live.studioHearers.add(hear),
    remindersPage: (reader, session, after, limit) =>
      remindersAfter(reader, session, after, Math.min(limit, limits.reminders_page_max)),
    forgetReminders,
    countChat: (sessionId, lines) => live.audience.countChat(sessionId, lines),
    countLikes: (sessionId, likes) => {
      assert(Number.isSafeInteger(likes) && likes > 0, "likes are counted in whole numbers");
      live.audience.countLikes(sessionId, likes);
    },
    watch: (roomId, person) => live.audience.watch(roomId, person),
    authorizePublisher: (secret) => authorizePublisher(live, secret),
    publisherEvent: (event) => publisherEvent(live, event),
    onAirCount: () => live.watched.size,
    roomsOfHosts: (reader, hostIds) => roomsOfHosts(reader, hostIds),
    haveAired: (reader, shopIds) => shopsAired(reader, shopIds),
    async onAirOf(reader, hostIds) {
      const wanted = new Set(hostIds);
      const rows = [...live.watched.values()].filter((row) => wanted.has(row.host_id));
      return new Map((await showSessions(live, reader, rows)).map((session) => [session.host.id, session]));
    },
    onAirSince(hostIds) {
      const wanted = new Set(hostIds);
      const rows = [...live.watched.values()].filter((row) => wanted.has(row.host_id));
      return new Map(rows.map((row) => [row.host_id, present(row.started_at, "what is on air has started")]));
    },
    async recentOf(reader, hostId, count) {
      const roomId = (await roomsOfHosts(reader, [hostId])).get(hostId);
      return roomId === undefined ? [] : showSessions(live, reader, await pastSessions(reader, roomId, count));
    },
    async watchedRooms(reader, roomIds) {
      const rows = (await watchedSessions(reader)).filter((row) => roomIds === null || roomIds.includes(row.room_id));
      const bagOf = await bags(reader, rows);
      return rows.map((row) => ({
        room_id: row.room_id,
        host_id: row.host_id,
        shop_id: row.shop_id,
        title: row.title,
        started_at: present(row.started_at, "what is on air has started"),
        product_ids: bagOf.get(row.session_id) ?? [],
      }));
    },
    async ownSession(tx, hostId, sessionId) {
      const roomId = await ownRoom(tx, hostId);
      const row = roomId === undefined ? undefined : await lockSession(tx, { room_id: roomId, session_id: sessionId });
      return row === undefined ? undefined : { ...row, bag: (await bags(tx, [row])).get(sessionId) ?? [] };
    },
    async rooms(reader, roomIds) {
      const seen = await Promise.all(roomIds.map((id) => live.rooms.get(id)));
      const shown = await showRooms(
        live,
        reader,
        seen.filter((room) => room !== null),
      );
      return new Map(shown.map((room) => [room.id, room]));
    },
    part: partOf(live),
  };
}

function partOf(live: LiveParts): ModulePart {
  const { ctx } = live;
  const stops: (() => void)[] = [];
  const tried = (work: () => Promise<void>) =>
    work().catch((error: unknown) =>
      ctx.log.warn({ err: error }, "live could not save what it counted; it will be tried again"),
    );
  const save = oneAtATime(() => tried(() => saveCounts(live)));
  const saveOffsets = oneAtATime(() => tried(() => saveCounts(live, { offsets: true })));
  const sweepRooms = oneAtATime(() => tried(() => sweep(live)));
  return {
    routes: routesOfLive(live),
    listeners: liveListeners(live),
    personal: personalSessions,
    timers: [
      { name: encoderLostTimer, fall: (tx, timers) => encoderLost(live, tx, timers) },
      { name: soonTimer, fall: (tx, timers) => sayItIsSoon(live, tx, timers) },
      { name: lapseTimer, fall: (tx, timers) => lapse(live, tx, timers) },
    ],
    async start() {
      await sealOldReasons(live);
      await recover(live);
      stops.push(
        ctx.clock.every(tell_ms, () => {
          tellCounts(live);
          tellEncoders(live);
          save();
        }),
        ctx.clock.every(offset_save_ms, () => {
          saveOffsets();
          sweepRooms();
        }),
      );
    },
    async stop() {
      for (const stop of stops.splice(0)) stop();
      await saveCounts(live, { offsets: true });
    },
  };
}

/** Asked again while at work, it works once more afterwards: a slow database is not sent the same thing over and over. */
function oneAtATime(work: () => Promise<void>): () => void {
  let busy = false;
  let again = false;
  const begin = async (): Promise<void> => {
    busy = true;
    do {
      again = false;
      await work();
    } while (again);
    busy = false;
  };
  return () => {
    if (busy) again = true;
    else void begin();
  };
}

/** Whoever of the shop's people helps on air sees what its host rehearses. */
async function mayWatchRehearsal(live: LiveParts, roomId: string, accountId: string): Promise<boolean> {
  const { reader } = live.ctx.db;
  const session = await openSession(reader, roomId);
  if (session?.state !== "rehearsing") return false;
  return (await live.shops.staffOf(reader, [session.shop_id], "live")).get(session.shop_id)?.has(accountId) === true;
}

async function onAir(live: LiveParts, roomId: string): Promise<RoomOnAir | undefined> {
  const room = await live.rooms.get(roomId);
  if (room === null || room.session === null || !isWatched(room.session.state)) return undefined;
  const { session_id, shop_id, started_at } = room.session;
  return {
    session_id,
    room_id: roomId,
    host_id: room.host_id,
    shop_id,
    staff: room.staff,
    started_at: present(started_at, "what is on air has started"),
  };
}

async function presentRoom(live: LiveParts, roomId: string): Promise<ChannelItem[] | null> {
  const room = await live.rooms.get(roomId);
  if (room === null) return null;
  const { session } = room;
  const items: ChannelItem[] = [{ t: "viewers", count: live.audience.viewers(roomId) }];
  if (session !== null)
    items.push(
      sessionItem(session),
      { t: "pin", product_id: session.pinned_product_id },
      { t: "likes", total: live.audience.likes(session.session_id) ?? Number(session.likes) },
    );
  return items;
}
