import type { ItemParams } from "./item.ts";
import type { Words } from "./word-parts.ts";

type MoveWords = Readonly<Record<"out_for_delivery" | "delivered" | "problem" | "returned", (what: string) => Words>>;
/** Where a parcel is, in the words of whoever waits for it. */
export const moved = (words: MoveWords, p: ItemParams, what: string): Words =>
  words[p.what !== undefined && p.what in words ? (p.what as keyof MoveWords) : "problem"](what);
export const enMoved: MoveWords = {
  out_for_delivery: (what) => ({ title: "Your parcel comes today", body: `${what} is out for delivery.` }),
  delivered: (what) => ({ title: "Your parcel was delivered", body: `${what}: look at it, then confirm receipt.` }),
  problem: (what) => ({ title: "Your parcel met a problem", body: `${what}: see what the carrier says.` }),
  returned: (what) => ({ title: "Your parcel is going back", body: `${what} could not be delivered.` }),
};
export const zhMoved: MoveWords = {
  out_for_delivery: (what) => ({ title: "包裹正在派送", body: `${what}今天送达，请留意电话。` }),
  delivered: (what) => ({ title: "包裹已送达", body: `${what}：验货后请确认收货。` }),
  problem: (what) => ({ title: "包裹派送遇到问题", body: `${what}：请查看物流信息。` }),
  returned: (what) => ({ title: "包裹正在退回", body: `${what}未能送达。` }),
};
