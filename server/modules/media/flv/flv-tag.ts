/**
 * FLV (Adobe, "Video File Format Specification", v10.1, annex E): what an encoder's audio and video messages carry, and
 * the tags viewers get. Only H.264 and AAC; anything else is refused by name.
 */
import { encodeAmf0 } from "../rtmp/amf0.ts";
import type { Amf0Value } from "../rtmp/amf0.ts";

export const tagType = { audio: 8, video: 9, script: 18 } as const;
export type TagType = (typeof tagType)[keyof typeof tagType];

const tagHeaderBytes = 11;

/** A codec or a shape of data that we do not carry; `message` tells the host what to change in the encoder. */
export class MediaRefused extends Error {
  override readonly name = "MediaRefused";
}

/** `end` is the end-of-sequence tag of a clean stop: not a frame. */
export type VideoKind = "config" | "keyframe" | "frame" | "end" | "ignored";
export type AudioKind = "config" | "frame" | "ignored";

/** What a video message is. Throws `MediaRefused` unless it is H.264 in the classic FLV form. */
export function videoKindOf(payload: Buffer): VideoKind {
  const first = payload[0];
  if (first === undefined) return "ignored";
  if ((first & 0x80) !== 0) {
    const fourCc = payload.toString("latin1", 1, 5).replace(/[^\x21-\x7e]/g, "?");
    throw new MediaRefused(`video codec ${fourCc} (enhanced RTMP) is not supported; choose H.264`);
  }
  const frameType = first >> 4;
  if (frameType === 5) return "ignored";
  if ((first & 0x0f) !== 7) throw new MediaRefused(`video codec ${first & 0x0f} is not supported; choose H.264`);
  if (payload.length < 5) return "ignored";
  if (payload[1] === 0) return "config";
  if (payload[1] === 2) return "end";
  if (payload[1] !== 1 || payload.length < 10) return "ignored";
  return frameType === 1 ? "keyframe" : "frame";
}

/** What an audio message is. Throws `MediaRefused` unless it is AAC. */
export function audioKindOf(payload: Buffer): AudioKind {
  const first = payload[0];
  if (first === undefined) return "ignored";
  if (first >> 4 !== 10) throw new MediaRefused(`audio codec ${first >> 4} is not supported; choose AAC`);
  if (payload.length < 3) return "ignored";
  return payload[1] === 0 ? "config" : payload[1] === 1 ? "frame" : "ignored";
}

/** The FLV file header and the first back pointer. The flags must be true: players wait for what is announced. */
export function flvHeader(has: { audio: boolean; video: boolean }): Buffer {
  return Buffer.of(0x46, 0x4c, 0x56, 1, (has.audio ? 4 : 0) | (has.video ? 1 : 0), 0, 0, 0, 9, 0, 0, 0, 0);
}

/** One whole tag with its back pointer: the one Buffer that all viewers share. */
export function flvTag(type: TagType, timestampMs: number, payload: Buffer): Buffer {
  const tag = Buffer.allocUnsafe(tagHeaderBytes + payload.length + 4);
  tag[0] = type;
  tag.writeUIntBE(payload.length, 1, 3);
  tag.writeUIntBE(timestampMs % 0x1000000, 4, 3);
  tag[7] = Math.floor(timestampMs / 0x1000000) & 0xff;
  tag.fill(0, 8, tagHeaderBytes);
  payload.copy(tag, tagHeaderBytes);
  tag.writeUInt32BE(tagHeaderBytes + payload.length, tagHeaderBytes + payload.length);
  return tag;
}

const metadataNumbers = ["width", "height", "framerate", "videodatarate", "audiodatarate", "audiosamplerate"] as const;

/**
 * The payload of the `onMetaData` tag that viewers get: rebuilt from the few numbers that players use, so that nothing an
 * encoder invents reaches a browser.
 */
export function metadataPayload(sent: ReadonlyMap<string, Amf0Value>, has: { audio: boolean }): Buffer {
  const kept = new Map<string, Amf0Value>([["duration", 0]]);
  for (const name of metadataNumbers) {
    const value = sent.get(name);
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) kept.set(name, value);
  }
  kept.set("videocodecid", 7);
  if (has.audio) kept.set("audiocodecid", 10);
  return encodeAmf0("onMetaData", kept);
}
