import { address } from "./en/address.ts";
import { buy } from "./en/buy.ts";
import { chart } from "./en/chart.ts";
import { common } from "./en/common.ts";
import { frame } from "./en/frame.ts";
import { home } from "./en/home.ts";
import { inbox } from "./en/inbox.ts";
import { me } from "./en/me.ts";
import { merchant } from "./en/merchant.ts";
import { order } from "./en/order.ts";
import { orders } from "./en/orders.ts";
import { product } from "./en/product.ts";
import { room } from "./en/room.ts";
import { shop } from "./en/shop.ts";
import { desk } from "./en/desk.ts";
import { sell } from "./en/sell.ts";
import { signIn } from "./en/sign-in.ts";
import { states } from "./en/states.ts";
import { verify } from "./en/verify.ts";
import { studio } from "./en/studio.ts";

/** Every English text, by page. English is the shape that the other languages must fill. */
export const en = {
  address,
  buy,
  chart,
  common,
  desk,
  frame,
  home,
  inbox,
  me,
  merchant,
  order,
  orders,
  product,
  room,
  shop,
  sell,
  signIn,
  states,
  studio,
  verify,
} as const;

/** The same keys with any text. */
type Filled<T> = { readonly [K in keyof T]: T[K] extends string ? string : Filled<T[K]> };
export type Messages = Filled<typeof en>;
