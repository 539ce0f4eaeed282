import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Address } from "../../contract/accounts.ts";
import { ApiError } from "../../contract/client.ts";
import type { Order } from "../../contract/orders.ts";
import { present } from "../../server/kernel/assert.ts";
import { addAddress, openShop, until } from "../kit/market.ts";
import { driversOf, type Driver, type Notice } from "../kit/providers/drivers.ts";
import { badLines, openProviders } from "../kit/providers/open-providers.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

const unavailable = "503 payment_unavailable";
/** How it was refused; anything else is an answer that there should not be. */
const refusalOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "answered",
    (error: unknown) => (error instanceof ApiError ? `${error.status} ${error.error.code}` : String(error)),
  );

/**
 * The whole way of an order's money through each adapter, against the fakes: own pages, real HTTP, real jobs. The three share nothing and
 * mostly wait, so they go at once.
 */
describe.each(["wechat", "alipay", "stripe"] as const)("by %s", { concurrent: true }, (name) => {
  let outside: Awaited<ReturnType<typeof openProviders>>;
  let server: TestServer;
  let driver: Driver;
  let merchant: Person;
  let buyer: Person;
  let operator: Person;
  let address: Address;
  let shop_id: string;
  let variant_id: string;
  const time = { now: () => new Date() };

  beforeAll(async () => {
    outside = await openProviders(() => time.now());
    server = await startServer({ env: { ...outside.env, PAYMENT_PROVIDER: name } });
    time.now = () => server.clock.now();
    driver = present(
      driversOf(outside, () => server.url).find((one) => one.name === name),
      "a driver for each",
    );
    merchant = await server.demo("merchant");
    operator = await server.demo("operator");
    buyer = await server.signIn("buyer@example.org");
    address = await addAddress(buyer);
    const opened = await openShop(merchant, { small: 500, large: 1 });
    shop_id = opened.shop.id;
    variant_id = opened.small;
  });
  afterAll(async () => {
    await server.stop();
    await outside.stop();
  });

  const placed = (quantity = 2): Promise<Order> =>
    buyer.call("placeOrder", { body: { lines: [{ variant_id, quantity }], address_id: address.id } });
  const askToPay = (order: Order) => buyer.call("payOrder", { params: { order_id: order.id }, body: {} });
  /** The buyer stands before the provider's page; gives what the provider knows the payment by. */
  const begun = async (order: Order): Promise<string> => driver.open(await askToPay(order));
  const look = (order: Order) => buyer.call("getOrder", { params: { order_id: order.id } });
  const stateOf = async (order: Order) => (await look(order)).state;
  const post = ({ to, body, headers }: Notice) => fetch(to, { method: "POST", body, headers: { ...headers } });
  const untilState = (order: Order, state: Order["state"]) =>
    until(async () => {
      await server.turn(0);
      return (await stateOf(order)) === state;
    }, 30_000);
  const paidOrder = async (quantity?: number) => {
    const order = await placed(quantity);
    const reference = await begun(order);
    expect((await post(driver.pays(reference))).status).toBe(200);
    await untilState(order, "to_ship");
    return { order, reference };
  };
  const refundWhole = (order: Order) =>
    operator.call("refundOrder", { params: { order_id: order.id }, body: { reason: "坏了" } });
  const sweep = () => server.ctx.db.transact((tx) => server.ctx.jobs.add(tx, "payments.sweep", {}));
  const sound = async () => expect((await operator.call("checkLedger")).problems).toEqual([]);

  describe("one after the other", { concurrent: false }, () => {
    it("a notice with a broken signature is refused; the true one pays, told twice at once and twice again; older words change nothing", async () => {
      const order = await placed();
      const reference = await begun(order);
      const notice = driver.pays(reference);
      const spoiled = await post(driver.spoiled(notice));
      expect(spoiled.status).toBe(401);
      expect(await spoiled.json()).toMatchObject({ code: "webhook_signature" });
      await server.turn(0);
      expect(await stateOf(order)).toBe("unpaid");

      const answers = await Promise.all([post(notice), post(notice)]);
      answers.push(await post(notice), await post(driver.pays(reference)), await post(driver.overtaken(reference)));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
      await untilState(order, "to_ship");
      expect(await look(order)).toMatchObject({ payment: { state: "captured", provider: name, failure: null } });
      const events = (await look(order)).timeline.map((entry) => entry.event);
      expect(events).toEqual(["placed", "paid"]);
      expect(driver.refundsOf(reference)).toEqual([]);
      await sound();
    });

    it("a part goes back, then the whole: the provider pays both once, and nothing is left", async () => {
      const { order, reference } = await paidOrder();
      const line_id = present(order.lines[0], "an order has a line").id;
      const asked = await buyer.call("applyAftersale", {
        params: { order_id: order.id },
        body: { way: "refund_only", reason: "changed_mind", lines: [{ line_id, quantity: 1 }] },
      });
      await merchant.call("actAsSeller", {
        params: { shop_id, aftersale_id: asked.id },
        body: { version: asked.version, action: "agree" },
      });
      await until(async () => {
        await server.turn(0);
        return (await buyer.call("getAftersale", { params: { aftersale_id: asked.id } })).state === "success";
      }, 30_000);
      expect(driver.refundsOf(reference)).toEqual([2990]);
      expect(await look(order)).toMatchObject({ state: "to_ship", refunded: { amount: 2990 } });
      await refundWhole(order);
      await untilState(order, "closed");
      expect(driver.refundsOf(reference)).toEqual([2990, order.total.amount - 2990]);
      expect(await look(order)).toMatchObject({
        close_reason: "refunded",
        payment: { state: "refunded", refunded: { amount: order.total.amount } },
      });
      await sound();
    });

    it("paid when the order was closed already, told or found by asking: the money goes back by itself, once", async () => {
      const orders = [await placed(1), await placed(1)];
      const references = await Promise.all(orders.map(begun));
      for (const order of orders) await buyer.call("cancelOrder", { params: { order_id: order.id } });
      const [told, lost] = references.map((reference) => driver.pays(reference));
      expect((await post(present(told, "a notice"))).status).toBe(200);
      server.clock.turn(61_000);
      await sweep();
      for (const [index, reference] of references.entries()) {
        const order = present(orders[index], "an order for each");
        await until(async () => {
          await server.turn(0);
          return driver.refundsOf(reference).length > 0;
        }, 30_000);
        await until(async () => (await look(order)).payment?.state === "refunded");
        expect(await stateOf(order)).toBe("closed");
      }
      // And the notice that was lost comes after all.
      expect((await post(present(lost, "a notice"))).status).toBe(200);
      await server.turn(0);
      expect(references.map((reference) => driver.refundsOf(reference))).toEqual(
        orders.map((order) => [order.total.amount]),
      );
      await sound();
    });

    it.each(badLines)(
      "a %s line loses nothing and does nothing twice: begin, ask and refund",
      { timeout: 60_000 },
      async (is) => {
        const [fresh, unheard, back] = [await placed(1), await placed(1), await paidOrder(1)];
        const lost = await begun(unheard);
        driver.pays(lost);
        server.clock.turn(61_000);
        outside.line.is = is;
        try {
          const before = outside.asked.length;
          await sweep();
          await refundWhole(back.order);
          const answer = driver.asks_to_begin ? await refusalOf(askToPay(fresh)) : unavailable;
          expect(answer).toBe(unavailable);
          // Both jobs have asked, and those who were answered badly have given up.
          await until(() => Promise.resolve(outside.asked.length >= before + (driver.asks_to_begin ? 3 : 2)), 30_000);
          await server.turn(0);
          expect([await stateOf(fresh), await stateOf(unheard)]).toEqual(["unpaid", "unpaid"]);
          expect(await look(back.order)).toMatchObject({ state: "to_ship", refund: { state: "paying" } });
        } finally {
          outside.line.is = "clear";
        }
        // It is asked again: the payment that was begun unknown to us is the same, and so is the refund that was made unknown to us.
        const reference = await begun(fresh);
        expect(driver.paymentsOf(reference)).toBe(1);
        expect((await post(driver.pays(reference))).status).toBe(200);
        await untilState(fresh, "to_ship");
        server.clock.turn(61_000);
        await sweep();
        await untilState(unheard, "to_ship");
        server.clock.turn(11 * 60_000);
        await sweep();
        await untilState(back.order, "closed");
        expect(driver.refundsOf(back.reference)).toEqual([back.order.total.amount]);
        expect([driver.refundsOf(reference), driver.refundsOf(lost)]).toEqual([[], []]);
        await sound();
      },
    );
  });
});
