import { cart } from "./en/cart.ts";
import { checkout } from "./en/checkout.ts";
import { inbox } from "./en/inbox.ts";
import { keys } from "./en/keys.ts";
import { me } from "./en/me.ts";
import { pay } from "./en/pay.ts";
import { privacy } from "./en/private.ts";

/** Pages of what is one's own: cart, account, data, keys. */
export const words = { cart, checkout, inbox, keys, me, pay, privacy } as const;
