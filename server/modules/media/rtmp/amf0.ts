/**
 * AMF0, the value encoding of RTMP commands and metadata (Adobe, "Action Message Format -- AMF 0", 2007).
 * An anonymous object is an `Amf0Object`, an ECMA array a `Map`, a strict array an array; a date is read as its number
 * of milliseconds, a typed object as an anonymous one. References and the rest are refused: no encoder sends them.
 */
import { limits } from "../../../kernel/limits.ts";
import { demand, RtmpError } from "./rtmp-error.ts";

export type Amf0Value =
  | number
  | boolean
  | string
  | null
  | undefined
  | Amf0Object
  | readonly Amf0Value[]
  | ReadonlyMap<string, Amf0Value>;
/** Without a prototype when we read it, so that a key called `__proto__` is only a key. */
export interface Amf0Object {
  readonly [key: string]: Amf0Value;
}

const marker = {
  number: 0x00,
  boolean: 0x01,
  string: 0x02,
  object: 0x03,
  null: 0x05,
  undefined: 0x06,
  ecma_array: 0x08,
  object_end: 0x09,
  strict_array: 0x0a,
  date: 0x0b,
  long_string: 0x0c,
  xml: 0x0f,
  typed_object: 0x10,
} as const;

/** Every value in `bytes`, one after the other. Throws `RtmpError` when they are not AMF0 or pass a limit. */
export function decodeAmf0(bytes: Buffer): Amf0Value[] {
  const reader = new Amf0Reader(bytes);
  const values: Amf0Value[] = [];
  while (!reader.atEnd()) values.push(reader.value(0));
  return values;
}

/** The values' bytes, in order. */
export function encodeAmf0(...values: readonly Amf0Value[]): Buffer {
  const parts: Buffer[] = [];
  for (const value of values) encodeValue(value, parts);
  return Buffer.concat(parts);
}

class Amf0Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #values = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  value(depth: number): Amf0Value {
    demand(depth <= limits.amf0_depth_max, "AMF0 is nested too deeply");
    this.#values += 1;
    demand(this.#values <= limits.amf0_values_max, "AMF0 holds too many values");
    const kind = this.#bytes[this.#take(1)];
    switch (kind) {
      case marker.number:
        return this.#bytes.readDoubleBE(this.#take(8));
      case marker.boolean:
        return this.#bytes[this.#take(1)] !== 0;
      case marker.string:
        return this.#text(this.#bytes.readUInt16BE(this.#take(2)));
      case marker.long_string:
      case marker.xml:
        return this.#text(this.#bytes.readUInt32BE(this.#take(4)));
      case marker.null:
        return null;
      case marker.undefined:
        return undefined;
      case marker.object:
        return toObject(this.#pairs(depth));
      case marker.typed_object:
        this.#text(this.#bytes.readUInt16BE(this.#take(2)));
        return toObject(this.#pairs(depth));
      case marker.ecma_array:
        this.#take(4); // the announced count is a hint that encoders get wrong; the end marker is what counts
        return new Map(this.#pairs(depth));
      case marker.strict_array:
        return this.#array(depth);
      case marker.date: {
        const ms = this.#bytes.readDoubleBE(this.#take(8));
        this.#take(2);
        return ms;
      }
      default:
        throw new RtmpError(`AMF0 marker ${String(kind)} is not supported`);
    }
  }

  #pairs(depth: number): [string, Amf0Value][] {
    const pairs: [string, Amf0Value][] = [];
    for (;;) {
      const key = this.#text(this.#bytes.readUInt16BE(this.#take(2)));
      if (key === "" && this.#bytes[this.#at] === marker.object_end) {
        this.#at += 1;
        return pairs;
      }
      pairs.push([key, this.value(depth + 1)]);
    }
  }

  #array(depth: number): Amf0Value[] {
    const count = this.#bytes.readUInt32BE(this.#take(4));
    demand(count <= this.#bytes.length - this.#at, "AMF0 array is longer than its message");
    const items: Amf0Value[] = [];
    for (let index = 0; index < count; index += 1) items.push(this.value(depth + 1));
    return items;
  }

  #text(length: number): string {
    const from = this.#take(length);
    return this.#bytes.toString("utf8", from, from + length);
  }

  /** Steps over `count` bytes and returns where they begin. */
  #take(count: number): number {
    const from = this.#at;
    demand(from + count <= this.#bytes.length, "AMF0 ends in the middle of a value");
    this.#at = from + count;
    return from;
  }
}

function toObject(pairs: readonly [string, Amf0Value][]): Amf0Object {
  const object = Object.create(null) as Record<string, Amf0Value>;
  for (const [key, value] of pairs) object[key] = value;
  return object;
}

function encodeValue(value: Amf0Value, parts: Buffer[]): void {
  if (value === null) parts.push(Buffer.of(marker.null));
  else if (value === undefined) parts.push(Buffer.of(marker.undefined));
  else if (typeof value === "boolean") parts.push(Buffer.of(marker.boolean, value ? 1 : 0));
  else if (typeof value === "number") {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    parts.push(bytes);
  } else if (typeof value === "string") encodeString(value, parts);
  else if (value instanceof Map) {
    const head = Buffer.of(marker.ecma_array, 0, 0, 0, 0);
    head.writeUInt32BE(value.size, 1);
    parts.push(head);
    encodePairs(value, parts);
  } else if (Array.isArray(value)) {
    const head = Buffer.of(marker.strict_array, 0, 0, 0, 0);
    head.writeUInt32BE(value.length, 1);
    parts.push(head);
    for (const item of value as readonly Amf0Value[]) encodeValue(item, parts);
  } else {
    parts.push(Buffer.of(marker.object));
    encodePairs(Object.entries(value as Amf0Object), parts);
  }
}

function encodeString(text: string, parts: Buffer[]): void {
  const bytes = Buffer.from(text, "utf8");
  const head = bytes.length <= 0xffff ? Buffer.of(marker.string, 0, 0) : Buffer.of(marker.long_string, 0, 0, 0, 0);
  if (bytes.length <= 0xffff) head.writeUInt16BE(bytes.length, 1);
  else head.writeUInt32BE(bytes.length, 1);
  parts.push(head, bytes);
}

function encodePairs(pairs: Iterable<[string, Amf0Value]>, parts: Buffer[]): void {
  for (const [key, value] of pairs) {
    const bytes = Buffer.from(key, "utf8");
    const head = Buffer.alloc(2);
    head.writeUInt16BE(bytes.length);
    parts.push(head, bytes);
    encodeValue(value, parts);
  }
  parts.push(Buffer.of(0, 0, marker.object_end));
}
