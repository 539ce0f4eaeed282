import { cart } from "./zh-cn/cart.ts";
import { checkout } from "./zh-cn/checkout.ts";
import { inbox } from "./zh-cn/inbox.ts";
import { keys } from "./zh-cn/keys.ts";
import { me } from "./zh-cn/me.ts";
import { pay } from "./zh-cn/pay.ts";
import { privacy } from "./zh-cn/private.ts";

export const words = { cart, checkout, inbox, keys, me, pay, privacy };
