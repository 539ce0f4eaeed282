import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { ManualClock } from "../../../kernel/clock.ts";
import { limits } from "../../../kernel/limits.ts";
import { FlvHub } from "./flv-hub.ts";
import type { FlvPublisher, FlvStream } from "./flv-stream.ts";
import type { FlvSink, ViewerEnd } from "./flv-viewer.ts";
import { audioConfig, endOfSequence, picture, readFlv, sound, videoConfig } from "./media-samples.ts";

/** A viewer's connection whose reader we control. */
class Pipe implements FlvSink {
  writableLength = 0;
  writes: Buffer[] = [];
  ended: ViewerEnd | null = null;
  /** Bytes stay queued until `drain`. */
  stuck = false;
  cork(): void {}
  uncork(): void {}
  write(bytes: Buffer): void {
    this.writes.push(bytes);
    if (this.stuck) this.writableLength += bytes.length;
  }
  drain(): void {
    this.stuck = false;
    this.writableLength = 0;
  }
  tags() {
    return readFlv(Buffer.concat(this.writes)).tags;
  }
}

let clock: ManualClock;
let hub: FlvHub;
let stream: FlvStream;
beforeEach(() => {
  clock = new ManualClock(1_000_000);
  hub = new FlvHub({ clock });
  stream = open("sess_1");
});

test("a joiner gets headers and the current keyframe first, at once", () => {
  const publisher = publish();
  feed(publisher, ["key", "inter", "inter", "key", "inter"]);
  const viewer = watch();
  const { flags, tags } = readFlv(Buffer.concat(viewer.writes));
  expect(flags).toBe(5);
  expect(tags.map(nameOf)).toEqual(["meta", "video config", "audio config", "key", "inter"]);
  expect(tags.map((tag) => tag.timestampMs)).toEqual([120, 120, 120, 120, 160]);
});

test("one who joins before the encoder gets nothing until the first keyframe, then everything", () => {
  const viewer = watch();
  const publisher = publish();
  publisher.video(0, picture("inter"));
  publisher.flush();
  expect(viewer.writes).toEqual([]);
  feed(publisher, ["key", "inter"]);
  expect(viewer.tags().map(nameOf)).toEqual(["meta", "video config", "audio config", "key", "inter"]);
});

test("a stream without sound does not announce sound", () => {
  const publisher = stream.publish() as FlvPublisher;
  publisher.video(0, videoConfig);
  publisher.video(0, picture("key"));
  expect(readFlv(Buffer.concat(watch().writes)).flags).toBe(1);
});

test("each tag is one buffer for all viewers", () => {
  const publisher = publish();
  feed(publisher, ["key"]);
  const viewers = [watch(), watch(), watch()];
  feed(publisher, ["inter"], 40);
  const last = viewers.map((viewer) => viewer.writes.at(-1));
  expect(new Set(last).size).toBe(1);
});

test("any way of batching and joining gives a viewer each tag once and in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ kind: fc.constantFrom("key", "inter", "sound"), flush: fc.boolean(), join: fc.boolean() }), {
        maxLength: 40,
      }),
      (steps) => {
        const viewers: Pipe[] = [];
        stream = open(`sess_${Math.floor(clock.nowMs())}_${steps.length}`);
        const publisher = publish();
        for (const [index, step] of steps.entries()) {
          if (step.kind === "sound") publisher.audio(index * 20, sound(index + 1));
          else publisher.video(index * 20, picture(step.kind, index + 1));
          if (step.flush) publisher.flush();
          if (step.join) viewers.push(watch());
        }
        clock.turn(limits.hub_flush_ms);
        publisher.detach();
        const firstKey = steps.findIndex((step) => step.kind === "key");
        const expected = steps.flatMap((step, index) =>
          step.kind === "inter" && index < firstKey ? [] : [index * 20],
        );
        for (const viewer of viewers) {
          expect(viewer.writes.length > 0).toBe(firstKey >= 0);
          if (firstKey < 0) continue;
          const frames = viewer.tags().filter((tag) => tag.payload[1] === 1 && tag.type !== 18);
          expect(frames[0]?.payload[0]).toBe(0x17);
          expect(frames.length).toBeGreaterThan(0);
          const sizes = frames.map((tag) => (tag.payload.length - (tag.type === 8 ? 3 : 10)) * 20);
          expect(sizes).toEqual(expected.slice(-sizes.length));
        }
        hub.close(stream.streamId);
        clock.turn(1);
      },
    ),
    { numRuns: 200 },
  );
});

