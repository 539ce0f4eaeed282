import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
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
  turn,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { present } from "../../kernel/assert.ts";
import { signatureHeader } from "../payments/index.ts";
import { carrierSignatureHeader, sandboxCarrierSecrets } from "./index.ts";

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

/** An order of two lines, 3 and 2 units, paid. */
async function twoLines() {
  const peach = await putOnSale(trade, { stock: 10 });
  const plum = await putOnSale(trade, { stock: 10 });
  const order = await place(trade, buyer, peach.variant_id, {
    more: {
      lines: [
        { variant_id: peach.variant_id, quantity: 3 },
        { variant_id: plum.variant_id, quantity: 2 },
      ],
    },
  });
  await pay(trade, buyer, order);
  const [first, second] = order.lines.map((line) => line.id);
  return { peach, plum, order, first: first ?? "", second: second ?? "" };
}
const parcel = (
  order: { id: string },
  tracking_number: string,
  lines: { line_id: string; quantity: number }[] | null,
) => ({
  ...shipping(order, { tracking_number }),
  body: { carrier: "顺丰", tracking_number, lines },
});

test("an order goes in three parcels: it is shipped once everything left, and each unit leaves the stock with its parcel", async () => {
  const { peach, plum, order, first, second } = await twoLines();
  const part = await trade.api.call("shipOrder", parcel(order, "SF00000001", [{ line_id: first, quantity: 2 }]));
  expect(part).toMatchObject({ state: "to_ship", parcels: [{ lines: [{ line_id: first, quantity: 2 }] }] });
  await expectSound(trade, peach, { reserved: 1, left: 2 });
  await expectSound(trade, plum, { reserved: 2, left: 0 });
  await trade.api.refused(
    "parcel_exceeds",
    "shipOrder",
    parcel(order, "SF00000002", [{ line_id: first, quantity: 2 }]),
  );
  await trade.api.refused(
    "parcel_exceeds",
    "shipOrder",
    parcel(order, "SF00000002", [{ line_id: `line_${"0".repeat(26)}`, quantity: 1 }]),
  );
  // Parcels stand in the order in which they left.
  trade.ctx.clock.turn(1000);
  await trade.api.call("shipOrder", parcel(order, "SF00000002", [{ line_id: first, quantity: 1 }]));
  trade.ctx.clock.turn(1000);
  const whole = await trade.api.call("shipOrder", parcel(order, "SF00000003", null));
  expect(whole.state).toBe("shipped");
  expect(whole.parcels.map((one) => one.lines)).toEqual([
    [{ line_id: first, quantity: 2 }],
    [{ line_id: first, quantity: 1 }],
    [{ line_id: second, quantity: 2 }],
  ]);
  expect(whole.timeline.map((entry) => entry.event)).toEqual([
    "placed",
    "paid",
    "partly_shipped",
    "partly_shipped",
    "shipped",
  ]);
  await expectSound(trade, peach, { reserved: 0, left: 3 });
  await expectSound(trade, plum, { reserved: 0, left: 2 });
  await trade.api.refused("order_state", "shipOrder", parcel(order, "SF00000004", null));
});

