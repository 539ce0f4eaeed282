import type { Channel, Flush, Position } from "./channel.ts";
import type { Clock } from "./clock.ts";
import { limits } from "./limits.ts";
import type { Log } from "./log.ts";
import { randomText, type Random } from "./random.ts";

interface Remembered {
  readonly offset: number;
  readonly item: object;
  readonly replaces: string | undefined;
}

/** One channel's numbered items. */
class Stream {
  readonly epoch: string;
  readonly hearers = new Set<(flush: Flush) => void>();
  offset = 0;
  touched_ms: number;
  /** By offset, oldest first; an item that was replaced is no longer there. */
  readonly #history = new Map<number, Remembered>();
  readonly #offsetOfState = new Map<string, number>();
  /** Everything up to here may have been forgotten. */
  #forgotten = 0;
  #pending: { item: object; replaces: string | undefined }[] = [];

  constructor(epoch: string, nowMs: number) {
    this.epoch = epoch;
    this.touched_ms = nowMs;
  }

  add(item: object, replaces: string | undefined): void {
    if (replaces !== undefined) this.#pending = this.#pending.filter((one) => one.replaces !== replaces);
    this.#pending.push({ item, replaces });
  }

  /** Numbers what is pending and remembers it. */
  flush(): readonly object[] {
    const flushed = this.#pending;
    this.#pending = [];
    for (const { item, replaces } of flushed) {
      this.offset += 1;
      if (replaces !== undefined) {
        const earlier = this.#offsetOfState.get(replaces);
        if (earlier !== undefined) this.#history.delete(earlier);
        this.#offsetOfState.set(replaces, this.offset);
      }
      this.#history.set(this.offset, { offset: this.offset, item, replaces });
    }
    this.#trim();
    return flushed.map((one) => one.item);
  }

  after(since: Position): { gap: boolean; items: readonly object[] } {
    if (since.epoch !== this.epoch || since.offset > this.offset || since.offset < this.#forgotten)
      return { gap: true, items: [] };
    return {
      gap: false,
      items: [...this.#history.values()].filter((one) => one.offset > since.offset).map((one) => one.item),
    };
  }

  remembered(): readonly object[] {
    return [...this.#history.values()].map((one) => one.item);
  }

  #trim(): void {
    for (const one of this.#history.values()) {
      if (this.#history.size <= limits.channel_history_frames_max) return;
      this.#history.delete(one.offset);
      if (one.replaces !== undefined) this.#offsetOfState.delete(one.replaces);
      this.#forgotten = one.offset;
    }
  }
}

const flush_ms = 100;
const forget_ms = 10 * 60_000;

/** Channels of one process. An epoch lives as long as the process remembers the stream. */
export function createMemoryChannel(deps: { clock: Clock; random: Random; log: Log }): Channel {
  const streams = new Map<string, Stream>();
  let dirty = new Set<string>();

  const streamOf = (name: string): Stream => {
    let stream = streams.get(name);
    if (stream === undefined) {
      stream = new Stream(randomText(deps.random, 12), deps.clock.nowMs());
      streams.set(name, stream);
    }
    return stream;
  };
  const flush = (): void => {
    const names = dirty;
    dirty = new Set();
    for (const name of names) {
      const stream = streamOf(name);
      const items = stream.flush();
      stream.touched_ms = deps.clock.nowMs();
      for (const hear of stream.hearers) {
        try {
          hear({ channel: name, offset: stream.offset, items });
        } catch (error) {
          deps.log.error({ err: error }, "a listener of a channel failed");
        }
      }
    }
  };
  const stopFlushing = deps.clock.every(flush_ms, flush);
  const stopForgetting = deps.clock.every(forget_ms, () => {
    const before = deps.clock.nowMs() - forget_ms;
    for (const [name, stream] of streams)
      if (stream.hearers.size === 0 && stream.touched_ms < before && !dirty.has(name)) streams.delete(name);
  });

  return {
    publish(name, item, replaces) {
      streamOf(name).add(item, replaces);
      dirty.add(name);
    },
    listen(name, hear) {
      const { hearers } = streamOf(name);
      // A function of its own per call, so that one listener may listen twice and leave once.
      const own = (flush: Flush): void => hear(flush);
      hearers.add(own);
      return () => {
        hearers.delete(own);
      };
    },
    position(name): Position {
      const { epoch, offset } = streamOf(name);
      return { epoch, offset };
    },
    after: (name, since) => streamOf(name).after(since),
    remembered: (name) => streams.get(name)?.remembered() ?? [],
    heard: (prefix) =>
      [...streams].filter(([name, stream]) => stream.hearers.size > 0 && name.startsWith(prefix)).map(([name]) => name),
    stop() {
      stopFlushing();
      stopForgetting();
    },
  };
}
