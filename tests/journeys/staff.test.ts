import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { startServer, type TestServer } from "../kit/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe("working for a shop", () => {
  it("staff keep goods and ship orders, and nothing more once removed", async () => {
    const owner = await server.demo("merchant");
    const { shop, small } = await openShop(owner);
    const params = { shop_id: shop.id };
    const anna = await server.signIn("anna@example.org");
    await expect(anna.call("listShopOrders", { params })).rejects.toMatchObject({ error: { code: "role_required" } });
    await owner.call("addStaff", { params, body: { identifier: "Anna@Example.org" } });

    const buyer = await server.signIn("buyer@example.org");
    const order = await buy(buyer, { variant: small, quantity: 1, address: await addAddress(buyer) });
    expect((await anna.call("listShopOrders", { params })).data.map((one) => one.id)).toEqual([order.id]);
    const shipping = {
      params: { ...params, order_id: order.id },
      body: { carrier: "SF Express", tracking_number: "sf1234567890" },
    };
    expect(await anna.call("shipOrder", shipping)).toMatchObject({ state: "shipped" });
    expect((await anna.call("listShopProducts", { params })).data).toHaveLength(1);
    const rename = { params, body: { name: "我的了", intro: "" } };
    await expect(anna.call("updateShop", rename)).rejects.toMatchObject({ error: { code: "not_yours" } });
    await expect(anna.call("addStaff", { params, body: { identifier: "buyer@example.org" } })).rejects.toMatchObject({
      error: { code: "not_yours" },
    });

    await owner.call("removeStaff", { params: { ...params, account_id: anna.account_id } });
    for (const ask of [
      () => anna.call("listShopOrders", { params }),
      () => anna.call("listStaff", { params }),
      () => anna.call("revealAddress", { params: { ...params, order_id: order.id } }),
      () => anna.call("getShopBalance", { params }),
    ])
      await expect(ask()).rejects.toMatchObject({ error: { code: "not_yours" } });
    expect((await anna.call("listMyShops")).data).toEqual([]);
  });
});
