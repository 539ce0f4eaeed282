import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute } from "../../../tests/kit/call-route.ts";
import { testGoods } from "../../../tests/kit/goods.ts";

type Goods = Awaited<ReturnType<typeof testGoods>>;
let goods: Goods;
let seller: Awaited<ReturnType<Goods["seller"]>>;
beforeAll(async () => {
  goods = await testGoods();
  seller = await goods.seller();
});
afterAll(() => goods.ctx.end());

let keys = 0;
const inShop = (more: object) => ({
  caller: seller.caller,
  params: { shop_id: seller.shop_id },
  key: `key-${(keys += 1)}`,
  ...more,
});
/** The prices guests were offered, by variant: null where it left the shelf. */
const offered = async (product_id: string): Promise<(number | null)[][]> =>
  (await callRoute(goods.parts, "getPriceHistory", { caller: null, params: { product_id } })).variants.map(
    ({ points }) => points.map(({ price }) => price?.amount ?? null),
  );

/** On sale with one option, "A", for 10.00 and the SKU code given. */
async function onSale(sku_code: string): Promise<string> {
  const { id } = await goods.product(seller, { variants: [{ title: "A", sku_code, price: 1000, initial_stock: 3 }] });
  await goods.sell(seller, id);
  return id;
}

describe("the price history is whole, whichever way a price or a state was changed", () => {
  it("by hand, off and on again, and not while it is a draft", async () => {
    const { id } = await goods.product(seller, { variants: [{ title: "A", price: 700 }] });
    const save = async (price: number) => {
      const fields = await goods.fields(seller.caller, { variants: [{ id: await only(id), title: "A", price }] });
      await callRoute(goods.parts, "updateProduct", {
        caller: seller.caller,
        params: { shop_id: seller.shop_id, product_id: id },
        body: fields,
      });
    };
    await save(800);
    await goods.sell(seller, id);
    await save(900);
    await save(900);
    await goods.sell(seller, id, "off");
    await save(950);
    await goods.sell(seller, id);
    expect(await offered(id)).toEqual([[800, 900, null, 950]]);
  });

  it("in bulk: a price, and the state", async () => {
    const id = await onSale("BULK");
    const change = (act: object) =>
      callRoute(goods.parts, "changeProducts", inShop({ body: { dry_run: false, product_ids: [id], act } }) as never);
    await change({ kind: "price_permille", by: 100 });
    await change({ kind: "state", state: "off" });
    await change({ kind: "price_amount", by: 50 });
    await change({ kind: "state", state: "on_sale" });
    expect(await offered(id)).toEqual([[1000, 1100, null, 1150]]);
  });

  it("by a file, which may add an option; a dry run is not kept", async () => {
    const id = await onSale("FILE");
    const take = (price: number, dry_run: boolean) =>
      callRoute(
        goods.parts,
        "importProducts",
        inShop({
          body: {
            dry_run,
            products: [
              {
                title: "Apples",
                description: "",
                unit: "box",
                shipping_fee: 0,
                return_policy: "seven_days",
                variants: [
                  { title: "A", sku_code: "FILE", price },
                  { title: "B", sku_code: "FILE-B", price: 50 },
                ],
              },
            ],
          },
        }) as never,
      );
    await take(1, true);
    expect((await take(1200, false)).results).toMatchObject([{ outcome: "updated", product_id: id }]);
    expect(await offered(id)).toEqual([[1000, 1200], [50]]);
  });

  it("by an operator, who takes it down; a copy begins with a history of its own", async () => {
    const id = await onSale("DOWN");
    const { token } = await callRoute(goods.parts, "demoSignIn", { body: { role: "operator" } });
    const operator = await goods.people.accounts.authenticate(new Headers({ authorization: `Bearer ${token}` }));
    const act = { caller: operator, params: { product_id: id }, body: { reason: "Forbidden goods." } };
    await callRoute(goods.parts, "takeDownProduct", act as never);
    await callRoute(goods.parts, "liftTakedown", act as never);
    await goods.sell(seller, id);
    expect(await offered(id)).toEqual([[1000, null, 1000]]);
    const copy = await callRoute(
      goods.parts,
      "duplicateProduct",
      inShop({ params: { shop_id: seller.shop_id, product_id: id } }) as never,
    );
    await goods.sell(seller, copy.id);
    expect(await offered(copy.id)).toEqual([[1000]]);
  });
});

async function only(product_id: string): Promise<string> {
  const { variants } = await callRoute(goods.parts, "getProduct", { caller: seller.caller, params: { product_id } });
  expect(variants).toHaveLength(1);
  return variants.map(({ id }) => id).join();
}
