import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  look,
  newBuyer,
  newKey,
  openTrade,
  pay,
  place,
  putOnSale,
  ship,
  turn,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { present } from "../../kernel/assert.ts";
import { verdictOf } from "./lateness.ts";

const hour_ms = 3600_000;
let trade: Trade;
let buyer: Buyer;
let other: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
  other = await newBuyer(trade, "李大山");
});
afterAll(() => trade.end());

async function paidOrder(of = buyer) {
  const peach = await putOnSale(trade, { stock: 5 });
  const order = await place(trade, of, peach.variant_id);
  await pay(trade, of, order);
  return look(trade, of, order);
}
const addressIn = (region: string, street = "解放路 1 号") =>
  trade.api.call("createAddress", {
    token: buyer.token,
    body: {
      name: "王小明",
      phone: "+86 138 0013 8000",
      region,
      city: "某市",
      district: "",
      street,
      postal_code: "",
    },
  });
const byBuyer = (order: { id: string }, more: object = {}, token = buyer.token) => ({
  token,
  key: newKey(),
  params: { order_id: order.id, ...more },
});
const byShop = (order: { id: string }, more: object = {}) => ({
  token: trade.merchant.token,
  key: newKey(),
  params: { shop_id: trade.shop_id, order_id: order.id, ...more },
});
const askFor = async (order: { id: string }) => {
  const address = await addressIn("江苏省");
  const asked = await trade.api.call("askAddress", {
    ...byBuyer(order),
    body: { address_id: address.id, reason: "搬家了" },
  });
  return { asked, ask_id: present(asked.asks[0], "it was asked").id };
};

test("another address is asked for and agreed to: the shop ships there, and what was ordered first stays known", async () => {
  const order = await paidOrder();
  const { asked, ask_id } = await askFor(order);
  expect(asked.asks[0]).toMatchObject({ kind: "address", state: "asked", reason: "搬家了" });
  expect(asked.asks[0]?.address?.text).toContain("江苏省");
  // Nothing is shipped meanwhile, and only its own shop answers.
  await trade.api.refused("ask_open", "shipOrder", {
    ...byShop(order),
    body: { carrier: "顺丰", tracking_number: "SF77777777" },
  });
  await trade.api.refused("ask_open", "askAddress", { ...byBuyer(order), body: { address_id: buyer.address.id } });
  await trade.api.refused("not_found", "withdrawAsk", byBuyer(order, { ask_id }, other.token));
  expect((await look(trade, trade.operator, order)).asks[0]?.address?.name).toBe("王***");
  await turn(trade, 3 * hour_ms);
  const answer = { ...byShop(order, { ask_id }), body: { accept: true } };
  const agreed = await trade.api.call("answerAddress", answer);
  expect(agreed.asks[0]?.state).toBe("accepted");
  // The promise stood still while the shop was waited for.
  expect(Date.parse(agreed.ship_by ?? "") - Date.parse(order.ship_by ?? "")).toBe(3 * hour_ms);
  expect((await trade.api.call("answerAddress", answer)).asks[0]?.state).toBe("accepted");
  await trade.api.refused("ask_ended", "answerAddress", { ...byShop(order, { ask_id }), body: { accept: false } });
  expect((await look(trade, buyer, order)).address.text).toContain("江苏省");
  const revealed = await trade.api.call("revealAddress", byShop(order));
  expect(revealed.street).toBe("解放路 1 号");
  await ship(trade, order);
});

