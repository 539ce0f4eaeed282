import type { Channel, Flush, Position } from "./channel.ts";
import type { Clock } from "./clock.ts";
import { limits } from "./limits.ts";
import { randomText, type Random } from "./random.ts";

interface Stream {
  epoch: string;
  offset: number;
  /** The newest items with their offsets, oldest first. */
  history: { offset: number; item: object }[];
  pending: { item: object; replaces: string | undefined }[];
  readonly hearers: Set<(flush: Flush) => void>;
  touched_ms: number;
}

const flush_ms = 100;
const forget_ms = 10 * 60_000;

/** Channels of one process. An epoch lives as long as the process remembers the stream. */
export function createMemoryChannel(deps: { clock: Clock; random: Random }): Channel {
  const streams = new Map<string, Stream>();
  let dirty = new Set<string>();

  const streamOf = (name: string): Stream => {
    let stream = streams.get(name);
    if (stream === undefined) {
      stream = {
        epoch: randomText(deps.random, 12),
        offset: 0,
        history: [],
        pending: [],
        hearers: new Set(),
        touched_ms: deps.clock.nowMs(),
      };
      streams.set(name, stream);
    }
    return stream;
  };
  const flush = (): void => {
    const names = dirty;
    dirty = new Set();
    for (const name of names) {
      const stream = streamOf(name);
      const items = stream.pending.map((one) => one.item);
      stream.pending = [];
      stream.history.push(...items.map((item) => ({ offset: (stream.offset += 1), item })));
      if (stream.history.length > limits.channel_history_frames_max)
        stream.history.splice(0, stream.history.length - limits.channel_history_frames_max);
      stream.touched_ms = deps.clock.nowMs();
      for (const hear of stream.hearers) hear({ channel: name, offset: stream.offset, items });
    }
  };
  const stopFlushing = deps.clock.every(flush_ms, flush);
  const stopForgetting = deps.clock.every(forget_ms, () => {
    for (const [name, stream] of streams)
      if (stream.hearers.size === 0 && stream.touched_ms < deps.clock.nowMs() - forget_ms) streams.delete(name);
  });

  return {
    publish(name, item, replaces) {
      const stream = streamOf(name);
      if (replaces !== undefined) stream.pending = stream.pending.filter((one) => one.replaces !== replaces);
      stream.pending.push({ item, replaces });
      dirty.add(name);
    },
    listen(name, hear) {
      const { hearers } = streamOf(name);
      hearers.add(hear);
      return () => {
        hearers.delete(hear);
      };
    },
    position(name): Position {
      const { epoch, offset } = streamOf(name);
      return { epoch, offset };
    },
    after(name, since) {
      const stream = streamOf(name);
      const oldest = stream.history[0]?.offset ?? stream.offset + 1;
      if (since.epoch !== stream.epoch || since.offset > stream.offset || since.offset + 1 < oldest)
        return { gap: true, items: [] };
      return { gap: false, items: stream.history.filter((one) => one.offset > since.offset).map((one) => one.item) };
    },
    stop() {
      stopFlushing();
      stopForgetting();
    },
  };
}
