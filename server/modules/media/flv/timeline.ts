/**
 * The stream's own time. An encoder's timestamps begin anywhere, wrap after 49 days, jump, and begin anew when it
 * reconnects; what viewers see begins at `startMs` and only moves forward.
 */
import { limits } from "../../../kernel/limits.ts";

type Track = "audio" | "video";

/** The step over a seam when no frame duration is known yet, in ms: 30 frames per second. */
const defaultStepMs = 33;
const stepMsMax = 200;

export class Timeline {
  #newestMs: number;
  /** Nothing comes out before this: the place of the last seam. */
  #floorMs: number;
  readonly #lastMs: Record<Track, number>;
  #videoStepMs = defaultStepMs;
  #begun = false;
  /** The encoder's furthest timestamp since the seam and the time it was given; null at a seam. */
  #anchor: { inMs: number; outMs: number } | null = null;

  constructor(startMs = 0) {
    this.#newestMs = startMs;
    this.#floorMs = startMs;
    this.#lastMs = { audio: startMs, video: startMs };
  }

  /** The largest time given out so far, in ms. */
  newestMs(): number {
    return this.#newestMs;
  }

  /** The next tag starts a new count: another connection of the encoder. It is given the moment after the newest. */
  seam(): void {
    this.#anchor = null;
  }

  /** The stream time of a tag that the encoder stamped `stampMs` (32 bits). Never falls within one track. */
  place(track: Track, stampMs: number): number {
    let outMs = this.#advance(stampMs);
    if (this.#anchor === null || outMs >= this.#anchor.outMs) this.#anchor = { inMs: stampMs, outMs };
    outMs = Math.max(outMs, this.#floorMs, this.#lastMs[track]);
    if (track === "video") {
      const stepMs = outMs - this.#lastMs.video;
      if (stepMs > 0 && stepMs <= stepMsMax) this.#videoStepMs = stepMs;
    }
    this.#lastMs[track] = outMs;
    this.#newestMs = Math.max(this.#newestMs, outMs);
    return outMs;
  }

  #advance(stampMs: number): number {
    if (this.#anchor !== null) {
      // Difference of two 32-bit counters, right across the wrap.
      const deltaMs = (stampMs - this.#anchor.inMs) | 0;
      const follows = deltaMs <= limits.hub_timestamp_jump_ms_max && deltaMs >= -limits.hub_timestamp_back_ms_max;
      if (follows) return this.#anchor.outMs + deltaMs;
      this.#anchor = null;
    }
    const outMs = this.#begun ? this.#newestMs + this.#videoStepMs : this.#newestMs;
    this.#begun = true;
    this.#floorMs = outMs;
    return outMs;
  }
}
