/** Small true pieces of H.264 and AAC for tests: headers of a 640x360 main-profile picture and of 44.1 kHz stereo. */
const sps = Buffer.from("674d401eeca05017fcb80b50101014000003000400000300c83c60c658", "hex");
const pps = Buffer.from("68ebecb22c", "hex");

export const videoConfig = Buffer.concat([
  Buffer.of(0x17, 0, 0, 0, 0, 1, 0x4d, 0x40, 0x1e, 0xff, 0xe1, 0, sps.length),
  sps,
  Buffer.of(1, 0, pps.length),
  pps,
]);
export const audioConfig = Buffer.of(0xaf, 0, 0x12, 0x10);
/** What an encoder says when it stops by itself. */
export const endOfSequence = Buffer.of(0x17, 2, 0, 0, 0);

/** A picture whose content is `bytes` of the letter `mark`. */
export function picture(kind: "key" | "inter", bytes = 40, mark = 1): Buffer {
  return Buffer.concat([Buffer.of(kind === "key" ? 0x17 : 0x27, 1, 0, 0, 0, 0, 0, 0, 1), Buffer.alloc(bytes, mark)]);
}

export function sound(bytes = 20): Buffer {
  return Buffer.concat([Buffer.of(0xaf, 1), Buffer.alloc(bytes, 2)]);
}

export interface ReadTag {
  readonly type: number;
  readonly timestampMs: number;
  readonly payload: Buffer;
}

/** Reads an FLV stream back, tag by tag; throws when a back pointer or a length is wrong. A cut last tag is left out. */
export function readFlv(bytes: Buffer): { flags: number; tags: ReadTag[] } {
  if (bytes.toString("latin1", 0, 3) !== "FLV" || bytes.readUInt32BE(5) !== 9) throw new Error("no FLV header");
  const tags: ReadTag[] = [];
  let at = 13;
  while (at + 11 <= bytes.length) {
    const end = at + 11 + bytes.readUIntBE(at + 1, 3);
    if (end + 4 > bytes.length) break;
    if (bytes.readUInt32BE(end) !== end - at) throw new Error(`wrong back pointer at ${end}`);
    const timestampMs = bytes.readUInt8(at + 7) * 0x1000000 + bytes.readUIntBE(at + 4, 3);
    tags.push({ type: bytes.readUInt8(at), timestampMs, payload: bytes.subarray(at + 11, end) });
    at = end + 4;
  }
  return { flags: bytes.readUInt8(4), tags };
}
