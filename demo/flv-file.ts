/** Reading and writing whole FLV files: what the demo's publisher plays and `art/make-loops.ts` makes. */
export interface FlvFileTag {
  /** 8 audio, 9 video, 18 script. */
  readonly type: number;
  readonly timestampMs: number;
  readonly payload: Buffer;
}

const fileHeader = Buffer.from([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0]);

/** The tags of an FLV file in their order. Throws when the bytes are not a complete FLV file. */
export function parseFlv(bytes: Buffer): FlvFileTag[] {
  if (bytes.length < 13 || bytes.toString("latin1", 0, 3) !== "FLV") throw new Error("this is not an FLV file");
  const tags: FlvFileTag[] = [];
  let at = bytes.readUInt32BE(5) + 4;
  while (at < bytes.length) {
    if (at + 11 > bytes.length) throw new Error("the FLV file ends inside a tag");
    const end = at + 11 + bytes.readUIntBE(at + 1, 3);
    if (end + 4 > bytes.length) throw new Error("the FLV file ends inside a tag");
    const timestampMs = bytes.readUInt8(at + 7) * 0x1000000 + bytes.readUIntBE(at + 4, 3);
    tags.push({ type: bytes.readUInt8(at) & 0x1f, timestampMs, payload: bytes.subarray(at + 11, end) });
    at = end + 4;
  }
  return tags;
}

/** An FLV file with sound and picture. */
export function buildFlv(tags: readonly FlvFileTag[]): Buffer {
  const parts: Buffer[] = [fileHeader];
  for (const { type, timestampMs, payload } of tags) {
    const head = Buffer.alloc(11);
    head[0] = type;
    head.writeUIntBE(payload.length, 1, 3);
    head.writeUIntBE(timestampMs % 0x1000000, 4, 3);
    head[7] = Math.floor(timestampMs / 0x1000000);
    const back = Buffer.alloc(4);
    back.writeUInt32BE(11 + payload.length);
    parts.push(head, payload, back);
  }
  return Buffer.concat(parts);
}

/** Codec headers, which are sent once, as opposed to pictures and sound. */
export function isConfig(tag: FlvFileTag): boolean {
  return tag.type !== 18 && tag.payload[1] === 0;
}

/** A picture or a piece of sound; false for headers, metadata and the end-of-sequence tag `17 02`. */
export function isFrame(tag: FlvFileTag): boolean {
  return tag.type !== 18 && tag.payload[1] === 1;
}

/** How long one round of the file takes, in ms, so that the next follows without a gap in picture or sound. */
export function roundMs(tags: readonly FlvFileTag[]): number {
  let longestMs = 0;
  for (const type of [8, 9]) {
    const stamps = tags.filter((tag) => tag.type === type && isFrame(tag)).map((tag) => tag.timestampMs);
    const [firstMs, lastMs] = [stamps[0] ?? 0, stamps.at(-1) ?? 0];
    const meanStepMs = stamps.length > 1 ? (lastMs - firstMs) / (stamps.length - 1) : 0;
    longestMs = Math.max(longestMs, lastMs + meanStepMs);
  }
  return Math.round(longestMs);
}
