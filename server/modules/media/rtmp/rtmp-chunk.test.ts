import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../../kernel/limits.ts";
import { ChunkReader, encodeMessage, messageType } from "./rtmp-chunk.ts";
import type { RtmpMessage } from "./rtmp-chunk.ts";
import { RtmpError } from "./rtmp-error.ts";

const messages = fc.array(
  fc.record({
    type: fc.constantFrom(8, 9, 18, 20),
    timestampMs: fc.oneof(fc.nat(0xfffffe), fc.integer({ min: 0xffffff, max: 0xffffffff })),
    streamId: fc.nat(5),
    payload: fc.uint8Array({ maxLength: 700 }).map((bytes) => Buffer.from(bytes)),
  }),
  { maxLength: 12 },
);
const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 });

test("messages survive any chunk size and any split of the byte stream", () => {
  fc.assert(
    fc.property(messages, cuts, fc.integer({ min: 1, max: 300 }), (sent, sizes, chunkBytes) => {
      const bytes = Buffer.concat([
        setChunkSize(chunkBytes),
        ...sent.map((message, index) => encodeMessage(3 + (index % 4), chunkBytes, message)),
      ]);
      expect(readSplit(bytes, sizes).map(plain)).toEqual(sent.map(plain));
    }),
  );
});

test("interleaved chunk streams with short headers give the same messages", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 300 })), { maxLength: 6 }), { maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      cuts,
      (lanes, picks, sizes) => {
        const { bytes, sent } = writeInterleaved(lanes, picks);
        const read = readSplit(bytes, sizes);
        expect(read.length).toBe(sent.length);
        for (const id of lanes.keys()) {
          expect(read.filter((message) => message.streamId === id).map(plain)).toEqual(
            sent.filter((message) => message.streamId === id).map(plain),
          );
        }
      },
    ),
  );
});

test("any bytes are read or refused, and hold no more memory than they are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), cuts, (bytes, sizes) => {
      const read = () => readSplit(Buffer.from(bytes), sizes);
      const total = () => read().reduce((sum, one) => sum + one.payload.length, 0);
      expect(totalOrRefused(total)).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 1000 },
  );
});

test("what is announced too long is refused before its bytes come", () => {
  const reader = new ChunkReader(1000);
  const header = encodeMessage(3, 128, message(Buffer.alloc(1001))).subarray(0, 12);
  expect(() => [...reader.read(header)]).toThrow("too long");
});

test("many unfinished messages share one limit", () => {
  const reader = new ChunkReader(1000);
  const begun = (lane: number) => encodeMessage(lane, 128, message(Buffer.alloc(900))).subarray(0, 12 + 128);
  expect(() => {
    for (let lane = 3; lane < 20; lane += 1) for (const _ of reader.read(begun(lane)));
  }).toThrow("unfinished");
});

test("chunk streams, chunk sizes and control messages have limits", () => {
  const many = new ChunkReader(1000);
  expect(() => {
    for (let lane = 2; lane < 64; lane += 1)
      for (const _ of many.read(encodeMessage(lane, 128, message(Buffer.alloc(1)))));
  }).toThrow("too many chunk streams");
  expect(() => [...new ChunkReader(1000).read(setChunkSize(0))]).toThrow("out of range");
  expect(() => [...new ChunkReader(1000).read(setChunkSize(limits.rtmp_chunk_bytes_max + 1))]).toThrow("out of range");
  expect(() => [...new ChunkReader(1000).read(Buffer.of(0xc3))]).toThrow("without a full header");
});

test("abort forgets the message that was under way", () => {
  const reader = new ChunkReader(1000);
  const first = encodeMessage(4, 128, message(Buffer.alloc(500, 1))).subarray(0, 12 + 128);
  const abort = encodeMessage(2, 128, {
    type: messageType.abort,
    timestampMs: 0,
    streamId: 0,
    payload: Buffer.of(0, 0, 0, 4),
  });
  const second = encodeMessage(4, 128, message(Buffer.alloc(50, 2)));
  const read = [...reader.read(Buffer.concat([first, abort, second]))];
  expect(read.map((one) => one.payload)).toEqual([Buffer.alloc(50, 2)]);
});

function message(payload: Buffer): RtmpMessage {
  return { type: 9, timestampMs: 0, streamId: 1, payload };
}

/** 0 when refused; anything but a refusal goes on. */
function totalOrRefused(total: () => number): number {
  try {
    return total();
  } catch (error) {
    if (!(error instanceof RtmpError)) throw error;
    return 0;
  }
}

function setChunkSize(size: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(size);
  return encodeMessage(2, 128, { type: messageType.set_chunk_size, timestampMs: 0, streamId: 0, payload });
}

function readSplit(bytes: Buffer, sizes: readonly number[]): RtmpMessage[] {
  const reader = new ChunkReader(limits.rtmp_message_bytes_max);
  const read: RtmpMessage[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    read.push(...reader.read(bytes.subarray(at, at + size)));
    at += size;
  }
  return read;
}

function plain(message: RtmpMessage): object {
  return { ...message, payload: message.payload.toString("hex") };
}

/** Writes each lane's messages (step in ms, length) with the shortest header allowed, chunks of 128 bytes shuffled. */
function writeInterleaved(lanes: readonly (readonly (readonly [number, number])[])[], picks: Iterator<number>) {
  const sent: RtmpMessage[] = [];
  const queues = lanes.map((lane, id) => laneChunks(id, lane, sent));
  const parts: Buffer[] = [];
  for (;;) {
    const ready = queues.filter((queue) => queue.length > 0);
    const queue = ready[(picks.next().value as number) % Math.max(1, ready.length)];
    if (queue === undefined) return { bytes: Buffer.concat(parts), sent };
    parts.push(queue.shift() as Buffer);
  }
}

function laneChunks(id: number, lane: readonly (readonly [number, number])[], sent: RtmpMessage[]): Buffer[] {
  const chunks: Buffer[] = [];
  let timestampMs = 0;
  let last: { stepMs: number; length: number } | null = null;
  for (const [index, [stepMs, length]] of lane.entries()) {
    timestampMs += stepMs;
    const payload = Buffer.alloc(length, index + 1);
    sent.push({ type: 9, timestampMs, streamId: id, payload });
    const format = last === null ? 0 : last.length !== length ? 1 : last.stepMs !== stepMs ? 2 : 3;
    const full = Buffer.alloc(11);
    full.writeUIntBE(stepMs, 0, 3);
    full.writeUIntBE(length, 3, 3);
    full[6] = 9;
    full.writeUInt32LE(id, 7);
    // Lane ids past 63 use the two-byte and three-byte forms of the basic header.
    const basic = (f: number) =>
      [Buffer.of((f << 6) | (id + 3)), Buffer.of(f << 6, id), Buffer.of((f << 6) | 1, id, 2)][id % 3] as Buffer;
    chunks.push(Buffer.concat([basic(format), full.subarray(0, [11, 7, 3, 0][format]), payload.subarray(0, 128)]));
    for (let at = 128; at < length; at += 128) chunks.push(Buffer.concat([basic(3), payload.subarray(at, at + 128)]));
    last = { stepMs, length };
  }
  return chunks;
}
