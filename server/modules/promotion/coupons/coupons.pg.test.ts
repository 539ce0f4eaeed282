import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { present } from "../../../kernel/assert.ts";
import { announce, claim, offer, offerOfPlatform } from "../../../../tests/kit/promotions.ts";
import {
  expectSound,
  fieldsFor,
  goOnAir,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  pay,
  place,
  putOnSale,
  turn,
  type Buyer,
  type Trade,
} from "../../../../tests/kit/trade.ts";

let trade: Trade;
let buyers: Buyer[];
let peach: Awaited<ReturnType<typeof putOnSale>>;
const at = (index: number): Buyer => present(buyers[index], "a buyer");
beforeAll(async () => {
  trade = await openTrade();
  buyers = [];
  for (let count = 0; count < 8; count += 1) buyers.push(await newBuyer(trade));
  peach = await putOnSale(trade, { stock: 1000 });
});
afterAll(() => trade.end());

const wallet = async (buyer: Buyer, state: "held" | "used" | "expired" = "held") =>
  (await trade.api.call("listHeldCoupons", { token: buyer.token, query: { state, limit: 100 } })).data;
const quote = (buyer: Buyer | null, coupon_ids: "best" | string[], more: object = {}) =>
  trade.api.call("quoteOrder", {
    ...(buyer === null ? {} : { token: buyer.token }),
    body: { lines: [{ variant_id: peach.variant_id, quantity: 1 }], coupon_ids, ...more },
  });
const cancel = (buyer: Buyer, order: { id: string }) =>
  trade.api.call("cancelOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });

describe("claiming", () => {
  test("puts it into the wallet, as often as each person may, and never more than there are", async () => {
    const coupon = await offer(trade, { total_count: 3, per_person_max: 1 });
    const codes = await Promise.all(
      buyers.flatMap((buyer) => [outcome(claim(trade, buyer, coupon)), outcome(claim(trade, buyer, coupon))]),
    );
    expect(codes.filter((code) => code === "placed")).toHaveLength(3);
    expect(codes.filter((code) => code === "coupon_limit")).toHaveLength(3);
    expect(codes.filter((code) => code === "coupon_gone")).toHaveLength(10);
    const desk = await trade.api.call("listShopCoupons", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id },
    });
    expect(desk.data.find((one) => one.id === coupon.id)).toMatchObject({
      claimed_count: 3,
      state: "used_up",
      used_count: 0,
    });
  });

  test("with the same key claims once; a stopped or later one is not claimed", async () => {
    const coupon = await offer(trade, { per_person_max: 5 });
    const call = { token: at(0).token, key: newKey(), params: { coupon_id: coupon.id } };
    const both = await Promise.all([trade.api.call("claimCoupon", call), trade.api.call("claimCoupon", call)]);
    expect(both[0].id).toBe(both[1].id);
    const stop = { token: trade.merchant.token, params: { shop_id: trade.shop_id, coupon_id: coupon.id } };
    await trade.api.call("stopShopCoupon", stop);
    expect((await trade.api.call("stopShopCoupon", stop)).state).toBe("stopped");
    expect(await outcome(claim(trade, at(0), coupon))).toBe("coupon_over");
    const soon = await offer(trade, { starts_at: new Date(trade.ctx.clock.nowMs() + 3600_000).toISOString() });
    expect(soon.state).toBe("scheduled");
    expect(await outcome(claim(trade, at(0), soon))).toBe("coupon_over");
    // What is held stays good.
    expect(await outcome(place(trade, at(0), peach.variant_id, { more: { coupon_ids: [both[0].id] } }))).toBe("placed");
  });

  test("is offered where it fits: its shop, its products, the platform's everywhere", async () => {
    const plum = await putOnSale(trade, { stock: 10 });
    const [own, narrow, market] = [
      await offer(trade, { title: "whole shop" }),
      await offer(trade, { title: "plums", product_ids: [plum.product_id] }),
      await offerOfPlatform(trade, { title: "market" }),
    ];
    const offered = async (query: object) =>
      (await trade.api.call("listCoupons", { query })).data.map((coupon) => coupon.id);
    expect(await offered({})).toContain(market.id);
    expect(await offered({})).not.toContain(own.id);
    expect(await offered({ shop_id: trade.shop_id })).toEqual(expect.arrayContaining([own.id, narrow.id, market.id]));
    expect(await offered({ product_id: peach.product_id })).not.toContain(narrow.id);
    expect(await offered({ product_id: plum.product_id })).toContain(narrow.id);
  });

  test("somebody else's products, and another shop's coupons, are nobody's to touch", async () => {
    const stranger = await newBuyer(trade);
    const coupon = await offer(trade);
    await trade.api.refused("not_found", "createPlatformCoupon", {
      token: trade.operator.token,
      key: newKey(),
      body: {
        title: "x",
        discount: { kind: "amount", amount: 1 },
        product_ids: [`prod_${"0".repeat(26)}`],
        total_count: 1,
        starts_at: "2026-11-22T04:00:00Z",
        ends_at: "2026-11-29T04:00:00Z",
      },
    });
    await trade.api.refused("not_found", "stopPlatformCoupon", {
      token: trade.operator.token,
      params: { coupon_id: coupon.id },
    });
    expect(await outcome(claim(trade, stranger, { id: `coup_${"0".repeat(26)}` }))).toBe("not_found");
  });
});

