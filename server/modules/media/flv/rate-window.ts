const windowSeconds = 5;

/** A sum over the last five seconds, in buckets of one second, so that it costs the same at any rate. */
export class RateWindow {
  readonly #sums = new Float64Array(windowSeconds + 1);
  readonly #seconds = new Float64Array(windowSeconds + 1).fill(-1);

  add(nowMs: number, amount: number): void {
    const second = Math.floor(nowMs / 1000);
    const slot = second % this.#sums.length;
    if (this.#seconds[slot] !== second) {
      this.#seconds[slot] = second;
      this.#sums[slot] = 0;
    }
    this.#sums[slot] = (this.#sums[slot] ?? 0) + amount;
  }

  /** The mean per second over the whole seconds just past; before one has passed, what the first has so far. */
  perSecond(nowMs: number): number {
    const second = Math.floor(nowMs / 1000);
    let sum = 0;
    let oldest = second;
    for (const [slot, at] of this.#seconds.entries()) {
      if (at < 0 || at < second - windowSeconds || at >= second) continue;
      sum += this.#sums[slot] ?? 0;
      oldest = Math.min(oldest, at);
    }
    if (oldest < second) return sum / (second - oldest);
    const slot = second % this.#sums.length;
    return this.#seconds[slot] === second ? (this.#sums[slot] ?? 0) : 0;
  }
}
