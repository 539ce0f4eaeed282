import type { Clock } from "./clock.ts";

/**
 * Things of which nothing is left, so that a thousand people who come too late cost no transaction. Each is believed for
 * `known_ms` from when it was true; after that somebody has to look again. Words between processes may set and clear it; a lost one
 * costs a look or, at most for that time, a refusal.
 */
export class GoneForNow {
  readonly #clock: Clock;
  readonly #known_ms: number;
  readonly #max: number;
  /** Believed until, by id. */
  readonly #until_ms = new Map<string, number>();
  #returns = 0;

  constructor(clock: Clock, known_ms: number, max: number) {
    this.#clock = clock;
    this.#known_ms = known_ms;
    this.#max = max;
  }

  /** True where nothing was left a moment ago. */
  has(id: string): boolean {
    const until = this.#until_ms.get(id);
    if (until === undefined) return false;
    if (this.#clock.nowMs() < until) return true;
    this.#until_ms.delete(id);
    return false;
  }

  /** Somebody is about to look: of what they find nothing left is to be told to the function they get. */
  look(): (gone: readonly string[]) => void {
    const [since_ms, returns] = [this.#clock.nowMs(), this.#returns];
    return (gone) => {
      // What returned after the look may be what was missed; whoever comes next looks again.
      if (returns === this.#returns) this.believe(gone, since_ms);
    };
  }

  believe(ids: readonly string[], since_ms = this.#clock.nowMs()): void {
    if (this.#until_ms.size > this.#max) this.#until_ms.clear();
    for (const id of ids) this.#until_ms.set(id, Math.max(this.#until_ms.get(id) ?? 0, since_ms + this.#known_ms));
  }

  forget(ids: readonly string[]): void {
    this.#returns += 1;
    for (const id of ids) this.#until_ms.delete(id);
  }

  /** Words may have been missed. */
  forgetAll(): void {
    this.#returns += 1;
    this.#until_ms.clear();
  }
}
