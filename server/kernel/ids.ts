import type { IdPrefix } from "../../contract/ids.ts";
import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new prefixed id that sorts by the time of its making: 10 characters of milliseconds (48 bits) and 16 of chance
 * (80 bits), in Crockford's base32, like a ULID in lower case. `order_` + "01kas0…".
 */
export function newId(source: { clock: Clock; random: Random }, prefix: IdPrefix): string {
  let tail = "";
  for (const byte of source.random.bytes(16)) tail += alphabet[byte & 31] ?? "";
  return `${prefix}_${headOf(source.clock.nowMs())}${tail}`;
}

// Many ids are made in one millisecond.
let lastMs = -1;
let lastHead = "";

function headOf(nowMs: number): string {
  if (nowMs === lastMs) return lastHead;
  let time = nowMs;
  let head = "";
  for (let index = 0; index < 10; index += 1) {
    head = (alphabet[time % 32] ?? "") + head;
    time = Math.floor(time / 32);
  }
  lastMs = nowMs;
  lastHead = head;
  return head;
}

/** When an id was made, in milliseconds since 1970. */
export function madeAtMs(id: string): number {
  let time = 0;
  for (const sign of id.slice(id.indexOf("_") + 1, id.indexOf("_") + 11)) time = time * 32 + alphabet.indexOf(sign);
  return time;
}

/** The id of something that belongs to exactly one other thing and came with it: the same signs, another prefix. */
export function idBeside(id: string, prefix: IdPrefix): string {
  return `${prefix}${id.slice(id.indexOf("_"))}`;
}
