import { afterAll, beforeAll, expect, test } from "vitest";
import { claim, offer, offerOfPlatform } from "../../../../tests/kit/promotions.ts";
import { newBuyer, openTrade, putOnSale, turn, type Buyer, type Trade } from "../../../../tests/kit/trade.ts";
import { tellExpiring } from "./claim-coupon.ts";

const hour_ms = 3600_000;
let trade: Trade;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());

const told = async (locale: "en" | "zh-CN" = "en") =>
  (await trade.api.call("listNotifications", { token: buyer.token, locale })).data.filter(
    ({ kind }) => kind === "coupon_expiring",
  );
const ends_at = () => new Date(trade.ctx.clock.nowMs() + 30 * hour_ms).toISOString();

test("a coupon that runs out is told to its holder once, in their language, with the way to where it can be used", async () => {
  const peach = await putOnSale(trade, { stock: 10 });
  const narrow = await offer(trade, { title: "只买桃", ends_at: ends_at(), product_ids: [peach.product_id] });
  for (const coupon of [
    await offer(trade, { title: "全店", ends_at: ends_at() }),
    narrow,
    await offerOfPlatform(trade, { title: "到处可用", ends_at: ends_at() }),
    await offer(trade, { title: "还早", ends_at: new Date(trade.ctx.clock.nowMs() + 90 * hour_ms).toISOString() }),
  ])
    await claim(trade, buyer, coupon);
  await trade.api.call("putNotificationSetting", {
    token: buyer.token,
    body: { kind: "coupon_expiring", channel: "push", on: false },
  });
  expect(await told()).toEqual([]);
  // Twice the hour strikes within the day before.
  for (const hours of [8, 2]) {
    await turn(trade, hours * hour_ms);
    await tellExpiring(trade);
    await trade.ctx.settle();
  }
  expect(new Map((await told()).map(({ body, link }) => [/“(.+)”/.exec(body)?.[1] ?? "", link]))).toEqual(
    new Map([
      ["全店", `/shops/${trade.shop_id}`],
      ["到处可用", "/me/coupons"],
      ["只买桃", `/products/${peach.product_id}`],
    ]),
  );
  expect((await told("zh-CN")).map(({ title }) => title)).toEqual(Array(3).fill("优惠券快到期了"));
});

test("who switched it off is told nothing", async () => {
  const other = await newBuyer(trade);
  await trade.api.call("putNotificationSetting", {
    token: other.token,
    body: { kind: "coupon_expiring", channel: "in_app", on: false },
  });
  await claim(trade, other, await offer(trade, { ends_at: ends_at() }));
  await turn(trade, 8 * hour_ms);
  await tellExpiring(trade);
  await trade.ctx.settle();
  const { data } = await trade.api.call("listNotifications", { token: other.token });
  expect(data.filter(({ kind }) => kind === "coupon_expiring")).toEqual([]);
});
