import { z } from "zod";

/** Every id starts with what it names. The closed list of prefixes (DESIGN §8). */
export const idPrefixes = [
  "acct",
  "addr",
  "authsess",
  "ver",
  "shop",
  "prod",
  "var",
  "pic",
  "ord",
  "chk",
  "line",
  "pi",
  "re",
  "aft",
  "po",
  "pof",
  "dep",
  "look",
  "txn",
  "xfer",
  "room",
  "sess",
  "ship",
  "evt",
  "req",
  "case",
  "msg",
  "key",
  "timer",
  "res",
  "staff",
  "wh",
  "chat",
  "cred",
  "audit",
  "apikey",
  "hook",
  "dlv",
  "tpl",
  "exp",
  "ntf",
  "push",
  "fan",
  "set",
  "policy",
  "susp",
  "note",
  "rev",
  "conv",
  "flash",
  "coup",
  "held",
  "ask",
  "inv",
] as const;
export type IdPrefix = (typeof idPrefixes)[number];

/** An id of one kind on the wire: `prefix_` and 26 characters of Crockford's base32 in lower case. */
export function idOf(prefix: IdPrefix) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`))
    .meta({ examples: [`${prefix}_01kas000000000000000000000`] });
}
