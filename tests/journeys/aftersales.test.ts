import { afterAll, beforeAll, expect, it } from "vitest";
import { ApiError } from "../../contract/client.ts";
import type { Aftersale } from "../../contract/aftersales.ts";
import type { Order } from "../../contract/orders.ts";
import type { Shop } from "../../contract/shops.ts";
import { addAddress, buy, jpeg, newHost, openShop, until } from "../kit/market.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

const hour_ms = 3600_000;
const day_ms = 24 * hour_ms;
const parcel = { carrier: "顺丰速运 SF Express", tracking_number: "SF1234567890" };

let server: TestServer;
let merchant: Person;
let operator: Person;
let buyer: Person;
let shop: Shop;
/** On sale with the right to return within seven days, and without. */
let jacket: string;
let peach: string;

beforeAll(async () => {
  server = await startServer();
  merchant = await server.demo("merchant");
  operator = await server.demo("operator");
  buyer = await server.signIn("returns@example.org");
  const opened = await openShop(merchant, { small: 20, large: 20 });
  shop = opened.shop;
  peach = opened.small;
  const picture = await merchant.call("createPicture", { body: await jpeg() });
  const made = await merchant.call("createProduct", {
    params: { shop_id: shop.id },
    body: {
      title: "冲锋衣",
      description: "三合一",
      unit: "件",
      picture_ids: [picture.id],
      shipping_fee: 800,
      return_policy: "seven_days",
      variants: [{ title: "L", price: 19900, initial_stock: 20 }],
    },
  });
  await merchant.call("setProductState", {
    params: { shop_id: shop.id, product_id: made.id },
    body: { state: "on_sale" },
  });
  jacket = made.variants[0]?.id ?? "";
});
afterAll(() => server.stop());

let address: Awaited<ReturnType<typeof addAddress>> | undefined;
async function bought(variant: string, stage: "to_ship" | "shipped" | "received", quantity = 1): Promise<Order> {
  address ??= await addAddress(buyer);
  const order = await buy(buyer, { variant, quantity, address });
  const params = { shop_id: shop.id, order_id: order.id };
  if (stage !== "to_ship") await merchant.call("shipOrder", { params, body: parcel });
  if (stage === "received") await buyer.call("receiveOrder", { params: { order_id: order.id } });
  return buyer.call("getOrder", { params: { order_id: order.id } });
}
const apply = (order: Order, body: Pick<Aftersale, "way" | "reason"> & Record<string, unknown>): Promise<Aftersale> =>
  buyer.call("applyAftersale", { params: { order_id: order.id }, body });
type One = Pick<Aftersale, "id" | "version">;
// The bodies are checked by the server: a test may say what no page would.
const buyerActs = (one: One, body: object, by: Person = buyer): Promise<Aftersale> =>
  by.call("actAsBuyer", { params: { aftersale_id: one.id }, body: { version: one.version, ...body } as never });
const sellerActs = (one: One, body: object, by: Person = merchant, shop_id = shop.id): Promise<Aftersale> =>
  by.call("actAsSeller", {
    params: { shop_id, aftersale_id: one.id },
    body: { version: one.version, ...body } as never,
  });
const operatorActs = (one: One, body: object): Promise<Aftersale> =>
  operator.call("actAsOperator", {
    params: { aftersale_id: one.id },
    body: { version: one.version, ...body } as never,
  });
const now = (one: { id: string }): Promise<Aftersale> =>
  buyer.call("getAftersale", { params: { aftersale_id: one.id } });
const inState = (one: { id: string }, state: Aftersale["state"]) =>
  until(async () => {
    const seen = await now(one);
    return seen.state === state ? seen : null;
  });
async function code(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "done";
  } catch (error) {
    if (error instanceof ApiError) return error.error.code;
    throw error;
  }
}
const states = (seen: Aftersale) => seen.timeline.map((entry) => `${entry.by} ${entry.action}`);

/** What somebody was told of this after-sale, the newest first. */
async function told(person: Person, one: { id: string }): Promise<string[]> {
  await server.turn(0);
  const { data } = await person.call("listNotifications", { query: { limit: 50 } });
  return data.filter((item) => item.link.includes(one.id)).map((item) => `${item.kind}: ${item.title}`);
}