test("sound alone goes out within the flush time, with a picture at once", () => {
  const publisher = publish();
  feed(publisher, ["key"]);
  const viewer = watch();
  const before = viewer.writes.length;
  publisher.audio(10, sound());
  publisher.flush();
  expect(viewer.writes.length).toBe(before);
  clock.turn(limits.hub_flush_ms);
  expect(viewer.writes.length).toBe(before + 1);
});

test("the end-of-sequence tag of a clean stop is not a frame and reaches nobody", () => {
  const publisher = publish();
  feed(publisher, ["key"]);
  const viewer = watch();
  publisher.video(40, endOfSequence);
  publisher.flush();
  publisher.detach();
  expect(viewer.tags().map(nameOf)).toEqual(["meta", "video config", "audio config", "key"]);
  expect(watch().tags().map(nameOf)).toEqual(["meta", "video config", "audio config", "key"]);
});

test("a viewer whose queue is full skips to a later keyframe", () => {
  const publisher = publish();
  feed(publisher, ["key"]);
  const viewer = watch();
  viewer.stuck = true;
  viewer.writableLength = limits.hub_viewer_queue_bytes_max;
  const before = viewer.writes.length;
  feed(publisher, ["inter", "inter"], 40);
  expect(viewer.writes.length).toBe(before);
  expect(stream.stats().dropped_frames).toBe(2);
  viewer.drain();
  feed(publisher, ["inter"], 120);
  expect(viewer.writes.length).toBe(before);
  feed(publisher, ["key", "inter"], 160);
  expect(viewer.tags().slice(4).map(nameOf)).toEqual(["meta", "video config", "audio config", "key", "inter"]);
  expect(hub.metrics()).toMatchObject({ viewer_skips: 1, frames_dropped: 3, viewers_dropped_slow: 0 });
});

test("a viewer whose queue does not drain is dropped, and only that one", () => {
  const publisher = publish();
  feed(publisher, ["key"]);
  const [slow, good] = [watch(), watch()];
  slow.writableLength = limits.hub_viewer_queue_bytes_max;
  feed(publisher, ["inter"], 40);
  clock.turn(limits.hub_viewer_slow_ms_max + 1);
  feed(publisher, ["inter"], 80);
  expect([slow.ended, good.ended]).toEqual(["slow", null]);
  expect(stream.stats()).toMatchObject({ viewers: 1, dropped_frames: 2 });
});

test("an encoder that resumes at zero goes on for those who watch, with its new headers", () => {
  const first = publish();
  feed(first, ["key", "inter", "inter"]);
  const viewer = watch();
  first.detach();
  expect(stream.stats().publishing).toBe(false);
  clock.turn(8000);
  const second = publish();
  second.video(0, picture("inter"));
  feed(second, ["key", "inter"]);
  const tags = viewer.tags().slice(6);
  expect(tags.map(nameOf)).toEqual(["video config", "audio config", "key", "inter"]);
  expect(tags.map((tag) => tag.timestampMs)).toEqual([80, 80, 120, 160]);
  expect(stream.offsetMs()).toBe(160);
});

test("an encoder that resumes with other settings ends those who play and serves those who come", () => {
  const first = publish();
  feed(first, ["key", "inter"]);
  const viewer = watch();
  first.detach();
  const second = stream.publish() as FlvPublisher;
  const other = Buffer.from(videoConfig);
  other[other.length - 1] = 0x2d;
  second.video(0, other);
  second.audio(0, audioConfig);
  second.audio(0, sound());
  second.flush();
  clock.turn(limits.hub_flush_ms);
  const early = watch();
  const before = viewer.writes.length;
  expect([viewer.ended, early.writes.length]).toEqual([null, 0]);
  feed(second, ["key", "inter"]);
  expect([viewer.ended, viewer.writes.length, early.ended]).toEqual(["changed", before, null]);
  for (const comer of [early, watch()]) {
    expect(comer.tags().map(nameOf)).toEqual(["meta", "video config", "audio config", "key", "inter"]);
    expect(comer.tags()[1]?.payload).toEqual(other);
  }
});

test("sound that begins late ends those to whom none was announced", () => {
  const publisher = stream.publish() as FlvPublisher;
  publisher.video(0, videoConfig);
  feed(publisher, ["key"]);
  const viewer = watch();
  feed(publisher, ["key"], 40);
  publisher.audio(40, audioConfig);
  feed(publisher, ["key"], 80);
  expect(viewer.ended).toBe("changed");
  expect(readFlv(Buffer.concat(watch().writes)).flags).toBe(5);
});

