import type { Clock } from "../kernel/clock.ts";
import { limits } from "../kernel/limits.ts";

/** How many likes a person may still give in this second, over all their sockets. More than that is a finger that slipped, or a script. */
export class LikeBudget {
  readonly #clock: Clock;
  #second = -1;
  #given = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many of `wanted` count. */
  take(person: string, wanted: number): number {
    const second = Math.floor(this.#clock.nowMs() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#given = new Map();
    }
    const given = this.#given.get(person) ?? 0;
    const taken = Math.min(wanted, Math.max(0, limits.likes_per_second_max - given));
    this.#given.set(person, given + taken);
    return taken;
  }
}
