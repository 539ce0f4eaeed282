import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectSound,
  look,
  newBuyer,
  newKey,
  openTrade,
  pay,
  place,
  putOnSale,
  ship,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";

let trade: Trade;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());

async function paidOrder() {
  const peach = await putOnSale(trade, { stock: 5 });
  const order = await place(trade, buyer, peach.variant_id, { quantity: 2 });
  await pay(trade, buyer, order);
  return { peach, order };
}
const shipping = (
  order: { id: string },
  more: { token?: string; shop_id?: string; tracking_number?: string } = {},
) => ({
  token: more.token ?? trade.merchant.token,
  key: newKey(),
  params: { shop_id: more.shop_id ?? trade.shop_id, order_id: order.id },
  body: { carrier: "顺丰", tracking_number: more.tracking_number ?? "SF1234567890" },
});

test("shipping takes the units out of stock once: the same key again gives the same answer, another is refused", async () => {
  const { peach, order } = await paidOrder();
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 4 }, () => ship(trade, order, key)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  await trade.api.refused("order_state", "shipOrder", shipping(order));
  expect((await look(trade, buyer, order)).shipment).toMatchObject({
    carrier: "顺丰",
    tracking_number: "SF1234567890",
  });
  await expectSound(trade, peach, { reserved: 0, left: 2 });
});

test("two people who ship one order at once make one parcel", async () => {
  const { peach, order } = await paidOrder();
  const outcomes = await Promise.allSettled([
    trade.api.call("shipOrder", shipping(order)),
    trade.api.call("shipOrder", shipping(order)),
  ]);
  expect(outcomes.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expectSound(trade, peach, { reserved: 0, left: 2 });
});

test("a tracking number that cannot be one is refused, and nothing is shipped", async () => {
  const { peach, order } = await paidOrder();
  for (const tracking_number of ["1234", "A".repeat(41), "SF;1234567"])
    await trade.api.refused("tracking_invalid", "shipOrder", shipping(order, { tracking_number }));
  expect((await look(trade, buyer, order)).state).toBe("to_ship");
  await expectSound(trade, peach, { reserved: 2, left: 0 });
});

test("only its own shop ships an order or looks at its address", async () => {
  const { order } = await paidOrder();
  const second = await trade.api.call("createShop", {
    token: trade.merchant.token,
    body: { name: "第三家", intro: "", dispatch_hours: 48 },
  });
  await trade.api.refused("not_found", "shipOrder", shipping(order, { shop_id: second.id }));
  await trade.api.refused("role_required", "shipOrder", shipping(order, { token: buyer.token }));
  await trade.api.refused("not_found", "revealAddress", {
    token: trade.merchant.token,
    params: { shop_id: second.id, order_id: order.id },
  });
  expect((await look(trade, buyer, order)).state).toBe("to_ship");
});

test("the whole address is shown to ship by, and every look is recorded", async () => {
  const { order } = await paidOrder();
  const reveal = () =>
    trade.api.call("revealAddress", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id, order_id: order.id },
    });
  expect(await reveal()).toEqual({
    object: "delivery_address",
    name: "王小明",
    phone: "+86 138 0013 8000",
    region: "浙江省",
    city: "杭州市",
    district: "西湖区",
    street: "文三路 90 号",
    postal_code: "310012",
  });
  await reveal();
  const looks = await sql<{
    account_id: string;
  }>`select account_id from fulfillment.address_look where order_id = ${order.id}`.execute(trade.ctx.db.reader);
  expect(looks.rows).toEqual([{ account_id: trade.merchant.account_id }, { account_id: trade.merchant.account_id }]);
  await ship(trade, order);
  await trade.api.call("receiveOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });
  await trade.api.refused("order_state", "revealAddress", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id, order_id: order.id },
  });
});
