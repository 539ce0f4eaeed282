import type { Chance } from "../chance.ts";
import { rest } from "../clock.ts";
import { addressOf, cast, type Extra } from "./cast.ts";
import { Device } from "./device.ts";
import { emailOf, tolerantly, type People, type Person } from "./person.ts";

/** A viewer with an account: watches, chats, follows and buys. */
export interface Viewer {
  readonly extra: Extra;
  readonly person: Person;
  readonly device: Device;
  address_id: string | null;
  /** When they last spoke, so that nobody talks all the time. */
  spoke_ms: number;
  readonly follows: Set<string>;
}

/** Where somebody may go: a room on air, and how much it draws. */
export interface Place {
  readonly room_id: string;
  readonly weight: number;
}

export interface CrowdSettings {
  readonly url: string;
  readonly people: People;
  readonly chance: Chance;
  readonly signal: AbortSignal;
  readonly viewers: number;
  /** Those who only watch: a device without an account each, as most people in a room are. */
  readonly guests: number;
}

/** Everybody in front of a screen. */
export class Crowd {
  readonly viewers: Viewer[] = [];
  readonly #guests: Device[] = [];
  readonly #settings: CrowdSettings;

  constructor(settings: CrowdSettings) {
    this.#settings = settings;
  }

  /** Signs the cast in, one after the other. When too many new people came within the hour the rest stay at home. */
  async arrive(onArrival: (viewer: Viewer) => void): Promise<void> {
    const { url, people, chance, signal, viewers } = this.#settings;
    for (const [number, extra] of cast.slice(0, viewers).entries()) {
      if (signal.aborted) return;
      const person = await tolerantly(() =>
        people.signIn({ email: emailOf(extra.slug), name: extra.name, locale: extra.locale }),
      );
      if (person === null) return;
      const device = new Device(url, () => person.token(), chance.fork(extra.slug));
      const viewer = { extra, person, device, address_id: null, spoke_ms: 0, follows: new Set<string>() };
      this.viewers.push(viewer);
      onArrival(viewer);
      await this.#moveIn(viewer, number);
    }
  }

  async #moveIn(viewer: Viewer, number: number): Promise<void> {
    await tolerantly(async () => {
      const { data } = await viewer.person.call("listAddresses");
      const draft = addressOf(viewer.extra.name, number, this.#settings.chance);
      viewer.address_id = (data[0] ?? (await viewer.person.call("createAddress", { body: draft }))).id;
    });
  }

  /** Guests come in while there is somewhere to go. */
  async gather(places: () => readonly Place[]): Promise<void> {
    const { url, chance, signal, guests } = this.#settings;
    while (!signal.aborted && this.#guests.length < guests) {
      const there = places();
      if (there.length > 0) {
        const device = new Device(url, () => null, chance.fork(`guest-${this.#guests.length}`));
        this.#guests.push(device);
        device.enter(pickPlace(there, chance).room_id);
      }
      await rest(150, signal);
    }
  }

  /** Somebody changes rooms; now and then somebody hangs up, or comes back. */
  wander(places: readonly Place[]): void {
    const { chance } = this.#settings;
    const all = [...this.viewers.map((viewer) => viewer.device), ...this.#guests];
    if (all.length === 0 || places.length === 0) return;
    const open = new Set(places.map((place) => place.room_id));
    const stranded = all.filter((device) => device.room !== null && !open.has(device.room));
    for (const device of [...stranded.slice(0, 4), chance.pick(all)])
      device.enter(device.room !== null && chance.happens(0.12) ? null : pickPlace(places, chance).room_id);
  }

  /** A room opens: some of those elsewhere come over to see. */
  visit(place: Place, rooms: number): void {
    const { chance } = this.#settings;
    for (const device of [...this.viewers.map((viewer) => viewer.device), ...this.#guests])
      if (chance.happens(1 / rooms)) device.enter(place.room_id);
  }

  /** So many of those who are not in this room: first those who have an account, since they can talk and buy. */
  elsewhere(roomId: string | null, count: number, chance: Chance): readonly Device[] {
    const talkers = chance.shuffled(this.viewers).map((viewer) => viewer.device);
    const all = [...talkers.slice(0, count), ...chance.shuffled(this.#guests), ...talkers.slice(count)];
    return all.filter((device) => device.room !== roomId).slice(0, Math.ceil(count * 1.5));
  }

  in(roomId: string): Viewer[] {
    return this.viewers.filter((viewer) => viewer.device.room === roomId);
  }

  isOurs(accountId: string): boolean {
    return this.viewers.some((viewer) => viewer.person.account_id === accountId);
  }

  leave(): void {
    for (const { device } of this.viewers) device.stop();
    for (const device of this.#guests) device.stop();
  }
}

export function pickPlace(places: readonly Place[], chance: Chance): Place {
  let die = chance.next() * places.reduce((sum, place) => sum + place.weight, 0);
  for (const place of places) {
    die -= place.weight;
    if (die <= 0) return place;
  }
  return chance.pick(places);
}