describe("using", () => {
  test("takes it off line by line, says so, and it is used", async () => {
    const plum = await putOnSale(trade, { stock: 10, price: 1000 });
    const mine = await claim(trade, at(1), await offer(trade, { discount: { kind: "amount", amount: 1000 } }));
    const market = await claim(
      trade,
      at(1),
      await offerOfPlatform(trade, { discount: { kind: "amount", amount: 99 } }),
    );
    const lines = [
      { variant_id: peach.variant_id, quantity: 1 },
      { variant_id: plum.variant_id, quantity: 2 },
    ];
    const shown = await quote(at(1), "best", { lines });
    expect(shown).toMatchObject({ shop_discount: { amount: 1000 }, subsidy: { amount: 99 }, total: { amount: 4491 } });
    expect(shown.coupon_ids).toEqual(expect.arrayContaining([mine.id, market.id]));
    expect(await quote(null, "best", { lines })).toMatchObject({ total: { amount: 5590 }, coupons: [] });
    const more = { lines, coupon_ids: shown.coupon_ids };
    expect(await outcome(place(trade, at(1), "", { more: { ...more, expected_total: 5590 } }))).toBe("price_changed");
    const order = await place(trade, at(1), "", { more: { ...more, expected_total: 4491 } });
    expect(order).toMatchObject({ total: { amount: 4491 }, payment: { amount: { amount: 4491 } } });
    expect((await wallet(at(1), "used")).map((held) => held.used?.order_id)).toEqual([order.id, order.id]);
    expect((await wallet(at(1), "used")).map((held) => held.used?.saved.amount)).toEqual(
      expect.arrayContaining([1000, 99]),
    );
  });

  test("of one coupon in many orders at once, over two servers, one order gets it", async () => {
    const held = await claim(trade, at(2), await offer(trade));
    const far = trade.otherProcess();
    const fields = fieldsFor(at(2), peach.variant_id, 1, { coupon_ids: [held.id] });
    const orders = [trade.orders, far, trade.orders, far, trade.orders, far];
    const codes = await Promise.all(
      orders.map((door) => outcome(door.place({ buyer_id: at(2).account_id, key: newKey(), fields }))),
    );
    expect(codes.toSorted()).toEqual([...Array.from({ length: 5 }, () => "coupon_used"), "placed"]);
  });

  test("a platform's coupon in two shops at once is used in one", async () => {
    const other = await trade.api.call("createShop", {
      token: trade.merchant.token,
      body: { name: "李子园", intro: "", dispatch_hours: 48 },
    });
    const plum = await putOnSale(trade, { stock: 10, shop_id: other.id });
    for (let round = 0; round < 4; round += 1) {
      const held = await claim(trade, at(3), await offerOfPlatform(trade));
      const more = { coupon_ids: [held.id] };
      const codes = await Promise.all([
        outcome(place(trade, at(3), peach.variant_id, { more })),
        outcome(place(trade, at(3), plum.variant_id, { more })),
      ]);
      expect(codes.toSorted()).toEqual(["coupon_used", "placed"]);
    }
  });

  test("is refused for another's coupon, one that does not fit, two of one issuer, and a flash price", async () => {
    const theirs = await claim(trade, at(4), await offer(trade));
    expect(await outcome(place(trade, at(5), peach.variant_id, { more: { coupon_ids: [theirs.id] } }))).toBe(
      "not_found",
    );
    const dear = await claim(trade, at(5), await offer(trade, { minimum_spend: 2991 }));
    expect(await outcome(place(trade, at(5), peach.variant_id, { more: { coupon_ids: [dear.id] } }))).toBe(
      "coupon_misfit",
    );
    const plain = await claim(trade, at(5), await offer(trade));
    const both = { coupon_ids: [dear.id, plain.id] };
    expect(await outcome(place(trade, at(5), peach.variant_id, { quantity: 2, more: both }))).toBe("coupon_misfit");
    const air = await goOnAir(trade, [peach.product_id]);
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, per_buyer_max: 5 });
    await turn(trade, 10_000);
    const inSale = (coupon_ids: string[]) =>
      outcome(place(trade, at(5), peach.variant_id, { more: { flash_sale_id: sale.id, coupon_ids } }));
    expect(await inSale([plain.id])).toBe("coupon_misfit");
    const shown = await quote(at(5), "best", { flash_sale_id: sale.id });
    expect(shown.coupons.find((one) => one.held_coupon_id === plain.id)).toMatchObject({ misfit: "flash_price" });
    expect(shown).toMatchObject({ goods: { amount: 990 }, coupon_ids: [] });
    expect(await inSale([(await claim(trade, at(5), await offer(trade, { goes_with_flash: true }))).id])).toBe(
      "placed",
    );
    await trade.api.call("endSession", { token: trade.merchant.token, params: { session_id: air.session_id } });
  });

  test("one that expired is gone, and is told about a day before", async () => {
    const held = await claim(
      trade,
      at(6),
      await offer(trade, { ends_at: new Date(trade.ctx.clock.nowMs() + 3600_000).toISOString() }),
    );
    await turn(trade, 3600_000);
    expect(await outcome(place(trade, at(6), peach.variant_id, { more: { coupon_ids: [held.id] } }))).toBe(
      "coupon_misfit",
    );
    expect((await wallet(at(6), "expired")).map((one) => one.id)).toContain(held.id);
  });
});