test("two people who pack the same units at once send them once", async () => {
  const { peach, order, first } = await twoLines();
  const outcomes = await Promise.allSettled(
    ["SF00000011", "SF00000012"].map((number) =>
      trade.api.call("shipOrder", parcel(order, number, [{ line_id: first, quantity: 2 }])),
    ),
  );
  expect(outcomes.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expectSound(trade, peach, { reserved: 1, left: 2 });
});

test("a partly shipped order that is refunded gives back what has not left, and no more", async () => {
  const { peach, plum, order, first } = await twoLines();
  await trade.api.call("shipOrder", parcel(order, "SF00000021", [{ line_id: first, quantity: 2 }]));
  await trade.api.call("refundOrder", {
    token: trade.operator.token,
    key: newKey(),
    params: { order_id: order.id },
    body: { reason: "买家不要了" },
  });
  await trade.api.refused("refund_running", "shipOrder", parcel(order, "SF00000022", null));
  await trade.ctx.settle();
  await vi.waitFor(async () => {
    await trade.ctx.settle();
    expect((await look(trade, buyer, order)).state).toBe("closed");
  }, 20_000);
  await expectSound(trade, peach, { reserved: 0, left: 2 });
  await expectSound(trade, plum, { reserved: 0, left: 0 });
});

test("a wrong number is put right, what stood there stays, and there is an end to it", async () => {
  const { order } = await paidOrder();
  const shipped = await ship(trade, order);
  const parcel_id = shipped.parcels[0]?.id ?? "";
  const correct = (tracking_number: string, token = trade.merchant.token) => ({
    token,
    key: newKey(),
    params: { shop_id: trade.shop_id, order_id: order.id, parcel_id },
    body: { carrier: "中通快递 ZTO", tracking_number },
  });
  const after = await trade.api.call("correctParcel", correct("zto 7788-9900"));
  expect(after.parcels[0]).toMatchObject({
    carrier: "中通快递 ZTO",
    tracking_number: "ZTO77889900",
    corrections: [{ carrier: "顺丰", tracking_number: "SF1234567890" }],
  });
  // The buyer sees it too, and the shop finds the order by the new number.
  expect((await look(trade, buyer, order)).parcels[0]?.corrections).toHaveLength(1);
  const found = await trade.api.call("listShopOrders", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id },
    query: { q: "zto77889900" },
  });
  expect(found.data.map((one) => one.id)).toEqual([order.id]);
  await trade.api.refused("tracking_invalid", "correctParcel", correct("!"));
  await trade.api.refused("role_required", "correctParcel", correct("ZTO11111", buyer.token));
  await trade.api.call("correctParcel", correct("ZTO77889900"));
  for (const number of ["ZTO20001", "ZTO20002", "ZTO20003", "ZTO20004"])
    await trade.api.call("correctParcel", correct(number));
  await trade.api.refused("parcel_corrections", "correctParcel", correct("ZTO20005"));
});

