import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectSound,
  fieldsFor,
  newBuyer,
  newKey,
  openTrade,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { limits } from "../../kernel/limits.ts";

let trade: Trade;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());

test("quantities, prices and lines out of range are refused by name, and nothing is reserved", async () => {
  const peach = await putOnSale(trade, { stock: 5 });
  const order = (body: object) => ({
    token: buyer.token,
    key: newKey(),
    body: { ...fieldsFor(buyer, peach.variant_id), ...body },
  });
  const line = (quantity: number) => ({ lines: [{ variant_id: peach.variant_id, quantity }] });
  for (const quantity of [0, -1, 1.5, 1000, 2 ** 53, Number.NaN])
    await trade.api.refused("invalid_param", "placeOrder", order(line(quantity)));
  await trade.api.refused("invalid_param", "placeOrder", order({ lines: [] }));
  for (const expected_total of [-1, 0.5, 2 ** 60])
    await trade.api.refused("invalid_param", "placeOrder", order({ expected_total }));
  // A price that was shown in another currency, or is another for another reason, is not the price.
  await trade.api.refused("price_changed", "placeOrder", order({ expected_total: 1 }));
  await trade.api.refused("invalid_param", "placeOrder", order({ currency: "USD" }));
  for (const price of [0, -1, 0.5, limits.price_minor_max + 1])
    await trade.api.refused("invalid_param", "createProduct", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id },
      body: {
        title: "水蜜桃",
        description: "",
        unit: "箱",
        picture_ids: [],
        return_policy: "seven_days",
        variants: [{ title: "6", price }],
      },
    });
  expect((await trade.api.call("listMyOrders", { token: buyer.token })).data).toEqual([]);
  await expectSound(trade, peach, { reserved: 0, left: 0 });
});