describe("coming back", () => {
  test("with an order that is cancelled or not paid in time, to be used again", async () => {
    const held = await claim(trade, at(7), await offer(trade));
    const more = { coupon_ids: [held.id] };
    await cancel(at(7), await place(trade, at(7), peach.variant_id, { more }));
    expect((await wallet(at(7))).map((one) => one.id)).toEqual([held.id]);
    await place(trade, at(7), peach.variant_id, { more });
    expect(await wallet(at(7))).toEqual([]);
    await turn(trade, 15 * 60_000);
    expect((await wallet(at(7)))[0]).toMatchObject({ id: held.id, used: null });
  });

  test("with a refund of the whole before it ships", async () => {
    const refund = (order: { id: string }) =>
      trade.api.call("refundOrder", {
        token: trade.operator.token,
        key: newKey(),
        params: { order_id: order.id },
        body: { reason: "sorry" },
      });
    const held = await claim(trade, at(7), await offer(trade));
    const order = await place(trade, at(7), peach.variant_id, { more: { coupon_ids: [held.id] } });
    await pay(trade, at(7), order);
    expect((await wallet(at(7))).map((one) => one.id)).not.toContain(held.id);
    await refund(order);
    // The provider is asked by a job.
    await expect
      .poll(async () => {
        await trade.ctx.settle();
        return (await wallet(at(7))).map((one) => one.id);
      })
      .toContain(held.id);
  });
});

test("nothing of stock or money was lost by all that", async () => {
  const stock = await trade.api.call("getStock", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id, variant_id: peach.variant_id },
  });
  expect(stock.on_hand).toBe(peach.stock);
  await expectSound(trade, peach, { reserved: stock.reserved, left: 0 });
});
