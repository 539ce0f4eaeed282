import { limits } from "../../kernel/limits.ts";

const window_ms = 10_000;

/** Slow mode: how many lines an account may say, over any ten seconds and all its rooms. */
export class SlowMode {
  readonly #said = new Map<string, number[]>();
  #swept_ms = 0;

  /** True, and counted, if the account may say a line now. */
  take(accountId: string, nowMs: number): boolean {
    this.#sweep(nowMs);
    const recent = (this.#said.get(accountId) ?? []).filter((at) => at > nowMs - window_ms);
    this.#said.set(accountId, recent);
    if (recent.length >= limits.chat_lines_per_10s_max) return false;
    recent.push(nowMs);
    return true;
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#swept_ms < window_ms) return;
    this.#swept_ms = nowMs;
    for (const [accountId, times] of this.#said)
      if ((times.at(-1) ?? 0) <= nowMs - window_ms) this.#said.delete(accountId);
  }
}

/**
 * Which lines of a busy room everybody sees: the first of each second up to a limit that people can read. What the host
 * and the shop say is always shown and takes nobody's place.
 */
export class Sampler {
  readonly #seconds = new Map<string, { second: number; shown: number }>();

  shows(roomId: string, role: "viewer" | "host" | "staff", nowMs: number): boolean {
    if (role !== "viewer") return true;
    const second = Math.floor(nowMs / 1000);
    let now = this.#seconds.get(roomId);
    if (now?.second !== second) {
      if (this.#seconds.size > 10_000) this.#seconds.clear();
      now = { second, shown: 0 };
      this.#seconds.set(roomId, now);
    }
    now.shown += 1;
    return now.shown <= limits.chat_sampled_lines_per_second_max;
  }
}
