import type { Clock } from "../../../kernel/clock.ts";
import { limits } from "../../../kernel/limits.ts";

/**
 * Holds an encoder to real time and to a bit rate by not reading on: a file pushed without pacing (ffmpeg without
 * `-re`) then plays live, and nobody can flood the hub.
 */
export class Pace {
  readonly #clock: Clock;
  #beganAtMs = 0;
  #beganOffsetMs = 0;
  #secondAtMs = 0;
  #secondBytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Publishing starts now, at this stream time. */
  begin(offsetMs: number): void {
    this.#beganAtMs = this.#clock.monotonicMs();
    this.#beganOffsetMs = offsetMs;
    this.#secondAtMs = this.#beganAtMs;
    this.#secondBytes = 0;
  }

  /** Resolves when the encoder may go on after `bytes` that brought the stream to `offsetMs`. */
  async holdBack(offsetMs: number, bytes: number): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const aheadMs = offsetMs - this.#beganOffsetMs - (nowMs - this.#beganAtMs);
    if (nowMs - this.#secondAtMs >= 1000) {
      this.#secondAtMs = nowMs;
      this.#secondBytes = 0;
    }
    this.#secondBytes += bytes;
    const overfull = this.#secondBytes > (limits.rtmp_publish_kbps_max * 1000) / 8;
    const waitMs = Math.max(aheadMs - limits.rtmp_ahead_ms_max, overfull ? this.#secondAtMs + 1000 - nowMs : 0);
    if (waitMs > 0) await this.#clock.sleep(Math.min(waitMs, 1000));
  }
}
