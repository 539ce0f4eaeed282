import { address } from "./en/address.ts";
import { app } from "./en/app.ts";
import { buy } from "./en/buy.ts";
import { common } from "./en/common.ts";
import { coupons } from "./en/coupons.ts";
import { demo } from "./en/demo.ts";
import { flash } from "./en/flash.ts";
import { frame } from "./en/frame.ts";
import { home } from "./en/home.ts";
import { law } from "./en/law.ts";
import { notices } from "./en/notices.ts";
import { order } from "./en/order.ts";
import { orders } from "./en/orders.ts";
import { product } from "./en/product.ts";
import { room } from "./en/room.ts";
import { shop } from "./en/shop.ts";
import { signIn } from "./en/sign-in.ts";
import { states } from "./en/states.ts";
import { viewer } from "./en/viewer.ts";

/** What everybody may see before they sign in and what they buy with; it comes with every page. */
export const words = {
  address,
  app,
  buy,
  common,
  coupons,
  demo,
  flash,
  frame,
  home,
  law,
  notices,
  order,
  orders,
  product,
  room,
  shop,
  signIn,
  states,
  viewer,
} as const;
