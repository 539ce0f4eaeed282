/**
 * The chunk stream of RTMP (Adobe, "Real Time Messaging Protocol", 2012, §5.3): messages cut into chunks and
 * interleaved. Incremental, without I/O: bytes in, messages out. A peer can make us hold only what it has really sent,
 * and never more than `messageBytesMax` in unfinished messages.
 */
import { limits } from "../../../kernel/limits.ts";
import { present } from "../../../kernel/assert.ts";
import { demand } from "./rtmp-error.ts";

export interface RtmpMessage {
  readonly type: number;
  /** Milliseconds of the sender's clock, 32 bits, wraps. */
  readonly timestampMs: number;
  readonly streamId: number;
  readonly payload: Buffer;
}

export const messageType = {
  set_chunk_size: 1,
  abort: 2,
  acknowledgement: 3,
  user_control: 4,
  window_size: 5,
  peer_bandwidth: 6,
  audio: 8,
  video: 9,
  data_amf3: 15,
  command_amf3: 17,
  data_amf0: 18,
  command_amf0: 20,
} as const;

const extendedTimestamp = 0xffffff;
const defaultChunkBytes = 128;
const messageHeaderBytes = [11, 7, 3, 0] as const;

/** One chunk stream's memory: the last header, and the message being put together. */
interface Lane {
  timestampMs: number;
  /** The header's timestamp field as last sent; a message without one (format 3) repeats it as its delta. */
  timestampField: number;
  length: number;
  type: number;
  streamId: number;
  payload: Buffer;
  received: number;
  /** A message has begun and is not complete. */
  open: boolean;
}

export class ChunkReader {
  /** Longest message accepted, in bytes; small until the peer has shown a valid key. */
  messageBytesMax: number;
  readonly #lanes = new Map<number, Lane>();
  #chunkBytes = defaultChunkBytes;
  /** The beginning of a chunk header that is not complete yet: at most 17 bytes. */
  #rest: Buffer = Buffer.alloc(0);
  #lane: Lane | null = null;
  #chunkLeft = 0;
  #unfinishedBytes = 0;

  constructor(messageBytesMax: number) {
    this.messageBytesMax = messageBytesMax;
  }

