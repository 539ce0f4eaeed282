import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Address } from "../../contract/accounts.ts";
import { addAddress, openShop, payOnPage, until } from "../kit/market.ts";
import { RoomSocket } from "../kit/room-socket.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
let buyer: Person;
let address: Address;
let first: Awaited<ReturnType<typeof openShop>>;
let second: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  server = await startServer();
  first = await openShop(await server.demo("host"));
  second = await openShop(await server.demo("merchant"), { small: 5, large: 1 });
  buyer = await server.signIn("two-shops@example.org");
  address = await addAddress(buyer);
});
afterAll(() => server.stop());

const put = (variant_id: string, quantity: number) => buyer.call("putInCart", { body: { variant_id, quantity } });
const body = (quantity: number, of: string = second.small) => ({
  address_id: address.id,
  parts: [
    { shop_id: first.shop.id, lines: [{ variant_id: first.small, quantity: 1 }] },
    { shop_id: second.shop.id, lines: [{ variant_id: of, quantity }] },
  ],
});
const look = (checkout: { id: string }) => buyer.call("getCheckout", { params: { checkout_id: checkout.id } });
const pay = async (checkout: { id: string }) => {
  const { pay_url } = await buyer.call("payCheckout", { params: { checkout_id: checkout.id }, body: {} });
  const page = await (await fetch(pay_url ?? "")).text();
  await payOnPage(pay_url ?? "");
  return page;
};

describe("a checkout over two shops", () => {
  it("goes from two carts of one person to two paid orders with one payment", async () => {
    const lines = [{ variant_id: first.small, quantity: 1, price_seen: 2990, put_in_at: new Date(0).toISOString() }];
    expect((await server.guest("viewCart", { body: { lines } })).lines_count).toBe(1);
    const hears = await RoomSocket.open(server.url, { token: buyer.token, device: "device-of-the-buyer" });
    hears.send({ t: "join", channel: "account" });
    await hears.frame("joined");
    await buyer.call("mergeCart", { body: { lines } });
    const cart = await put(second.small, 2);
    expect(cart.groups.map((group) => group.lines.length)).toEqual([1, 1]);

    const quote = await buyer.call("quoteCheckout", { body: body(2) });
    const checkout = await buyer.call("createCheckout", { body: body(2) });
    expect(checkout).toMatchObject({ state: "open", total: quote.total });
    expect((await buyer.call("countCart")).lines).toBe(0);
    expect((await buyer.call("listCheckouts", { query: { state: "unpaid" } })).data).toHaveLength(1);
    // The provider's page names what all the shops are paid for.
    expect(await pay(checkout)).toContain("水蜜桃 and 1 more");
    const paid = await until(async () => {
      const now = await look(checkout);
      return now.state === "paid" ? now : null;
    });
    await hears.item("checkout", (item) => item.state === "paid");
    hears.close();
    for (const part of paid.parts) {
      const order = await buyer.call("getOrder", { params: { order_id: part.order_id ?? "" } });
      expect(order).toMatchObject({ state: "to_ship", checkout_id: checkout.id, total: part.total });
    }
    expect((await buyer.call("listCheckouts", { query: { state: "unpaid" } })).data).toEqual([]);
    const check = await (await server.demo("operator")).call("checkLedger");
    expect(check.problems).toEqual([]);
  });

  it("says what is gone where the last one was just sold, and lets the rest be taken", async () => {
    await put(first.small, 1);
    await put(second.large, 1);
    const quick = await server.signIn("quick@example.org");
    const theirs = await addAddress(quick);
    await quick.call("placeOrder", {
      body: { lines: [{ variant_id: second.large, quantity: 1 }], address_id: theirs.id },
    });
    const checkout = await buyer.call("createCheckout", { body: body(1, second.large) });
    expect(checkout).toMatchObject({
      state: "awaiting_choice",
      parts: [{ state: "placed" }, { state: "refused", lines: [{ problem: "sold_out", available: 0 }] }],
    });
    expect((await buyer.call("getCart")).unavailable).toMatchObject([{ variant_id: second.large }]);
    await buyer.call("takeRest", { params: { checkout_id: checkout.id } });
    await pay(checkout);
    await until(async () => (await look(checkout)).state === "paid");
    expect((await look(checkout)).total).toEqual(checkout.total);
  });
});