it("refund only: asked before shipping, refused, asked anew, given back; nobody else's to decide", async () => {
  const order = await bought(jacket, "to_ship", 2);
  const line_id = order.lines[0]?.id ?? "";
  const asked = await apply(order, { way: "refund_only", reason: "changed_mind", lines: [{ line_id, quantity: 1 }] });
  expect(asked).toMatchObject({ state: "applied", before_shipping: true, amount: { amount: 19_900 } });
  expect(await told(merchant, asked)).toEqual(["shop_aftersale_changed: After-sale to answer"]);

  const rival = await newHost(server);
  const { shop: other } = await openShop(rival);
  expect(await code(sellerActs(asked, { action: "agree" }, rival, other.id))).toBe("not_found");
  expect(await code(sellerActs(asked, { action: "agree" }, rival))).toBe("not_yours");
  expect(await code(buyerActs(asked, { action: "withdraw" }, rival))).toBe("not_found");
  expect(await code(rival.call("getAftersale", { params: { aftersale_id: asked.id } }))).toBe("not_found");

  const refused = await sellerActs(asked, { action: "refuse", note: "已打包" });
  expect(refused).toMatchObject({ state: "seller_refused", turn: "buyer" });
  // A day to take it up, then it is closed and the order may be shipped.
  expect(Date.parse(refused.deadline?.at ?? "") - server.clock.nowMs()).toBeLessThanOrEqual(day_ms);
  const again = await buyerActs(await now(asked), { action: "reapply", note: "还没寄出" });
  expect(await code(sellerActs(refused, { action: "agree" }))).toBe("version_conflict");
  const agreed = await sellerActs(again, { action: "agree" });
  expect(agreed.state).toBe("paying");
  const done = await inState(asked, "success");
  expect(states(done)).toEqual(["buyer apply", "seller refuse", "buyer reapply", "seller agree", "system paid"]);
  expect(await buyer.call("getOrder", { params: { order_id: order.id } })).toMatchObject({
    state: "to_ship",
    refunded: { amount: 19_900 },
  });
  expect(await told(buyer, asked)).toEqual([
    "aftersale_changed: Agreed: your money is on its way",
    "aftersale_changed: The seller said no",
  ]);
});

it("return and refund by the 7-day right: in time, not of what is exempt, and received by default", async () => {
  const fruit = await bought(peach, "received");
  const noReason = { way: "return_refund", reason: "no_reason" } as const;
  expect(await code(apply(fruit, noReason))).toBe("return_exempt");
  const [kept, late] = [await bought(jacket, "received"), await bought(jacket, "received")];
  const asked = await apply(kept, noReason);
  // Who changes their mind pays both ways: the first freight stays paid.
  expect(asked).toMatchObject({ amount: { amount: 19_900 }, shipping: { amount: 0 }, fault: "buyer", goods_due: true });
  await sellerActs(asked, {
    action: "agree",
    return_address: { name: "退货组", phone: "057188880000", text: "文三路 1 号" },
  });
  await server.turn(6 * day_ms + hour_ms);
  expect(await told(buyer, asked)).toContain("aftersale_due: Time runs out for your after-sale");
  expect(await code(buyerActs(await now(asked), { action: "send_back", ...parcel, freight: "collect" }))).toBe(
    "invalid_param",
  );
  const sent = await buyerActs(await now(asked), { action: "send_back", ...parcel, freight: "own" });
  expect(sent).toMatchObject({ state: "returned", turn: "seller", freight: { means: "own", payer: "buyer" } });
  await server.turn(day_ms);
  expect(await code(apply(late, noReason))).toBe("aftersale_term_over");
  // Goods that are not as they should be go back for longer, whatever the page said.
  const rotten = await apply(fruit, { way: "refund_only", reason: "quality", amount: 1000 });
  expect(rotten.state).toBe("applied");
  await buyerActs(rotten, { action: "withdraw" });
  await server.turn(6 * day_ms);
  const done = await inState(asked, "success");
  expect(states(done).slice(-3)).toEqual(["buyer send_back", "system receive", "system paid"]);
  expect(await told(merchant, asked)).toContain("shop_aftersale_due: Time runs out for an after-sale");
});

