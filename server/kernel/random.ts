import { randomBytes } from "node:crypto";

/** Chance comes in from outside (law 5), so that a simulation can fix the seed. */
export interface Random {
  /** `count` random bytes; cryptographically strong from `systemRandom`. */
  bytes(count: number): Uint8Array;
}

const pool_bytes = 8192;

/** Asks the system for many bytes at once: ids want a few at a time, thousands of times a second. No byte is given twice. */
function pooled(): Random {
  let pool = randomBytes(0);
  let next = 0;
  return {
    bytes(count) {
      if (count > pool_bytes / 8) return randomBytes(count);
      if (next + count > pool.length) {
        pool = randomBytes(pool_bytes);
        next = 0;
      }
      next += count;
      // A copy, so that nobody holds or sees what others were given.
      return Uint8Array.prototype.slice.call(pool, next - count, next);
    },
  };
}

export const systemRandom: Random = pooled();

/** A repeatable stream of bytes from one seed (xorshift32). For tests and the simulation; never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0 || 1;
  return {
    bytes(count) {
      const out = new Uint8Array(count);
      for (let index = 0; index < count; index += 1) {
        state ^= state << 13;
        state >>>= 0;
        state ^= state >>> 17;
        state ^= state << 5;
        state >>>= 0;
        out[index] = state & 0xff;
      }
      return out;
    },
  };
}

/** A whole number in [0, below), from 48 random bits; `below` at most 2^32. */
export function randomInt(random: Random, below: number): number {
  const bytes = random.bytes(6);
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return Math.floor((value / 2 ** 48) * below);
}

/** Random text of lower-case base32 letters and digits, five bits each. For secrets use at least 26 characters. */
export function randomText(random: Random, length: number): string {
  const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
  return Array.from(random.bytes(length), (byte) => alphabet[byte & 31]).join("");
}