  /** The messages completed by `bytes`. Chunk size and abort are obeyed here and not handed out. Throws `RtmpError`. */
  *read(bytes: Buffer): Generator<RtmpMessage, void, undefined> {
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    this.#rest = Buffer.alloc(0);
    let at = 0;
    for (;;) {
      if (this.#lane === null) {
        const headerBytes = this.#readHeader(data, at);
        if (headerBytes === 0) break;
        at += headerBytes;
      }
      const lane = present(this.#lane, "a chunk header makes its chunk stream current");
      const count = Math.min(this.#chunkLeft, data.length - at);
      this.#append(lane, data, at, count);
      at += count;
      if (this.#chunkLeft > 0) break;
      this.#lane = null;
      if (lane.received < lane.length) continue;
      const message = this.#finish(lane);
      if (message.type === messageType.set_chunk_size) this.#setChunkSize(message.payload);
      else if (message.type === messageType.abort) this.#abort(message.payload);
      else yield message;
    }
    if (at < data.length) this.#rest = Buffer.from(data.subarray(at));
  }

  /** Reads one chunk header at `at` and makes its lane current; 0 when more bytes are needed. */
  #readHeader(data: Buffer, at: number): number {
    const first = data[at];
    if (first === undefined) return 0;
    const format = first >> 6;
    const idBytes = (first & 0x3f) === 0 ? 2 : (first & 0x3f) === 1 ? 3 : 1;
    const fieldsAt = at + idBytes;
    const fieldBytes = messageHeaderBytes[format] ?? 0;
    if (data.length < fieldsAt + fieldBytes) return 0;
    const id =
      idBytes === 1 ? first & 0x3f : idBytes === 2 ? 64 + data.readUInt8(at + 1) : 64 + data.readUInt16LE(at + 1);
    const known = this.#lanes.get(id);
    const field = format === 3 ? (known?.timestampField ?? 0) : data.readUIntBE(fieldsAt, 3);
    const extended = format === 3 ? field >= extendedTimestamp : field === extendedTimestamp;
    const headerBytes = idBytes + fieldBytes + (extended ? 4 : 0);
    if (data.length < at + headerBytes) return 0;

    demand(known !== undefined || format === 0 || format === 1, "a chunk stream began without a full header");
    demand(known === undefined || !known.open || format === 3, "a message began inside another of its chunk stream");
    const lane = known ?? this.#newLane(id);
    if (!lane.open) {
      const value = extended ? data.readUInt32BE(fieldsAt + fieldBytes) : field;
      // A format 3 header repeats the field; its extended bytes, if any, are the same number once more.
      lane.timestampField = format === 3 ? lane.timestampField : value;
      lane.timestampMs = format === 0 ? value : (lane.timestampMs + lane.timestampField) >>> 0;
      if (format <= 1) {
        lane.length = data.readUIntBE(fieldsAt + 3, 3);
        lane.type = data.readUInt8(fieldsAt + 6);
      }
      if (format === 0) lane.streamId = data.readUInt32LE(fieldsAt + 7);
      demand(lane.length <= this.messageBytesMax, `a message of ${lane.length} bytes is too long here`);
      lane.open = true;
      lane.received = 0;
      lane.payload = Buffer.allocUnsafe(Math.min(lane.length, limits.rtmp_command_bytes_max));
    }
    this.#lane = lane;
    this.#chunkLeft = Math.min(this.#chunkBytes, lane.length - lane.received);
    return headerBytes;
  }

  #newLane(id: number): Lane {
    demand(this.#lanes.size < limits.rtmp_chunk_streams_max, "too many chunk streams");
    const lane: Lane = {
      timestampMs: 0,
      timestampField: 0,
      length: 0,
      type: 0,
      streamId: 0,
      payload: Buffer.alloc(0),
      received: 0,
      open: false,
    };
    this.#lanes.set(id, lane);
    return lane;
  }

  #append(lane: Lane, data: Buffer, from: number, count: number): void {
    if (count === 0) return;
    this.#unfinishedBytes += count;
    demand(this.#unfinishedBytes <= this.messageBytesMax, "too many bytes in unfinished messages");
    const needed = lane.received + count;
    if (needed > lane.payload.length) {
      const grown = Buffer.allocUnsafe(Math.min(lane.length, Math.max(needed, lane.payload.length * 2)));
      lane.payload.copy(grown, 0, 0, lane.received);
      lane.payload = grown;
    }
    data.copy(lane.payload, lane.received, from, from + count);
    lane.received = needed;
    this.#chunkLeft -= count;
  }

  #finish(lane: Lane): RtmpMessage {
    const message: RtmpMessage = {
      type: lane.type,
      timestampMs: lane.timestampMs,
      streamId: lane.streamId,
      payload: lane.payload.subarray(0, lane.length),
    };
    this.#close(lane);
    return message;
  }

  #close(lane: Lane): void {
    this.#unfinishedBytes -= lane.received;
    lane.open = false;
    lane.received = 0;
    lane.payload = Buffer.alloc(0);
  }

  #setChunkSize(payload: Buffer): void {
    demand(payload.length === 4, "set chunk size must have four bytes");
    const size = payload.readUInt32BE(0);
    demand(size >= 1 && size <= limits.rtmp_chunk_bytes_max, `a chunk size of ${size} is out of range`);
    this.#chunkBytes = size;
  }

  #abort(payload: Buffer): void {
    demand(payload.length === 4, "abort must have four bytes");
    const lane = this.#lanes.get(payload.readUInt32BE(0));
    if (lane?.open === true) this.#close(lane);
  }
}

/** The bytes of one message on chunk stream `chunkStreamId` (2..63), cut into chunks of `chunkBytes`. */
export function encodeMessage(chunkStreamId: number, chunkBytes: number, message: RtmpMessage): Buffer {
  const extended = message.timestampMs >= extendedTimestamp;
  const extension = Buffer.alloc(extended ? 4 : 0);
  if (extended) extension.writeUInt32BE(message.timestampMs >>> 0);
  const head = Buffer.alloc(12);
  head[0] = chunkStreamId;
  head.writeUIntBE(extended ? extendedTimestamp : message.timestampMs, 1, 3);
  head.writeUIntBE(message.payload.length, 4, 3);
  head[7] = message.type;
  head.writeUInt32LE(message.streamId, 8);
  const parts: Buffer[] = [head, extension];
  for (let at = 0; at < message.payload.length; at += chunkBytes) {
    if (at > 0) parts.push(Buffer.of(0xc0 | chunkStreamId), extension);
    parts.push(message.payload.subarray(at, at + chunkBytes));
  }
  return Buffer.concat(parts);
}
