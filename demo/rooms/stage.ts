import type { Product } from "../../contract/catalog.ts";
import type { LiveSession } from "../../contract/live.ts";
import type { Chance } from "../chance.ts";
import { clock, rest } from "../clock.ts";
import type { Crowd } from "../people/crowd.ts";
import { tolerantly } from "../people/person.ts";
import type { Stall } from "../stall.ts";
import { buySomething } from "../trade/purchase.ts";
import { Broadcast, type BroadcastSettings } from "./broadcast.ts";
import { Room } from "./room.ts";

/** How long the broadcast behind the host was: enough for a curve in its recap. */
const past_ms = 135_000;
/** A visitor who goes on air has company before they wonder where everybody is. */
const look_ms = 2_000;
const beat_ms = 2_200;
/** From then on a room lives as the others do. */
const lively_beats = 25;

interface StageSettings {
  readonly url: string;
  readonly broadcasting: BroadcastSettings;
  readonly crowd: Crowd;
  readonly chance: Chance;
  /** Those on air now: people wander between them. */
  readonly rooms: Room[];
  /** How many come at once, and the mean pause between two lines of a room in ms once it is no longer new. */
  readonly visitors: number;
  readonly chat_ms: number;
}

/** The room of the one-click host: their last broadcast, and the people who come when a visitor goes on air in it. */
export class Stage {
  readonly #stall: Stall;
  readonly #settings: StageSettings;
  /** While a broadcast of the demo's own is on air here, nobody else's is. */
  #ours = false;
  #room: Room | null = null;

  constructor(stall: Stall, settings: StageSettings) {
    this.#stall = stall;
    this.#settings = settings;
  }

  /** A broadcast behind them, so that there is a recap. A visitor who takes over meanwhile ends it when they like. */
  async broadcastBefore(): Promise<void> {
    const { owner, script, shop, products } = this.#stall;
    const { broadcasting, crowd, chance } = this.#settings;
    const { signal } = broadcasting;
    const studio = await owner.call("getStudio");
    if (script.loop === null || studio.past.length > 0 || studio.session !== null) return;
    const broadcast = new Broadcast(owner, script, broadcasting);
    this.#ours = true;
    try {
      await broadcast.publish();
      await broadcast.goOnAir(shop, products);
      const room = this.#open(broadcast, products);
      room.open();
      void this.#fill(room, 3);
      const endMs = clock.nowMs() + past_ms;
      let taken = false;
      for (let beat = 0; broadcast.session !== null && !signal.aborted; beat += 1) {
        await rest(beat_ms, signal);
        void tolerantly(() => room.chat());
        room.like();
        // People come in twos and threes, and some leave again: market.ts lets them wander.
        if (beat % 12 === 3) void this.#fill(room, 2);
        if (beat % 5 === 4) await tolerantly(() => buySomething([room], crowd, chance));
        if (beat % 7 !== 6) continue;
        const { session } = await owner.call("getStudio");
        if (session === null || session.id !== broadcast.session.id) break;
        // Not what we pinned: a visitor is at the desk, and it is theirs.
        taken ||= session.pinned_product_id !== (broadcast.pinned?.id ?? null);
        if (taken) continue;
        if (clock.nowMs() >= endMs) {
          await broadcast.end();
          break;
        }
        await tolerantly(() => room.pin());
      }
      this.#close(room);
    } finally {
      this.#ours = false;
      await broadcast.unplug();
    }
  }

  /** Looks now and then whether a visitor has gone on air as this host; the visitor speaks for themselves. */
  async follow(): Promise<void> {
    const { broadcasting } = this.#settings;
    const { signal } = broadcasting;
    while (!signal.aborted) {
      await rest(look_ms, signal);
      if (!this.#ours && !signal.aborted) await tolerantly(() => this.#look());
    }
  }

  async #look(): Promise<void> {
    const { owner, script } = this.#stall;
    const { session, bag } = await owner.call("getStudio");
    const room = this.#room;
    // A picture that is lost for a moment keeps its people.
    if (room !== null && session?.id === room.broadcast.session?.id && session?.state === "interrupted") return;
    if (session?.state !== "on_air") {
      if (room !== null) this.#close(room);
      this.#room = null;
      return;
    }
    const shown = bag.filter((product) => product.state === "on_sale");
    if (room !== null && room.broadcast.session?.id === session.id) {
      this.#see(room, session, shown);
      return;
    }
    if (room !== null) this.#close(room);
    const broadcast = new Broadcast(owner, script, this.#settings.broadcasting);
    broadcast.session = session;
    const opened = this.#open(broadcast, shown);
    this.#see(opened, session, shown);
    this.#room = opened;
    void this.#fill(opened, this.#settings.visitors);
    void this.#live(opened);
  }

  #see(room: Room, session: LiveSession, shown: readonly Product[]): void {
    room.broadcast.session = session;
    room.broadcast.pinned = shown.find((product) => product.id === session.pinned_product_id) ?? null;
    room.products = shown;
  }

  /** What those who came do. */
  async #live(room: Room): Promise<void> {
    const { broadcasting, crowd, chance, chat_ms } = this.#settings;
    const { signal } = broadcasting;
    for (let beat = 0; this.#room === room && !signal.aborted; beat += 1) {
      await rest(beat < lively_beats ? beat_ms : chance.pauseMs(chat_ms), signal);
      if (this.#room !== room || signal.aborted) return;
      void tolerantly(() => room.chat());
      room.like();
      if (beat % 5 === 2) await tolerantly(() => buySomething([room], crowd, chance));
    }
  }

  #open(broadcast: Broadcast, products: readonly Product[]): Room {
    const { url, broadcasting, crowd, chance, rooms } = this.#settings;
    const { signal } = broadcasting;
    const room = new Room(broadcast, this.#stall.shop, products, { url, signal, crowd, chance: chance.fork("room") });
    rooms.push(room);
    return room;
  }

  #close(room: Room): void {
    const { rooms } = this.#settings;
    const at = rooms.indexOf(room);
    if (at >= 0) rooms.splice(at, 1);
    room.broadcast.session = null;
    room.close();
  }

  /** They come one after the other, within a few seconds. */
  async #fill(room: Room, count: number): Promise<void> {
    const { crowd, chance, broadcasting } = this.#settings;
    for (const device of crowd.elsewhere(room.place?.room_id ?? null, count, chance)) {
      if (room.place === null) return;
      device.enter(room.place.room_id);
      await rest(400, broadcasting.signal);
    }
  }
}
