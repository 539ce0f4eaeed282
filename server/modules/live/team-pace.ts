const window_ms = 10_000;

/** How many lines somebody may say to their team over any ten seconds. */
export class TeamPace {
  readonly #said = new Map<string, number[]>();

  /** True, and counted, if the account may say one now. */
  take(accountId: string, nowMs: number, max: number): boolean {
    for (const [id, times] of this.#said) if ((times.at(-1) ?? 0) <= nowMs - window_ms) this.#said.delete(id);
    const recent = (this.#said.get(accountId) ?? []).filter((at) => at > nowMs - window_ms);
    if (recent.length >= max) return false;
    this.#said.set(accountId, [...recent, nowMs]);
    return true;
  }
}
