import { inbox } from "./en/inbox.ts";
import { keys } from "./en/keys.ts";
import { me } from "./en/me.ts";
import { privacy } from "./en/private.ts";

/** Pages of what is one's own: account, data, keys. */
export const words = { inbox, keys, me, privacy } as const;
