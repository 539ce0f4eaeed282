import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { assert } from "./assert.ts";
import { randomText, type Random } from "./random.ts";

/** Where pictures (later recordings and clips) are kept. A directory here; an S3-compatible store is another version of the same. */
export interface Objects {
  /** Whole or not at all: a half-written object is never seen. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** Null where there is none. */
  get(key: string): Promise<{ size: number; stream: Readable } | null>;
}

const keyPattern = /^[a-z0-9][a-z0-9_./-]{0,200}$/;

export function createDirectoryObjects(directory: string, random: Random): Objects {
  const pathOf = (key: string) => {
    assert(keyPattern.test(key) && !key.includes(".."), "object keys are plain");
    return join(directory, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const partial = `${path}.${randomText(random, 8)}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        const file = await open(partial, "wx", 0o640);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    async get(key) {
      if (!keyPattern.test(key) || key.includes("..")) return null;
      const path = pathOf(key);
      const info = await stat(path).catch(() => null);
      return info?.isFile() === true ? { size: info.size, stream: createReadStream(path) } : null;
    },
  };
}