describe("what a carrier says", () => {
  const secret = () => trade.ctx.seal.derive(sandboxCarrierSecrets.webhook);
  const report = (
    one: { id: string; tracking_number: string },
    events: { id: string; code: string; at: Date }[],
    change: { secret?: string; signed_at?: Date; shop_id?: string } = {},
  ) => {
    const body = JSON.stringify({
      object: "carrier_report",
      reference: `${change.shop_id ?? trade.shop_id}/${one.id}`,
      tracking_number: one.tracking_number,
      events: events.map((event) => ({
        ...event,
        at: event.at.toISOString(),
        text: "到达【杭州转运中心】",
        place: "杭州",
      })),
    });
    return {
      params: { feed: "sandbox" },
      body: new TextEncoder().encode(body),
      headers: {
        [carrierSignatureHeader]: signatureHeader(
          change.secret ?? secret(),
          change.signed_at ?? trade.ctx.clock.now(),
          body,
        ),
      },
    };
  };
  const hours = (count: number) => new Date(trade.ctx.clock.nowMs() + count * 3600_000);
  async function onItsWay() {
    const { order } = await paidOrder();
    const shipped = await ship(trade, order);
    return { order, one: present(shipped.parcels[0], "it was shipped") };
  }

  test("is taken once, in whatever order it comes, and counts the days until receipt from the delivery", async () => {
    const { order, one } = await onItsWay();
    const left_at = trade.ctx.clock.nowMs();
    await turn(trade, 3 * 24 * 3600_000);
    const [transit, out, there] = [hours(-48), hours(-3), hours(-1)];
    expect(
      await trade.api.call("receiveCarrierReport", report(one, [{ id: "e2", code: "out_for_delivery", at: out }])),
    ).toMatchObject({ taken: 1 });
    expect((await look(trade, buyer, order)).parcels[0]?.state).toBe("out_for_delivery");
    // Late, and twice.
    for (const taken of [1, 0])
      expect(
        await trade.api.call("receiveCarrierReport", report(one, [{ id: "e1", code: "in_transit", at: transit }])),
      ).toMatchObject({ taken });
    expect((await look(trade, buyer, order)).parcels[0]?.state).toBe("out_for_delivery");
    await trade.api.call(
      "receiveCarrierReport",
      report(one, [
        { id: "e3", code: "delivered", at: there },
        { id: "e3", code: "delivered", at: there },
        { id: "e1", code: "in_transit", at: transit },
      ]),
    );
    const seen = await look(trade, buyer, order);
    expect(seen.parcels[0]).toMatchObject({ state: "delivered", delivered_at: there.toISOString() });
    expect(seen.parcels[0]?.events.map((event) => event.code)).toEqual(["delivered", "out_for_delivery", "in_transit"]);
    expect(seen.auto_receive_at).toBe(new Date(there.getTime() + 10 * 24 * 3600_000).toISOString());
    expect(seen.timeline.at(-1)).toMatchObject({ event: "delivered", by: "system" });
    // What was counted from shipping falls and finds that there is time yet.
    await turn(trade, left_at + 10 * 24 * 3600_000 - trade.ctx.clock.nowMs());
    expect((await look(trade, buyer, order)).state).toBe("shipped");
    await turn(trade, there.getTime() + 10 * 24 * 3600_000 - trade.ctx.clock.nowMs());
    expect((await look(trade, buyer, order)).state).toBe("received");
  });

  test("holds receipt back while it is on its way, until it falls silent", async () => {
    const { order, one } = await onItsWay();
    await turn(trade, 9 * 24 * 3600_000);
    await trade.api.call("receiveCarrierReport", report(one, [{ id: "t1", code: "in_transit", at: hours(0) }]));
    await turn(trade, 2 * 24 * 3600_000);
    expect((await look(trade, buyer, order)).state).toBe("shipped");
    await turn(trade, 4 * 24 * 3600_000);
    expect((await look(trade, buyer, order)).state).toBe("received");
  });

  test("is refused where it is not rightly signed, too old, of no parcel of ours or not in the format", async () => {
    const { order, one } = await onItsWay();
    const events = [{ id: "x1", code: "delivered", at: hours(0) }];
    await trade.api.refused(
      "webhook_signature",
      "receiveCarrierReport",
      report(one, events, { secret: "somebody else" }),
    );
    await trade.api.refused("webhook_replayed", "receiveCarrierReport", report(one, events, { signed_at: hours(-1) }));
    await trade.api.refused(
      "webhook_unknown",
      "receiveCarrierReport",
      report({ ...one, id: `ship_${"0".repeat(26)}` }, events),
    );
    await trade.api.refused(
      "webhook_unknown",
      "receiveCarrierReport",
      report(one, [{ ...present(events[0], "one"), code: "eaten" }]),
    );
    await trade.api.refused("webhook_unknown", "receiveCarrierReport", {
      ...report(one, events),
      params: { feed: "another" },
    });
    expect((await look(trade, buyer, order)).parcels[0]?.state).toBe("shipped");
  });

  test("of a number that was corrected since is left aside", async () => {
    const { order, one } = await onItsWay();
    await trade.api.call("correctParcel", {
      token: trade.merchant.token,
      key: newKey(),
      params: { shop_id: trade.shop_id, order_id: order.id, parcel_id: one.id },
      body: { carrier: one.carrier, tracking_number: "SF55555555" },
    });
    const events = [{ id: "old1", code: "delivered", at: hours(0) }];
    expect(await trade.api.call("receiveCarrierReport", report(one, events))).toMatchObject({ taken: 0 });
    expect(
      await trade.api.call("receiveCarrierReport", report({ ...one, tracking_number: "SF55555555" }, events)),
    ).toMatchObject({ taken: 1 });
  });

  test("is written by hand where no carrier speaks, and an order of several parcels waits for the last", async () => {
    const { order, first } = await twoLines();
    await trade.api.call("shipOrder", parcel(order, "SF00000031", [{ line_id: first, quantity: 1 }]));
    const both = (await trade.api.call("shipOrder", parcel(order, "SF00000032", null))).parcels;
    const say = (parcel_id: string) => ({
      token: trade.merchant.token,
      key: newKey(),
      params: { shop_id: trade.shop_id, order_id: order.id, parcel_id },
      body: { code: "delivered" as const, text: "放在驿站" },
    });
    const [one, other] = both.map((had) => had.id);
    const shipped_until = (await look(trade, buyer, order)).auto_receive_at;
    await turn(trade, 24 * 3600_000);
    await trade.api.call("addTrackingEvent", say(one ?? ""));
    expect((await look(trade, buyer, order)).auto_receive_at).toBe(shipped_until);
    const done = await trade.api.call("addTrackingEvent", say(other ?? ""));
    expect(done.auto_receive_at).toBe(hours(240).toISOString());
    await trade.api.refused("parcel_state", "addTrackingEvent", say(one ?? ""));
    await trade.api.refused("not_found", "addTrackingEvent", say(`ship_${"0".repeat(26)}`));
  });
});
