import type { Messages } from "./en.ts";
import { address } from "./zh-cn/address.ts";
import { app } from "./zh-cn/app.ts";
import { buy } from "./zh-cn/buy.ts";
import { cockpit } from "./zh-cn/cockpit.ts";
import { chart } from "./zh-cn/chart.ts";
import { common } from "./zh-cn/common.ts";
import { docs } from "./zh-cn/docs.ts";
import { keys } from "./zh-cn/keys.ts";
import { webhooks } from "./zh-cn/webhooks.ts";
import { demo } from "./zh-cn/demo.ts";
import { frame } from "./zh-cn/frame.ts";
import { gallery } from "./zh-cn/gallery.ts";
import { home } from "./zh-cn/home.ts";
import { inbox } from "./zh-cn/inbox.ts";
import { law } from "./zh-cn/law.ts";
import { me } from "./zh-cn/me.ts";
import { notices } from "./zh-cn/notices.ts";
import { privacy } from "./zh-cn/private.ts";
import { training } from "./zh-cn/training.ts";
import { order } from "./zh-cn/order.ts";
import { orders } from "./zh-cn/orders.ts";
import { product } from "./zh-cn/product.ts";
import { room } from "./zh-cn/room.ts";
import { shop } from "./zh-cn/shop.ts";
import { desk } from "./zh-cn/desk.ts";
import { sell } from "./zh-cn/sell.ts";
import { signIn } from "./zh-cn/sign-in.ts";
import { states } from "./zh-cn/states.ts";
import { verify } from "./zh-cn/verify.ts";
import { viewer } from "./zh-cn/viewer.ts";
import { studio } from "./zh-cn/studio.ts";

/** Every Chinese text, written for Chinese readers; only the keys and arguments follow the English file. */
export const zhCN = {
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
} as const satisfies Messages;
