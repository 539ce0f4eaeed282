import { address } from "./en/address.ts";
import { app } from "./en/app.ts";
import { buy } from "./en/buy.ts";
import { cockpit } from "./en/cockpit.ts";
import { chart } from "./en/chart.ts";
import { common } from "./en/common.ts";
import { docs } from "./en/docs.ts";
import { keys } from "./en/keys.ts";
import { webhooks } from "./en/webhooks.ts";
import { demo } from "./en/demo.ts";
import { frame } from "./en/frame.ts";
import { gallery } from "./en/gallery.ts";
import { home } from "./en/home.ts";
import { inbox } from "./en/inbox.ts";
import { law } from "./en/law.ts";
import { me } from "./en/me.ts";
import { notices } from "./en/notices.ts";
import { privacy } from "./en/private.ts";
import { training } from "./en/training.ts";
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
import { viewer } from "./en/viewer.ts";
import { studio } from "./en/studio.ts";

/** Every English text, by page. English is the shape that the other languages must fill. */
export const en = {
  address,
  app,
  buy,
  cockpit,
  chart,
  common,
  demo,
  desk,
  docs,
  keys,
  webhooks,
  frame,
  gallery,
  home,
  inbox,
  law,
  me,
  notices,
  privacy,
  order,
  orders,
  product,
  room,
  shop,
  sell,
  signIn,
  states,
  studio,
  training,
  verify,
  viewer,
} as const;

/** The same keys with any text. */
type Filled<T> = { readonly [K in keyof T]: T[K] extends string ? string : Filled<T[K]> };
export type Messages = Filled<typeof en>;
