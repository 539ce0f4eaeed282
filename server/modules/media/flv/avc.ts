/** Reads what the room shows about a picture, its size and profile, from H.264's own headers (ISO 14496-10 and -15). */
import { MediaRefused } from "./flv-tag.ts";

export interface VideoFormat {
  readonly codec: "h264";
  /** As players name it, for instance `avc1.4d401f`. */
  readonly codec_string: string;
  readonly width: number;
  readonly height: number;
}

export interface AudioFormat {
  readonly codec: "aac";
  readonly sample_rate_hz: number;
  readonly channels: number;
}

/** Reads a video config message (AVCDecoderConfigurationRecord at byte 5). Throws `MediaRefused` when it is broken. */
export function readVideoConfig(payload: Buffer): VideoFormat {
  const record = payload.subarray(5);
  const spsCount = (record[5] ?? 0) & 0x1f;
  if (record[0] !== 1 || record.length < 8 || spsCount === 0) throw new MediaRefused("the H.264 header is broken");
  const spsBytes = record.readUInt16BE(6);
  const sps = record.subarray(8, 8 + spsBytes);
  if (sps.length !== spsBytes || spsBytes < 4) throw new MediaRefused("the H.264 header is broken");
  return { codec: "h264", codec_string: `avc1.${sps.toString("hex", 1, 4)}`, ...readPictureSize(sps) };
}

const sampleRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

/** Reads an audio config message (AudioSpecificConfig at byte 2). Throws `MediaRefused` when it is broken. */
export function readAudioConfig(payload: Buffer): AudioFormat {
  const bits = new BitReader(payload.subarray(2));
  const objectType = bits.read(5);
  const rateIndex = bits.read(4);
  const rate = rateIndex === 15 ? bits.read(24) : sampleRates[rateIndex];
  const channels = bits.read(4);
  if (objectType === 0 || rate === undefined || rate === 0 || channels > 7) {
    throw new MediaRefused("the AAC header is broken");
  }
  return { codec: "aac", sample_rate_hz: rate, channels: channels === 7 ? 8 : channels };
}

class BitReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new MediaRefused("a codec header ends too early");
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }

  /** Exp-Golomb code, unsigned. */
  ue(): number {
    let zeros = 0;
    while (this.read(1) === 0) {
      zeros += 1;
      if (zeros > 31) throw new MediaRefused("the H.264 header is broken");
    }
    return 2 ** zeros - 1 + this.read(zeros);
  }

  /** Exp-Golomb code, signed. */
  se(): number {
    const code = this.ue();
    return code % 2 === 0 ? -(code / 2) : (code + 1) / 2;
  }
}

const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Width and height after cropping, in pixels, from a sequence parameter set (ISO 14496-10, 7.3.2.1.1). */
function readPictureSize(sps: Buffer): { width: number; height: number } {
  const bits = new BitReader(withoutEmulation(sps.subarray(1)));
  const profile = bits.read(8);
  bits.read(16);
  bits.ue();
  let chroma = 1;
  if (profilesWithChroma.has(profile)) {
    chroma = bits.ue();
    if (chroma === 3) bits.read(1);
    bits.ue();
    bits.ue();
    bits.read(1);
    if (bits.read(1) === 1) skipScalingLists(bits, chroma === 3 ? 12 : 8);
  }
  bits.ue();
  const orderType = bits.ue();
  if (orderType === 0) bits.ue();
  else if (orderType === 1) skipOrderCycle(bits);
  bits.ue();
  bits.read(1);
  const widthUnits = bits.ue() + 1;
  const heightUnits = bits.ue() + 1;
  const framesOnly = bits.read(1);
  if (framesOnly === 0) bits.read(1);
  bits.read(1);
  const crop = bits.read(1) === 1 ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
  const width = widthUnits * 16 - ((crop[0] ?? 0) + (crop[1] ?? 0)) * cropX;
  const height = heightUnits * 16 * (2 - framesOnly) - ((crop[2] ?? 0) + (crop[3] ?? 0)) * cropY;
  if (width <= 0 || height <= 0 || width > 16_384 || height > 16_384)
    throw new MediaRefused("the picture size is broken");
  return { width, height };
}

function skipScalingLists(bits: BitReader, count: number): void {
  for (let list = 0; list < count; list += 1) {
    if (bits.read(1) === 0) continue;
    let last = 8;
    let next = 8;
    for (let index = 0; index < (list < 6 ? 16 : 64); index += 1) {
      if (next !== 0) next = (last + bits.se() + 256) % 256;
      if (next !== 0) last = next;
    }
  }
}

function skipOrderCycle(bits: BitReader): void {
  bits.read(1);
  bits.se();
  bits.se();
  const count = bits.ue();
  if (count > 255) throw new MediaRefused("the H.264 header is broken");
  for (let index = 0; index < count; index += 1) bits.se();
}

/** Drops the third byte of each `00 00 03`, which H.264 inserts so that no start code appears inside. */
function withoutEmulation(bytes: Buffer): Buffer {
  const out: number[] = [];
  for (const [index, byte] of bytes.entries()) {
    if (byte === 3 && index >= 2 && bytes[index - 1] === 0 && bytes[index - 2] === 0) continue;
    out.push(byte);
  }
  return Buffer.from(out);
}
