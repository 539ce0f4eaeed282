/** Bytes before the first tag: the header's 9 and the first back pointer's 4. */
const head_bytes = 13;
const tagHead_bytes = 11;
const backPointer_bytes = 4;
/** Enough of a tag to know whether it is a frame: its head and the first two bytes of its body. */
const look_bytes = tagHead_bytes + 2;

/**
 * Reads the stream time of the first frame out of FLV bytes as they arrive, in chunks cut anywhere. The player counts
 * from 0 at that frame, but an order must name the moment in the *session*; this is the difference.
 */
export class FlvClock {
  /** Milliseconds into the session of the first frame that arrived; null until then. */
  first_frame_ms: number | null = null;
  #kept = new Uint8Array(0);
  #skip_bytes = head_bytes;

  push(chunk: Uint8Array): void {
    if (this.first_frame_ms !== null) return;
    let bytes = chunk;
    if (this.#kept.length > 0) {
      bytes = new Uint8Array(this.#kept.length + chunk.length);
      bytes.set(this.#kept);
      bytes.set(chunk, this.#kept.length);
    }
    let at = 0;
    while (this.first_frame_ms === null) {
      const jump = Math.min(this.#skip_bytes, bytes.length - at);
      at += jump;
      this.#skip_bytes -= jump;
      if (this.#skip_bytes > 0 || bytes.length - at < look_bytes) break;
      const tag = bytes.subarray(at, at + look_bytes);
      if (isFrame(tag)) this.first_frame_ms = timestamp_ms(tag);
      this.#skip_bytes = tagHead_bytes + uint24(tag, 1) + backPointer_bytes;
    }
    this.#kept = bytes.slice(at);
  }
}

function uint24(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
}

/** 24 bits, and 8 more significant ones behind them. */
function timestamp_ms(tag: Uint8Array): number {
  return ((tag[7] ?? 0) * 2 ** 24 + uint24(tag, 4)) >>> 0;
}

/** Audio or video that is shown; not metadata, not a decoder's configuration. */
function isFrame(tag: Uint8Array): boolean {
  const [kind, first = 0, second] = [(tag[0] ?? 0) & 0x1f, tag[tagHead_bytes], tag[tagHead_bytes + 1]];
  if (uint24(tag, 1) < 2) return false;
  if (kind === 8) return first >> 4 !== 10 || second === 1;
  if (kind !== 9) return false;
  return (first & 0x80) !== 0 ? (first & 0x0f) !== 0 : second === 1;
}
