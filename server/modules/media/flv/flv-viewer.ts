import { limits } from "../../../kernel/limits.ts";
import type { HubCounters } from "./hub-counters.ts";

/** Where a viewer's bytes go: what we need of a Node `Writable`. */
export interface FlvSink {
  /** Bytes accepted and not yet handed to the system. */
  readonly writableLength: number;
  cork(): void;
  uncork(): void;
  write(bytes: Buffer): unknown;
}

/** Why a viewer got no more: it went, it stayed too slow, the codec headers changed, or the stream was closed. */
export type ViewerEnd = "left" | "slow" | "changed" | "closed";

/** The tags of one flush, joined once for all viewers. */
export interface Batch {
  readonly bytes: Buffer;
  /** Pictures among the tags. */
  readonly frames: number;
  readonly hasKeyframe: boolean;
}

/** What a viewer needs to begin, or to begin again: codec headers and the group of pictures so far. */
export interface Opening {
  /** The file header; sent once per viewer. */
  readonly header: Buffer;
  readonly config: Buffer;
  readonly tags: readonly Buffer[];
}

/**
 * One viewer of a stream. Waits for the first keyframe, then plays; when its queue passes its limit it skips to a later
 * keyframe, and is ended when the queue has not halved in time.
 */
export class FlvViewer {
  readonly #sink: FlvSink;
  readonly #counters: HubCounters;
  #state: "waiting" | "playing" | "skipping" = "waiting";
  #skippingSinceMs = 0;
  /** Pictures this viewer did not get because it was slow. */
  droppedFrames = 0;

  constructor(sink: FlvSink, counters: HubCounters) {
    this.#sink = sink;
    this.#counters = counters;
  }

  hasBegun(): boolean {
    return this.#state !== "waiting";
  }

  /** Starts playing if there is something to start with. */
  begin(currentOpening: () => Opening | null): void {
    const opening = currentOpening();
    if (opening === null) return;
    this.#state = "playing";
    this.#send([opening.header, opening.config, ...opening.tags]);
  }

  /** Sends one flush, or decides not to; the opening already holds it. False: too slow for too long, end it. */
  deliver(batch: Batch, currentOpening: () => Opening | null, nowMs: number): boolean {
    if (this.#state === "waiting") {
      this.begin(currentOpening);
      return true;
    }
    const queuedBytes = this.#sink.writableLength;
    if (this.#state === "playing") {
      if (queuedBytes + batch.bytes.length <= limits.hub_viewer_queue_bytes_max) {
        this.#sink.write(batch.bytes);
        this.#counters.bytes_out += batch.bytes.length;
        return true;
      }
      this.#state = "skipping";
      this.#skippingSinceMs = nowMs;
      this.#counters.viewer_skips += 1;
    }
    const drained = queuedBytes <= limits.hub_viewer_queue_bytes_max / 2;
    const opening = drained && batch.hasKeyframe ? currentOpening() : null;
    if (opening !== null) {
      this.#state = "playing";
      this.#send([opening.config, ...opening.tags]);
      return true;
    }
    this.droppedFrames += batch.frames;
    this.#counters.frames_dropped += batch.frames;
    return drained || nowMs - this.#skippingSinceMs <= limits.hub_viewer_slow_ms_max;
  }

  /** Several buffers as one write. */
  #send(parts: readonly Buffer[]): void {
    this.#sink.cork();
    for (const part of parts) {
      this.#sink.write(part);
      this.#counters.bytes_out += part.length;
    }
    this.#sink.uncork();
  }
}
