import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import type { LiveNeeds } from "./needs.ts";
import { hostsOfRooms, shownSessions } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/** A room as every visitor sees it. */
export interface SeenRoom {
  readonly room_id: string;
  readonly host_id: string;
  /** On air or interrupted, or else the last that ended; null: nothing was ever shown here. */
  readonly session: SessionRow | null;
  /** Accounts that work for the session's shop, its owner included. */
  readonly staff: ReadonlySet<string>;
}

const topic = "live.room";
const age_ms_max = 30_000;
const rooms_max = 10_000;

/** Rooms that many people ask for at once, read once: dropped whenever one changes, and now and then for the staff's sake. */
export class RoomCache {
  readonly #ctx: Context;
  readonly #shops: LiveNeeds["shops"];
  readonly #rooms = new Map<string, { readonly room: Promise<SeenRoom | null>; readonly since_ms: number }>();

  constructor(ctx: Context, shops: LiveNeeds["shops"]) {
    this.#ctx = ctx;
    this.#shops = shops;
    ctx.notices.on(topic, (roomId) => this.#rooms.delete(roomId));
    ctx.notices.onGap(() => this.#rooms.clear());
  }

  /** Null where there is no such room. */
  async get(roomId: string): Promise<SeenRoom | null> {
    const nowMs = this.#ctx.clock.nowMs();
    const known = this.#rooms.get(roomId);
    if (known !== undefined && nowMs - known.since_ms < age_ms_max) return known.room;
    if (this.#rooms.size >= rooms_max) this.#rooms.clear();
    const entry = { room: this.#read(roomId), since_ms: nowMs };
    this.#rooms.set(roomId, entry);
    const forget = (): void => {
      if (this.#rooms.get(roomId) === entry) this.#rooms.delete(roomId);
    };
    try {
      const room = await entry.room;
      if (room === null) forget();
      return room;
    } catch (error) {
      forget();
      throw error;
    }
  }

  /** The room changes with `tx`: this process forgets it at commit, the others hear of it. */
  async drop(tx: Tx, roomId: string): Promise<void> {
    await this.#ctx.notices.send(tx, topic, roomId);
    this.#ctx.db.afterCommit(tx, () => this.#rooms.delete(roomId));
  }

  async #read(roomId: string): Promise<SeenRoom | null> {
    const { reader } = this.#ctx.db;
    const [hosts, sessions] = await Promise.all([hostsOfRooms(reader, [roomId]), shownSessions(reader, [roomId])]);
    const host_id = hosts.get(roomId);
    if (host_id === undefined) return null;
    const session = sessions.get(roomId) ?? null;
    const staff =
      session === null ? undefined : (await this.#shops.staffOf(reader, [session.shop_id])).get(session.shop_id);
    return { room_id: roomId, host_id, session, staff: staff ?? new Set() };
  }
}
