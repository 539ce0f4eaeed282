import { afterAll, beforeAll, expect, it } from "vitest";
import { addAddress, buy, openShop, until } from "../kit/market.ts";
import { startServer, type TestServer } from "../kit/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it("a buyer asks, buys, reviews; the shop answers both; each is told once", async () => {
  const merchant = await server.demo("merchant");
  const buyer = await server.signIn("reviewer@example.org");
  const { shop, product, small } = await openShop(merchant);
  const kinds = async (person: typeof buyer) =>
    (await person.call("listNotifications")).data.map((one) => [one.kind, one.link] as const);

  const asked = await buyer.call("writeToShop", {
    params: { shop_id: shop.id },
    body: { text: "甜吗", about: { kind: "product", product_id: product.id } },
  });
  await buyer.call("writeToShop", { params: { shop_id: shop.id }, body: { text: "几天到" } });
  const { conversation_id } = asked;
  const told = await until(async () => {
    const mine = (await kinds(merchant)).filter(([kind]) => kind === "shop_message_received");
    return mine.length > 0 ? mine : null;
  });
  expect(told).toEqual([["shop_message_received", `/sell/messages/${conversation_id}?shop=${shop.id}`]]);
  await merchant.call("writeMessage", { params: { conversation_id }, body: { text: "很甜，三天" } });
  await until(async () =>
    (await kinds(buyer)).some(([kind, link]) => kind === "message_received" && link === `/messages/${shop.id}`),
  );

  const order = await buy(buyer, { variant: small, quantity: 1, address: await addAddress(buyer) });
  const params = { shop_id: shop.id, order_id: order.id };
  await merchant.call("shipOrder", { params, body: { carrier: "顺丰", tracking_number: "SF12345678" } });
  await buyer.call("receiveOrder", { params: { order_id: order.id } });
  const [due] = (await buyer.call("listReviewsDue")).data;
  const review = await buyer.call("writeReview", {
    params: { order_id: order.id, line_id: due?.line_id ?? "" },
    body: { stars: { goods: 5, service: 4, delivery: 5 }, text: "果然甜" },
  });
  await merchant.call("replyReview", {
    params: { shop_id: shop.id, review_id: review.id },
    body: { to: "first", text: "谢谢老铁" },
  });
  await until(async () => (await kinds(buyer)).some(([kind]) => kind === "review_replied"));
  expect((await kinds(merchant)).filter(([kind]) => kind === "shop_review_written")).toHaveLength(1);
  const shown = await server.guest("listProductReviews", { params: { product_id: product.id } });
  expect(shown.data).toMatchObject([{ first: { text: "果然甜", reply: { text: "谢谢老铁" } }, order_id: null }]);
});
