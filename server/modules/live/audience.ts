import { present } from "../../kernel/assert.ts";

/** One broadcast as this process counts it. What was not yet saved is kept apart, so that a failed save loses nothing. */
interface Counted {
  readonly session_id: string;
  readonly host_id: string;
  likes_saved: number;
  likes_unsaved: number;
  chat_unsaved: number;
  viewers_peak: number;
  peak_saved: number;
  readonly known: Set<string>;
  readonly unsaved: Set<string>;
}

interface RoomAudience {
  /** Person → how many sockets. */
  readonly persons: Map<string, number>;
  session: Counted | null;
  viewers_told: number;
  likes_told: number;
}

/** What a save must write, taken at once and confirmed or given back. */
export interface Unsaved {
  readonly room_id: string;
  readonly session_id: string;
  readonly likes: number;
  readonly chat_lines: number;
  readonly viewers_peak: number;
  readonly persons: readonly string[];
}

const hasUnsaved = (counted: Counted): boolean =>
  counted.likes_unsaved > 0 ||
  counted.chat_unsaved > 0 ||
  counted.unsaved.size > 0 ||
  counted.viewers_peak > counted.peak_saved;

/**
 * Who watches, counted honestly: a person (account, or device of a guest) once per room, however many sockets; the
 * host's own screen does not count. Likes and lines are gathered here and saved once a second. No I/O.
 */
export class Audience {
  readonly #rooms = new Map<string, RoomAudience>();
  readonly #roomOfSession = new Map<string, string>();
  /** Sessions that ended with something left to save. */
  #finished: { room_id: string; counted: Counted }[] = [];

  /** A broadcast began, or we found it on air at our own start. Who is already in the room watches it. */
  begin(roomId: string, session: { session_id: string; host_id: string; likes: number; viewers_peak: number }): void {
    const room = this.#room(roomId);
    if (room.session?.session_id === session.session_id) return;
    this.finish(roomId);
    room.session = {
      session_id: session.session_id,
      host_id: session.host_id,
      likes_saved: session.likes,
      likes_unsaved: 0,
      chat_unsaved: 0,
      viewers_peak: session.viewers_peak,
      peak_saved: session.viewers_peak,
      known: new Set(),
      unsaved: new Set(),
    };
    room.likes_told = session.likes;
    this.#roomOfSession.set(session.session_id, roomId);
    for (const person of room.persons.keys()) this.#note(room, person);
  }

  finish(roomId: string): void {
    const room = this.#rooms.get(roomId);
    if (room === undefined || room.session === null) return;
    this.#roomOfSession.delete(room.session.session_id);
    if (hasUnsaved(room.session)) this.#finished.push({ room_id: roomId, counted: room.session });
    room.session = null;
    this.#forget(roomId, room);
  }

  /** A socket of `person` looks at the room; call the answer when it no longer does. */
  watch(roomId: string, person: string): () => void {
    const room = this.#room(roomId);
    room.persons.set(person, (room.persons.get(person) ?? 0) + 1);
    this.#note(room, person);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const count = present(room.persons.get(person), "whoever leaves was there");
      if (count > 1) room.persons.set(person, count - 1);
      else room.persons.delete(person);
      this.#forget(roomId, room);
    };
  }

  viewers(roomId: string): number {
    const room = this.#rooms.get(roomId);
    return room === undefined ? 0 : this.#viewersOf(room);
  }

  /** Likes of a broadcast on air as counted here, or null where it is not. */
  likes(sessionId: string): number | null {
    const counted = this.#counted(sessionId);
    return counted === null ? null : counted.likes_saved + counted.likes_unsaved;
  }

  countLikes(sessionId: string, likes: number): void {
    const counted = this.#counted(sessionId);
    if (counted !== null) counted.likes_unsaved += likes;
  }

  countChat(sessionId: string, lines: number): void {
    const counted = this.#counted(sessionId);
    if (counted !== null) counted.chat_unsaved += lines;
  }

  /** Rooms whose numbers differ from what was last told; telling them is the caller's promise. */
  changes(): { room_id: string; viewers: number | null; likes: number | null }[] {
    const changes: { room_id: string; viewers: number | null; likes: number | null }[] = [];
    for (const [room_id, room] of this.#rooms) {
      const viewers = this.#viewersOf(room);
      const likes = room.session === null ? room.likes_told : room.session.likes_saved + room.session.likes_unsaved;
      if (viewers === room.viewers_told && likes === room.likes_told) continue;
      changes.push({
        room_id,
        viewers: viewers === room.viewers_told ? null : viewers,
        likes: likes === room.likes_told ? null : likes,
      });
      room.viewers_told = viewers;
      room.likes_told = likes;
      this.#forget(room_id, room);
    }
    return changes;
  }

  /** Everything counted and not yet saved. Hand the same to `saved` once it is. */
  unsaved(): Unsaved[] {
    const all = [...this.#finished];
    for (const [room_id, { session }] of this.#rooms) if (session !== null) all.push({ room_id, counted: session });
    return all
      .filter(({ counted }) => hasUnsaved(counted))
      .map(({ room_id, counted }) => ({
        room_id,
        session_id: counted.session_id,
        likes: counted.likes_unsaved,
        chat_lines: counted.chat_unsaved,
        viewers_peak: counted.viewers_peak,
        persons: [...counted.unsaved],
      }));
  }

  saved(batch: readonly Unsaved[]): void {
    const written = new Map(batch.map((one) => [one.session_id, one]));
    const confirm = (counted: Counted): void => {
      const one = written.get(counted.session_id);
      if (one === undefined) return;
      counted.likes_saved += one.likes;
      counted.likes_unsaved -= one.likes;
      counted.chat_unsaved -= one.chat_lines;
      counted.peak_saved = Math.max(counted.peak_saved, one.viewers_peak);
      for (const person of one.persons) counted.unsaved.delete(person);
    };
    for (const { counted } of this.#finished) confirm(counted);
    for (const { session } of this.#rooms.values()) if (session !== null) confirm(session);
    this.#finished = this.#finished.filter(({ counted }) => hasUnsaved(counted));
  }

  #room(roomId: string): RoomAudience {
    let room = this.#rooms.get(roomId);
    if (room === undefined) {
      room = { persons: new Map(), session: null, viewers_told: 0, likes_told: 0 };
      this.#rooms.set(roomId, room);
    }
    return room;
  }

  #counted(sessionId: string): Counted | null {
    const roomId = this.#roomOfSession.get(sessionId);
    return roomId === undefined ? null : (this.#rooms.get(roomId)?.session ?? null);
  }

  #viewersOf(room: RoomAudience): number {
    return room.persons.size - (room.session !== null && room.persons.has(room.session.host_id) ? 1 : 0);
  }

  #note(room: RoomAudience, person: string): void {
    const { session } = room;
    if (session === null || person === session.host_id) return;
    if (!session.known.has(person)) {
      session.known.add(person);
      session.unsaved.add(person);
    }
    session.viewers_peak = Math.max(session.viewers_peak, this.#viewersOf(room));
  }

  /**
   * A room nobody is in and nothing happens in takes no memory, once its zero was told: the channel remembers the last
   * number, and the next broadcast would begin with the viewers of the one before.
   */
  #forget(roomId: string, room: RoomAudience): void {
    const idle = room.persons.size === 0 && room.session === null && room.viewers_told === 0;
    if (idle && this.#rooms.get(roomId) === room) this.#rooms.delete(roomId);
  }
}
