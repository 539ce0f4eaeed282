import { inflateRawSync } from "node:zlib";

const end_signature = 0x06054b50;
const entry_signature = 0x02014b50;

/**
 * The files of a zip archive, as Alipay sends its bills: stored or deflated, no encryption, no zip64. Null where it is no such
 * archive. A file may hold at most `bytes_max`, so that a small archive cannot fill the memory.
 */
export function unzip(bytes: Uint8Array, bytes_max: number): { name: Uint8Array; content: Uint8Array }[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const end = endOf(buffer);
    if (end === -1) return null;
    const files: { name: Uint8Array; content: Uint8Array }[] = [];
    let at = buffer.readUInt32LE(end + 16);
    for (let left = buffer.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (buffer.readUInt32LE(at) !== entry_signature) return null;
      const method = buffer.readUInt16LE(at + 10);
      const size = buffer.readUInt32LE(at + 20);
      const [names, extras, notes] = [28, 30, 32].map((offset) => buffer.readUInt16LE(at + offset));
      const local = buffer.readUInt32LE(at + 42);
      const from = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
      const packed = buffer.subarray(from, from + size);
      if (method !== 0 && method !== 8) return null;
      const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: bytes_max });
      files.push({ name: buffer.subarray(at + 46, at + 46 + (names ?? 0)), content });
      at += 46 + (names ?? 0) + (extras ?? 0) + (notes ?? 0);
    }
    return files;
  } catch {
    return null;
  }
}

/** Where the end of the central directory stands: at the end, before a note of at most 65,535 bytes. */
function endOf(buffer: Buffer): number {
  for (let at = buffer.length - 22; at >= 0 && at >= buffer.length - 22 - 65_535; at -= 1)
    if (buffer.readUInt32LE(at) === end_signature) return at;
  return -1;
}