it("exchange: other terms declined, agreed, sent back, sent again, confirmed; the money stays where it is", async () => {
  const order = await bought(jacket, "received");
  const asked = await apply(order, { way: "exchange", reason: "damaged", description: "拉链坏了" });
  const offer = { action: "propose", way: "refund_only", amount: 3000, note: "补偿 30 元可以吗" };
  const offered = await sellerActs(asked, offer);
  expect(offered).toMatchObject({ state: "proposed", turn: "buyer", proposal: { amount: { amount: 3000 } } });
  const back = await buyerActs(await now(asked), { action: "decline", note: "想换一件" });
  const agreed = await sellerActs(back, { action: "agree" });
  const sent = await buyerActs(agreed, { action: "send_back", ...parcel, freight: "collect" });
  const stock = () => merchant.call("getStock", { params: { shop_id: shop.id, variant_id: jacket } });
  const before = await stock();
  const exchanged = await sellerActs(sent, {
    action: "send_exchange",
    ...parcel,
    restock: [{ line_id: sent.lines[0]?.line_id, quantity: 1 }],
  });
  expect(exchanged.state).toBe("exchange_sent");
  // One is sent, the one that came back is sold again.
  expect((await stock()).on_hand).toBe(before.on_hand);
  const done = await buyerActs(await now(asked), { action: "confirm_exchange" });
  expect(done).toMatchObject({ state: "success", payment: null, lines: [{ restocked: 1 }] });
  expect(await told(merchant, asked)).toContain("shop_aftersale_changed: Exchange completed");
  expect(await buyer.call("getOrder", { params: { order_id: order.id } })).toMatchObject({
    state: "received",
    refunded: { amount: 0 },
  });
});

it("a dispute: both sides' evidence, a ruling for a part, taken up again, carried out", async () => {
  const order = await bought(jacket, "received");
  const asked = await apply(order, { way: "return_refund", reason: "not_as_described" });
  const refused = await sellerActs(asked, { action: "refuse", note: "与描述一致" });
  const proof = await buyer.call("createPicture", { body: await jpeg("#224466") });
  const disputed = await buyerActs(refused, { action: "dispute", note: "颜色不对", picture_ids: [proof.id] });
  expect(disputed).toMatchObject({ state: "dispute", code: 20, turn: "operator" });
  expect(await told(operator, asked)).toEqual(["dispute_opened: A dispute to decide"]);
  expect((await told(merchant, asked))[0]).toBe("shop_aftersale_changed: The buyer called the platform");
  const shown = await merchant.call("createPicture", { body: await jpeg("#446622") });
  const evidence = { action: "give_evidence", note: "详情页有说明", picture_ids: [shown.id] };
  const answered = await sellerActs(disputed, evidence);
  expect((await told(buyer, asked))[0]).toBe("aftersale_changed: The seller gave evidence");
  const ruling = { action: "rule_for_buyer", note: "色差明显，退一半", amount: 9_950, goods_back: false };
  expect(await code(operatorActs(answered, ruling))).toBe("evidence_open");
  await server.turn(3 * day_ms);
  const seen = await operator.call("getAnyAftersale", { params: { aftersale_id: asked.id } });
  const evidenceOf = (side: string) => seen.timeline.find((entry) => entry.by === side && entry.pictures.length > 0);
  expect([evidenceOf("buyer")?.pictures[0]?.id, evidenceOf("seller")?.pictures[0]?.id]).toEqual([proof.id, shown.id]);
  expect(await code(operatorActs(seen, { ...ruling, amount: 30_000 }))).toBe("refund_exceeds");
  const ruled = await operatorActs(seen, ruling);
  expect(ruled).toMatchObject({
    state: "platform_confirmed",
    ruling: { amount: { amount: 9_950 }, goods_back: false },
  });
  expect((await told(buyer, asked))[0]).toBe("aftersale_changed: The platform decided for you");
  const reopened = await operatorActs(ruled, { action: "reopen", note: "商家补充了凭证" });
  expect(reopened).toMatchObject({ state: "dispute", ruling: null });
  await server.turn(3 * day_ms);
  const last = await operatorActs(reopened, { ...ruling, note: "维持原裁决" });
  await server.turn(day_ms);
  const done = await inState(asked, "success");
  expect(done).toMatchObject({ version: last.version + 2, amount: { amount: 9_950 }, ruling: { note: "维持原裁决" } });
  const { data } = await operator.call("listAudit", { query: { limit: 50 } });
  expect(data.filter((entry) => entry.subject_id === asked.id).map((entry) => entry.action)).toEqual([
    "aftersales.rule_for_buyer",
    "aftersales.reopen",
    "aftersales.rule_for_buyer",
    "aftersales.aftersale_shown",
  ]);
});

it("the ledger adds up after all of it, and nothing is held that is over", async () => {
  const balances = await operator.call("checkLedger");
  expect(balances).toMatchObject({ ok: true });
  const { data } = await merchant.call("listShopAftersales", { params: { shop_id: shop.id }, query: { only: "open" } });
  expect(data).toEqual([]);
});
