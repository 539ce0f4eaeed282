import type { Clock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";

/**
 * At most `max` in each window per key, in this process. Counts are forgotten with their window, so memory is bounded
 * by the keys of one window.
 */
export function createRateLimit(settings: { clock: Clock; window_ms: number; max: number }): {
  spend(key: string): void;
} {
  let window = -1;
  let counts = new Map<string, number>();
  return {
    spend(key) {
      const nowMs = settings.clock.nowMs();
      const current = Math.floor(nowMs / settings.window_ms);
      if (current !== window) {
        window = current;
        counts = new Map();
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > settings.max)
        throw new Refusal("rate_limited", {
          details: { seconds: Math.ceil(((current + 1) * settings.window_ms - nowMs) / 1000) },
        });
    },
  };
}
