import type { IdPrefix } from "../../contract/ids.ts";
import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new prefixed id that sorts by the time of its making: 10 characters of milliseconds (48 bits) and 16 of chance
 * (80 bits), in Crockford's base32, like a ULID in lower case. `order_` + "01kas0…".
 */
export function newId(source: { clock: Clock; random: Random }, prefix: IdPrefix): string {
  let time = source.clock.nowMs();
  let head = "";
  for (let index = 0; index < 10; index += 1) {
    head = alphabet.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  const tail = Array.from(source.random.bytes(16), (byte) => alphabet.charAt(byte & 31)).join("");
  return `${prefix}_${head}${tail}`;
}
