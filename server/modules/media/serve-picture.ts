import { buffer } from "node:stream/consumers";
import type { Objects } from "../../kernel/objects.ts";
import { objectKeyOfPath } from "./picture.ts";

/**
 * Answers `/pictures/<path>` where path is `<id>/<size>.webp`; null where there is none. A picture never changes under
 * its address, so it may be kept for ever. Read whole: the files are small, and an abandoned answer holds nothing open.
 */
export async function servePicture(objects: Objects, path: string): Promise<Response | null> {
  const key = objectKeyOfPath(path);
  const found = key === null ? null : await objects.get(key);
  if (found === null) return null;
  const bytes = await buffer(found.stream);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/webp",
      "content-length": String(bytes.byteLength),
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'",
    },
  });
}