test("two who answer at once give one answer", async () => {
  const order = await paidOrder();
  const { ask_id } = await askFor(order);
  const outcomes = await Promise.allSettled([
    trade.api.call("answerAddress", { ...byShop(order, { ask_id }), body: { accept: true } }),
    trade.api.call("withdrawAsk", byBuyer(order, { ask_id })),
  ]);
  expect(outcomes.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("an address nobody answers for lapses after a day, and nothing changes", async () => {
  const order = await paidOrder();
  const { ask_id } = await askFor(order);
  await turn(trade, 24 * hour_ms - 1);
  expect((await look(trade, buyer, order)).asks[0]?.state).toBe("asked");
  await turn(trade, 1);
  const after = await look(trade, buyer, order);
  expect(after.asks[0]?.state).toBe("lapsed");
  expect(after.address.text).toContain("文三路");
  await trade.api.refused("ask_ended", "answerAddress", { ...byShop(order, { ask_id }), body: { accept: true } });
  await ship(trade, order);
});

test("where it does not deliver, or delivery costs more, another address is refused at once", async () => {
  const inShop = { token: trade.merchant.token, params: { shop_id: trade.shop_id } };
  const template = await trade.api.call("createShippingTemplate", {
    ...inShop,
    body: {
      name: "按省",
      base_fee: 600,
      item_fee: 0,
      free_from: null,
      rules: [
        { regions: ["CN-XZ"], delivers: false, base_fee: 0, item_fee: 0 },
        { regions: ["CN-XJ"], delivers: true, base_fee: 2500, item_fee: 0 },
        { regions: ["CN-JS"], delivers: true, base_fee: 300, item_fee: 0 },
      ],
    },
  });
  const peach = await putOnSale(trade, { stock: 5 });
  await trade.api.call("changeProducts", {
    ...inShop,
    key: newKey(),
    body: {
      dry_run: false,
      product_ids: [peach.product_id],
      act: { kind: "shipping", shipping_template_id: template.id },
    },
  });
  const order = await place(trade, buyer, peach.variant_id);
  await pay(trade, buyer, order);
  expect(order.shipping.amount).toBe(600);
  const ask = async (region: string) => ({ ...byBuyer(order), body: { address_id: (await addressIn(region)).id } });
  await trade.api.refused("region_not_served", "askAddress", await ask("西藏自治区"));
  await trade.api.refused("freight_differs", "askAddress", await ask("新疆维吾尔自治区"));
  await trade.api.refused("region_unknown", "askAddress", await ask("亚特兰蒂斯"));
  // Cheaper is fine, and the fee stays as it was paid.
  const asked = await trade.api.call("askAddress", await ask("江苏省"));
  expect(asked).toMatchObject({ shipping: { amount: 600 }, asks: [{ state: "asked" }] });
});

test("a later date is the shop's to ask for and the buyer's to agree to", async () => {
  const order = await paidOrder();
  const ship_by = new Date(Date.parse(order.ship_by ?? "") + 72 * hour_ms).toISOString();
  const wish = { ...byShop(order), body: { ship_by, reason: "产地大雨，采摘推迟" } };
  await trade.api.refused("delay_invalid", "askDelay", {
    ...wish,
    key: newKey(),
    body: { ...wish.body, ship_by: order.created_at },
  });
  const asked = await trade.api.call("askDelay", wish);
  const ask_id = present(asked.asks[0], "it was asked").id;
  await trade.api.refused("not_found", "answerDelay", {
    ...byBuyer(order, { ask_id }, other.token),
    body: { accept: true },
  });
  const agreed = await trade.api.call("answerDelay", { ...byBuyer(order, { ask_id }), body: { accept: true } });
  expect(agreed).toMatchObject({ ship_by, asks: [{ kind: "delay", state: "accepted", ship_by }] });
  // What had been promised first passes, and nothing is late.
  await turn(trade, 48 * hour_ms);
  expect((await look(trade, buyer, order)).timeline.map((entry) => entry.event)).not.toContain("late");
  await turn(trade, 72 * hour_ms);
  expect((await look(trade, buyer, order)).timeline.map((entry) => entry.event)).toContain("late");
});

test("dispatch that is late is noted once, whatever falls when", async () => {
  const order = await paidOrder();
  await turn(trade, 48 * hour_ms - 1);
  expect((await look(trade, buyer, order)).timeline.at(-1)?.event).toBe("paid");
  await turn(trade, 1);
  const late = await look(trade, buyer, order);
  expect(late.timeline.filter((entry) => entry.event === "late")).toHaveLength(1);
  expect(
    verdictOf(
      { state: late.state, settlement_held: false, ship_by: new Date(late.ship_by ?? ""), open_ask: null },
      trade.ctx.clock.now(),
    ),
  ).toEqual({ do: "late" });
  await ship(trade, order);
});

test("late dispatch is paid for once, out of the order, and the shop settles for the rest", async () => {
  const order = await paidOrder();
  await turn(trade, 48 * hour_ms);
  const late = await look(trade, buyer, order);
  // Five percent of 29.90, floored; never below 1.00.
  expect(late.compensation).toMatchObject({ amount: { amount: 149 }, state: "paying" });
  await vi.waitFor(async () => {
    await trade.ctx.settle();
    expect((await look(trade, buyer, order)).compensation?.state).toBe("paid");
  }, 40_000);
  // The deadline falls again, and nothing more is given.
  await turn(trade, 30 * hour_ms);
  const paid = await look(trade, buyer, order);
  expect(paid).toMatchObject({ state: "to_ship", refunded: { amount: 149 } });
  expect(paid.timeline.filter((entry) => entry.event === "compensated")).toHaveLength(1);
  await ship(trade, order);
  expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
});

test("a compensation the provider refuses is tried again, and given up in the end", async () => {
  const order = await paidOrder();
  trade.till.mood = (amount) => (amount === 149 ? "refuses" : "pays");
  await turn(trade, 48 * hour_ms);
  const tries = async () =>
    [...trade.till.refunds.values()].filter((one) => "state" in one && one.state === "failed").length;
  const until = (count: number) =>
    vi.waitFor(async () => {
      await trade.ctx.settle();
      expect(await tries()).toBe(count);
      const { rows } = await sql<{ waits: boolean }>`select again_at is not null or state = 'failed' as waits
        from fulfillment.compensation where order_id = ${order.id}`.execute(trade.ctx.db.reader);
      expect(rows).toEqual([{ waits: true }]);
    }, 40_000);
  await until(1);
  let count = 1;
  for (const hours of [1, 6, 24, 72, 168]) {
    expect((await look(trade, buyer, order)).compensation?.state).toBe("paying");
    await turn(trade, hours * hour_ms);
    await until((count += 1));
  }
  expect((await look(trade, buyer, order)).compensation?.state).toBe("failed");
  await turn(trade, 200 * hour_ms);
  expect(await tries()).toBe(6);
  trade.till.mood = () => "pays";
  expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
}, 120_000);

test("a buyer reminds the shop once a day, and only of what is to be shipped", async () => {
  const order = await paidOrder();
  const first = await trade.api.call("remindShop", byBuyer(order));
  expect(Date.parse(first.remind_at ?? "")).toBe(trade.ctx.clock.nowMs() + 24 * hour_ms);
  const refused = await trade.api.refused("reminded_too_soon", "remindShop", byBuyer(order));
  expect(refused.details).toEqual({ hours: 24 });
  await turn(trade, 24 * hour_ms);
  await trade.api.call("remindShop", byBuyer(order));
  await ship(trade, order);
  await trade.api.refused("order_state", "remindShop", byBuyer(order));
  await trade.api.refused("not_found", "remindShop", byBuyer(order, {}, other.token));
});

test("receipt is put off once", async () => {
  const order = await paidOrder();
  await trade.api.refused("order_state", "extendReceipt", byBuyer(order));
  const shipped = await ship(trade, order);
  const key = newKey();
  const outcomes = await Promise.all([1, 2].map(() => trade.api.call("extendReceipt", { ...byBuyer(order), key })));
  expect(outcomes[0]).toEqual(outcomes[1]);
  const after = await look(trade, buyer, order);
  expect(Date.parse(after.auto_receive_at ?? "") - Date.parse(shipped.auto_receive_at ?? "")).toBe(5 * 24 * hour_ms);
  await trade.api.refused("receipt_extended", "extendReceipt", byBuyer(order));
  await turn(trade, 10 * 24 * hour_ms);
  expect((await look(trade, buyer, order)).state).toBe("shipped");
  await turn(trade, 5 * 24 * hour_ms);
  expect((await look(trade, buyer, order)).state).toBe("received");
});

test("the shop's remark is its own; orders are found by its color", async () => {
  const order = await paidOrder();
  const remark = { flag: "red" as const, text: "王小明要求周末送" };
  const written = await trade.api.call("remarkOrder", { ...byShop(order), body: remark });
  expect(written.shop_remark).toMatchObject(remark);
  expect((await look(trade, buyer, order)).shop_remark).toBeNull();
  expect((await look(trade, trade.operator, order)).shop_remark).toMatchObject(remark);
  const list = (flag: "red" | "blue") =>
    trade.api.call("listShopOrders", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id },
      query: { flag },
    });
  expect((await list("red")).data.map((one) => one.id)).toEqual([order.id]);
  expect((await list("blue")).data).toEqual([]);
  await trade.api.refused("role_required", "remarkOrder", { ...byShop(order), token: buyer.token, body: remark });
  await trade.api.call("remarkOrder", { ...byShop(order), body: { flag: "none", text: "" } });
  expect((await look(trade, trade.operator, order)).shop_remark).toBeNull();
});
