import type { Clock } from "../../../kernel/clock.ts";
import { limits } from "../../../kernel/limits.ts";
import { FlvStream } from "./flv-stream.ts";
import { newHubCounters } from "./hub-counters.ts";
import type { HubCounters } from "./hub-counters.ts";

/** All live streams of this process, by stream id. */
export class FlvHub {
  readonly #clock: Clock;
  readonly #streams = new Map<string, FlvStream>();
  readonly #counters: HubCounters = newHubCounters();

  constructor(deps: { clock: Clock }) {
    this.#clock = deps.clock;
  }

  /**
   * The stream of that id, made if there is none; viewers may wait on it before anybody publishes. A session that
   * outlived a restart of ours passes where its time had come to. Null when `hub_streams_max` are open.
   */
  open(streamId: string, options: { startOffsetMs?: number } = {}): FlvStream | null {
    const known = this.get(streamId);
    if (known !== null) return known;
    this.#forgetAbandoned();
    if (this.#streams.size >= limits.hub_streams_max) return null;
    const stream = new FlvStream(streamId, this.#clock, this.#counters, options.startOffsetMs ?? 0);
    this.#streams.set(streamId, stream);
    return stream;
  }

  get(streamId: string): FlvStream | null {
    const stream = this.#streams.get(streamId);
    if (stream === undefined) return null;
    if (!stream.isClosed()) return stream;
    this.#streams.delete(streamId);
    return null;
  }

  hasKeyframe(streamId: string): boolean {
    return this.get(streamId)?.hasKeyframe() ?? false;
  }

  /** Closes one stream; its viewers end. Nothing happens when there is none. */
  close(streamId: string): void {
    this.get(streamId)?.close();
    this.#streams.delete(streamId);
  }

  closeAll(): void {
    for (const streamId of this.#streams.keys()) this.close(streamId);
  }

  /** Gauges and counters over all streams, for /metrics. */
  metrics(): HubCounters & {
    streams: number;
    streams_publishing: number;
    streams_with_keyframe: number;
    viewers: number;
  } {
    let viewers = 0;
    let publishing = 0;
    let withKeyframe = 0;
    let streams = 0;
    for (const stream of this.#streams.values()) {
      if (stream.isClosed()) continue;
      streams += 1;
      viewers += stream.viewerCount();
      if (stream.isPublishing()) publishing += 1;
      if (stream.hasKeyframe()) withKeyframe += 1;
    }
    return { ...this.#counters, streams, streams_publishing: publishing, streams_with_keyframe: withKeyframe, viewers };
  }

  /** Streams that nobody fed or watched for long and nobody closed: their sessions are gone. */
  #forgetAbandoned(): void {
    for (const [streamId, stream] of this.#streams) {
      if (stream.isClosed() || stream.idleMs() > limits.hub_abandoned_ms) this.close(streamId);
    }
  }
}
