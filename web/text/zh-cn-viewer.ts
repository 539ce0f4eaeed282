import { address } from "./zh-cn/address.ts";
import { app } from "./zh-cn/app.ts";
import { buy } from "./zh-cn/buy.ts";
import { common } from "./zh-cn/common.ts";
import { coupons } from "./zh-cn/coupons.ts";
import { demo } from "./zh-cn/demo.ts";
import { flash } from "./zh-cn/flash.ts";
import { frame } from "./zh-cn/frame.ts";
import { home } from "./zh-cn/home.ts";
import { law } from "./zh-cn/law.ts";
import { notices } from "./zh-cn/notices.ts";
import { order } from "./zh-cn/order.ts";
import { orders } from "./zh-cn/orders.ts";
import { product } from "./zh-cn/product.ts";
import { room } from "./zh-cn/room.ts";
import { shop } from "./zh-cn/shop.ts";
import { signIn } from "./zh-cn/sign-in.ts";
import { states } from "./zh-cn/states.ts";
import { viewer } from "./zh-cn/viewer.ts";

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
};