test("one publisher at a time; the one who left has no hands any more", () => {
  const first = publish();
  expect(stream.publish()).toBeNull();
  first.detach();
  const second = publish();
  feed(second, ["key"]);
  first.video(40, picture("inter"));
  first.detach();
  expect(stream.stats().publishing).toBe(true);
  expect(watch().tags().map(nameOf)).toEqual(["meta", "video config", "audio config", "key"]);
});

test("a group of pictures past its limit is forgotten, and joiners wait for the next", () => {
  const publisher = publish();
  feed(publisher, ["key"]);
  const big = picture("inter", 4 * 1024 * 1024);
  for (let index = 1; index <= 4; index += 1) publisher.video(index * 40, big);
  publisher.flush();
  expect(stream.hasKeyframe()).toBe(false);
  const viewer = watch();
  expect(viewer.writes).toEqual([]);
  feed(publisher, ["key"], 200);
  expect(viewer.tags().map(nameOf)).toEqual(["meta", "video config", "audio config", "key"]);
});

test("waiting for a keyframe ends with it, or with the stream", async () => {
  const waiting = stream.waitForKeyframe();
  feed(publish(), ["key"]);
  await waiting;
  await stream.waitForKeyframe();
  const other = open("sess_2");
  const vain = other.waitForKeyframe();
  other.close();
  await expect(vain).rejects.toThrow("closed");
});

test("closing ends every viewer once and opens the name for a new stream", () => {
  const viewer = watch();
  hub.close("sess_1");
  expect(viewer.ended).toBe("closed");
  expect(stream.publish()).toBeNull();
  expect(hub.get("sess_1")).toBeNull();
  expect(open("sess_1")).not.toBe(stream);
});

test("stats tell size, codecs, rate and pictures per second", () => {
  const publisher = publish();
  for (let index = 0; index < 75; index += 1) {
    publisher.video(index * 40, picture(index % 25 === 0 ? "key" : "inter", 1000));
    clock.turn(40);
  }
  const stats = stream.stats();
  expect(stats).toMatchObject({ width: 640, height: 360, has_keyframe: true, fps: 25 });
  expect(stats.video?.codec_string).toBe("avc1.4d401e");
  expect(stats.audio).toEqual({ codec: "aac", sample_rate_hz: 44_100, channels: 2 });
  expect(stats.bitrate_kbps).toBeGreaterThan(195);
  expect(stats.bitrate_kbps).toBeLessThan(215);
});

test("other codecs are refused by name", () => {
  const publisher = publish();
  expect(() => publisher.video(0, Buffer.from("\x91hvc1xxxx", "latin1"))).toThrow("hvc1");
  expect(() => publisher.video(0, Buffer.of(0x12, 0, 0, 0, 0, 0))).toThrow("choose H.264");
  expect(() => publisher.audio(0, Buffer.of(0x2f, 0, 0, 0))).toThrow("choose AAC");
  expect(() => publisher.video(0, videoConfig.subarray(0, 14))).toThrow("broken");
});

function open(streamId: string): FlvStream {
  const opened = hub.open(streamId);
  if (opened === null) throw new Error("the hub is full");
  return opened;
}

function publish(): FlvPublisher {
  const publisher = stream.publish();
  if (publisher === null) throw new Error("there is a publisher");
  publisher.metadata(new Map([["width", 640]]));
  publisher.video(0, videoConfig);
  publisher.audio(0, audioConfig);
  return publisher;
}

function feed(publisher: FlvPublisher, kinds: readonly ("key" | "inter")[], fromMs = 0): void {
  for (const [index, kind] of kinds.entries()) publisher.video(fromMs + index * 40, picture(kind));
  publisher.flush();
}

function watch(): Pipe {
  const pipe = new Pipe();
  stream.addViewer(pipe, { onEnd: (end) => (pipe.ended = end) });
  return pipe;
}

function nameOf(tag: { type: number; payload: Buffer }): string {
  if (tag.type === 18) return "meta";
  const name = tag.type === 8 ? "audio" : "video";
  if (tag.payload[1] === 0) return `${name} config`;
  return tag.type === 8 ? "sound" : tag.payload[0] === 0x17 ? "key" : "inter";
}
