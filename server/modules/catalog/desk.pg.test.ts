import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { productDeskRoutes } from "../../../contract/product-desk.ts";
import { testGoods } from "../../../tests/kit/goods.ts";
import type { Caller } from "../../kernel/routing.ts";

const changeProductsBody = productDeskRoutes.changeProducts.body;
type Goods = Awaited<ReturnType<typeof testGoods>>;
let goods: Goods;
let seller: Awaited<ReturnType<Goods["seller"]>>;
beforeAll(async () => {
  goods = await testGoods();
  seller = await goods.seller();
});
afterAll(() => goods.ctx.end());

let keys = 0;
const call = (more: object) => ({
  caller: seller.caller,
  params: { shop_id: seller.shop_id },
  key: `key-${(keys += 1)}`,
  ...more,
});
const fileOf = (more: object = {}) => ({
  title: "Pears",
  description: "",
  unit: "box",
  shipping_fee: 0,
  return_policy: "seven_days",
  variants: [{ title: "6", sku_code: "PEAR-6", price: 1000, initial_stock: 4 }],
  ...more,
});
const take = (products: object[], dry_run = false, key?: string) =>
  callRoute(goods.parts, "importProducts", {
    ...call(key === undefined ? {} : { key }),
    body: { dry_run, products: products as Record<string, unknown>[] },
  });

describe("a closed shop", () => {
  it("puts nothing on sale, not even what was on sale when it closed", async () => {
    const closing = await goods.seller();
    const [sold, draft] = [await goods.product(closing), await goods.product(closing, { title: "Pears" })];
    await goods.sell(closing, sold.id);
    const operator = { ...(await goods.people.person()), roles: new Set(["operator" as const]) };
    await callRoute(goods.parts, "closeShop", {
      caller: operator,
      params: { shop_id: closing.shop_id },
      body: { reason: "not what it says" },
    });
    for (const { id } of [sold, draft])
      expect(
        await codeOf(
          callRoute(goods.parts, "setProductState", {
            caller: closing.caller,
            params: { shop_id: closing.shop_id, product_id: id },
            body: { state: "on_sale" },
          }),
        ),
      ).toBe("shop_closed");
    const bulk = await callRoute(goods.parts, "changeProducts", {
      caller: closing.caller,
      params: { shop_id: closing.shop_id },
      key: "closed",
      body: { dry_run: false, product_ids: [sold.id, draft.id], act: { kind: "state", state: "on_sale" } },
    });
    expect(bulk.results.map((one) => one.error?.code)).toEqual(["shop_closed", "shop_closed"]);
  });
});

describe("a seller who may not sell now", () => {
  it("has nothing on sale in any list, which goes on to the next who may; lifted, all is as it was", async () => {
    const [fine, stopped] = [await goods.seller(), await goods.seller()];
    const older = await goods.product(fine, { category: "tea" });
    await goods.sell(fine, older.id);
    const newer: string[] = [];
    for (const title of ["Oolong", "Pu'er", "Sencha"]) {
      // Ids sort by the millisecond they were made in.
      goods.ctx.clock.turn(2);
      const { id } = await goods.product(stopped, { title, category: "tea" });
      await goods.sell(stopped, id);
      newer.push(id);
    }
    const operator = { ...(await goods.people.person()), roles: new Set(["operator" as const]) };
    const measure = { params: { account_id: stopped.caller.account_id }, body: { reason: "sold copies" } };
    const list = async (query: object) => {
      const page = await callRoute(goods.parts, "listProducts", { query: { category: "tea", ...query } });
      return { ids: page.data.map((one) => one.id), cursor: page.next_cursor };
    };
    const ofShop = async (caller: Caller | null) =>
      (await callRoute(goods.parts, "listShopProducts", { caller, params: { shop_id: stopped.shop_id } })).data.map(
        (one) => one.state,
      );
    const first = { ids: newer.toReversed().slice(0, 2), cursor: expect.any(String) as string };
    expect(await list({ limit: 2 })).toEqual(first);
    await callRoute(goods.parts, "suspendAccount", { caller: operator, ...measure });
    expect(await list({ limit: 2 })).toEqual({ ids: [older.id], cursor: null });
    expect((await callRoute(goods.parts, "getProduct", { params: { product_id: newer[0] ?? "" } })).state).toBe("off");
    expect(await ofShop(null)).toEqual([]);
    expect(await ofShop(stopped.caller)).toEqual(["off", "off", "off"]);
    await callRoute(goods.parts, "liftSuspension", { caller: operator, ...measure });
    expect(await ofShop(null)).toHaveLength(3);
    const page = await list({ limit: 2 });
    expect(page).toEqual(first);
    expect(await list({ limit: 2, cursor: page.cursor })).toEqual({ ids: [newer[0], older.id], cursor: null });
  });
});

describe("products in bulk", () => {
  it("puts nothing on sale that an operator took down, and the others go on", async () => {
    const own = await goods.seller();
    const [bad, good] = [await goods.product(own), await goods.product(own, { title: "Pears" })];
    const operator = { ...(await goods.people.person()), roles: new Set(["operator" as const]) };
    const measure = { caller: operator, params: { product_id: bad.id }, body: { reason: "a copy" } };
    await callRoute(goods.parts, "takeDownProduct", measure);
    const run = (dry_run: boolean, key: string) =>
      callRoute(goods.parts, "changeProducts", {
        caller: own.caller,
        params: { shop_id: own.shop_id },
        key,
        body: { dry_run, product_ids: [bad.id, good.id], act: { kind: "state", state: "on_sale" } },
      });
    const codes = (results: Awaited<ReturnType<typeof run>>) =>
      results.results.map((one) => one.error?.code ?? one.outcome);
    expect(codes(await run(true, "taken-dry"))).toEqual(["product_taken_down", "ready"]);
    expect(codes(await run(false, "taken"))).toEqual(["product_taken_down", "changed"]);
    await callRoute(goods.parts, "liftTakedown", measure);
    expect(codes(await run(false, "lifted"))).toEqual(["changed", "same"]);
  });

  it("changes prices with a preview, and refuses one without touching it while the others go on", async () => {
    const apple = await goods.product(seller);
    const struck = await goods.product(seller, {
      variants: [{ title: "A", price: 1000, compare_at_price: 1050, compare_at_basis: "last month" }],
    });
    const product_ids = [apple.id, struck.id, "prod_00000000000000000000000000"];
    const act = { kind: "price_permille", by: 100 } as const;
    const run = (dry_run: boolean, key?: string) =>
      callRoute(goods.parts, "changeProducts", {
        ...call(key === undefined ? {} : { key }),
        body: { dry_run, product_ids, act },
      });
    const dry = await run(true);
    expect(dry.results.map((one) => one.error?.code ?? one.outcome)).toEqual([
      "ready",
      "compare_price_basis",
      "not_found",
    ]);
    expect(dry.results[0]?.prices).toMatchObject([{ before: { amount: 2990 }, after: { amount: 3289 } }]);
    const priceOf = async (product_id: string) =>
      (await callRoute(goods.parts, "getProduct", { caller: seller.caller, params: { product_id } })).variants[0]?.price
        .amount;
    expect(await priceOf(apple.id)).toBe(2990);
    await run(false, "once");
    await run(false, "once");
    expect(await priceOf(apple.id)).toBe(3289);
    expect(await priceOf(struck.id)).toBe(1000);
  });

  it("leaves alone what somebody changed since the preview, and names each product once", async () => {
    const own = await goods.seller();
    const [still, moved] = [await goods.product(own), await goods.product(own, { title: "Pears" })];
    const run = (body: { dry_run: boolean; product_ids: string[]; versions?: Record<string, number> }, key: string) =>
      callRoute(goods.parts, "changeProducts", {
        caller: own.caller,
        params: { shop_id: own.shop_id },
        key,
        body: { ...body, act: { kind: "price_permille", by: -500 } },
      });
    const product_ids = [still.id, moved.id];
    const dry = await run({ dry_run: true, product_ids }, "seen-dry");
    const versions = Object.fromEntries(dry.results.map((one) => [one.product_id, one.version ?? 0]));
    await run({ dry_run: false, product_ids: [moved.id] }, "other-tab");
    const applied = await run({ dry_run: false, product_ids, versions }, "seen");
    expect(applied.results.map((one) => one.error?.code ?? one.outcome)).toEqual(["changed", "version_changed"]);
    expect(applied.results[0]?.version).toBe((versions[still.id] ?? 0) + 1);
    expect(
      changeProductsBody.safeParse({
        dry_run: true,
        product_ids: [still.id, still.id],
        act: { kind: "state", state: "off" },
      }).success,
    ).toBe(false);
  });

  it("takes a file whole per product, by SKU code, once per key, and a dry run takes nothing", async () => {
    const wrong = fileOf({ title: "x", variants: [{ title: "", price: 0 }] });
    const count = async () =>
      (
        await callRoute(goods.parts, "listShopProducts", {
          caller: seller.caller,
          params: { shop_id: seller.shop_id },
          query: { limit: 100 },
        })
      ).data.length;
    const before = await count();
    expect((await take([fileOf(), wrong], true)).results.map((one) => one.outcome)).toEqual(["created", "refused"]);
    expect(await count()).toBe(before);
    const first = await take([fileOf(), wrong], false, "file");
    expect(first.results.map((one) => one.outcome)).toEqual(["created", "refused"]);
    expect(first.results[1]?.error).toMatchObject({ code: "invalid_param", param: "title" });
    expect((await take([fileOf(), wrong], false, "file")).results[0]).toEqual(first.results[0]);
    expect(await count()).toBe(before + 1);
    const again = await take([
      fileOf({
        title: "Pears again",
        variants: [
          { title: "6", sku_code: "PEAR-6", price: 1200 },
          { title: "12", sku_code: "PEAR-12", price: 2200 },
        ],
      }),
    ]);
    expect(again.results).toMatchObject([{ outcome: "updated", product_id: first.results[0]?.product_id }]);
    const seen = await callRoute(goods.parts, "getProduct", {
      caller: seller.caller,
      params: { product_id: first.results[0]?.product_id ?? "" },
    });
    expect(seen).toMatchObject({ title: "Pears again", state: "draft" });
    expect(seen.variants.map((variant) => [variant.sku_code, variant.price.amount, variant.available])).toEqual([
      ["PEAR-6", 1200, 4],
      ["PEAR-12", 2200, 0],
    ]);
  });

  it("a file writes over nothing that somebody changed since it was made", async () => {
    const made = await goods.product(seller, { title: "Quinces" });
    const [option] = made.variants;
    const asExported = { ...fileOf({ title: "Quinces, ripe" }), id: made.id, version: made.version };
    const wanted = [{ ...asExported, variants: [{ id: option?.id, title: "A", price: 700 }] }];
    const update = (title: string, version?: number) =>
      callRoute(goods.parts, "updateProduct", {
        caller: seller.caller,
        params: { shop_id: seller.shop_id, product_id: made.id },
        body: {
          ...(version === undefined ? {} : { version }),
          description: made.description,
          unit: made.unit,
          picture_ids: made.pictures.map(({ id }) => id),
          return_policy: made.return_policy,
          variants: [{ id: option?.id, title: "A", price: 900 }],
          title,
        },
      });
    expect((await take(wanted, true)).results).toMatchObject([{ outcome: "updated", version: made.version }]);
    const colleague = await update("Quinces, dried", made.version);
    for (const dry_run of [true, false])
      expect((await take(wanted, dry_run)).results).toMatchObject([
        { outcome: "refused", version: null, error: { code: "version_changed" } },
      ]);
    // Two tabs: the one that read an older page is told, and the newer page stays.
    expect(await codeOf(update("Quinces, old tab", made.version))).toBe("version_changed");
    const seen = await callRoute(goods.parts, "getProduct", { caller: seller.caller, params: { product_id: made.id } });
    expect(seen).toMatchObject({ title: "Quinces, dried", version: colleague.version });
    const again = await take([{ ...wanted[0], version: colleague.version }]);
    expect(again.results).toMatchObject([{ outcome: "updated", version: colleague.version + 1 }]);
  });

  it("a file that says what already is changes nothing, unless it is older than the product", async () => {
    const made = await goods.product(seller, { title: "Loquats" });
    const [option] = made.variants;
    const same = {
      ...fileOf({
        title: "Loquats",
        unit: made.unit,
        description: made.description,
        return_policy: made.return_policy,
      }),
      category: made.category,
      shipping_fee: made.shipping_fee.amount,
      id: made.id,
      variants: [{ id: option?.id, title: option?.title, price: option?.price.amount }],
    };
    for (const dry_run of [true, false])
      expect((await take([{ ...same, version: made.version }], dry_run)).results).toMatchObject([
        { outcome: "same", product_id: made.id, version: made.version, error: null },
      ]);
    const other = { ...same, variants: [{ ...same.variants[0], price: (option?.price.amount ?? 0) + 1 }] };
    expect((await take([other])).results).toMatchObject([{ outcome: "updated", version: made.version + 1 }]);
    expect((await take([{ ...other, version: made.version }])).results).toMatchObject([
      { outcome: "refused", error: { code: "version_changed" } },
    ]);
  });

  it("what a file has no column for stays as it is", async () => {
    const made = await goods.product(seller, {
      title: "Medlars",
      description: "picked after frost",
      shipping_fee: 800,
      limit_per_buyer: 3,
      return_policy: "exempt_perishable",
      variants: [{ title: "A", sku_code: "M-1", price: 5, compare_at_price: 9, compare_at_basis: "last month" }],
    });
    const [option] = made.variants;
    const [taken] = (
      await take([{ id: made.id, title: "Medlars", unit: "bag", variants: [{ id: option?.id, title: "A", price: 6 }] }])
    ).results;
    expect(taken).toMatchObject({ outcome: "updated", error: null });
    expect(
      await callRoute(goods.parts, "getProduct", { caller: seller.caller, params: { product_id: made.id } }),
    ).toMatchObject({
      unit: "bag",
      description: "picked after frost",
      shipping_fee: { amount: 800 },
      limit_per_buyer: 3,
      return_policy: "exempt_perishable",
      variants: [
        { sku_code: "M-1", price: { amount: 6 }, compare_at_price: { amount: 9 }, compare_at_basis: "last month" },
      ],
    });
    // An empty cell of a column there is says "no limit"; what is no limit is refused.
    const limited = (limit_per_buyer: number | null) =>
      take([
        {
          id: made.id,
          title: "Medlars",
          unit: "bag",
          limit_per_buyer,
          variants: [{ id: option?.id, title: "A", price: 6 }],
        },
      ]);
    for (const wrong of [0, -1, 1000, 1.5])
      expect((await limited(wrong)).results).toMatchObject([
        { outcome: "refused", error: { code: "invalid_param", param: "limit_per_buyer" } },
      ]);
    expect((await limited(null)).results).toMatchObject([{ outcome: "updated" }]);
    expect((await limited(null)).results).toMatchObject([{ outcome: "same" }]);
    // Nothing is struck through any more: what it was compared with goes along, column or not.
    const cleared = { id: option?.id, title: "A", price: 12, compare_at_price: null };
    expect((await take([{ id: made.id, title: "Medlars", unit: "bag", variants: [cleared] }])).results).toMatchObject([
      { outcome: "updated", error: null },
    ]);
    expect(
      await callRoute(goods.parts, "getProduct", { caller: seller.caller, params: { product_id: made.id } }),
    ).toMatchObject({ variants: [{ price: { amount: 12 }, compare_at_price: null, compare_at_basis: null }] });
    const { return_policy: _, ...unpromised } = fileOf({ variants: [{ title: "6", price: 1000 }] });
    expect((await take([unpromised])).results).toMatchObject([
      { outcome: "refused", error: { code: "invalid_param", param: "return_policy" } },
    ]);
  });

  it("a SKU code is one option's at a time, though two options of a product may swap theirs", async () => {
    const made = await goods.product(seller, {
      variants: [
        { title: "A", sku_code: "S-1", price: 1 },
        { title: "B", sku_code: "S-2", price: 1 },
      ],
    });
    expect(await codeOf(goods.product(seller, { variants: [{ title: "C", sku_code: "S-1", price: 1 }] }))).toBe(
      "sku_taken",
    );
    const [a, b] = made.variants;
    const swapped = await callRoute(goods.parts, "updateProduct", {
      caller: seller.caller,
      params: { shop_id: seller.shop_id, product_id: made.id },
      body: {
        ...(await goods.fields(seller.caller)),
        variants: [
          { id: a?.id, title: "A", sku_code: "S-2", price: 1 },
          { id: b?.id, title: "B", sku_code: "S-1", price: 1 },
        ],
      },
    });
    expect(swapped.variants.map((variant) => variant.sku_code)).toEqual(["S-2", "S-1"]);
  });

  it("a copy is a draft without stock and codes; another shop's product is not found", async () => {
    const made = await goods.product(seller, {
      variants: [{ title: "A", sku_code: "D-1", price: 5, initial_stock: 3 }],
    });
    const copy = await callRoute(
      goods.parts,
      "duplicateProduct",
      call({ params: { shop_id: seller.shop_id, product_id: made.id } }) as never,
    );
    expect(copy).toMatchObject({ state: "draft", title: made.title, variants: [{ sku_code: null, available: 0 }] });
    const rival = await goods.seller();
    const asRival = (params: object) => ({ caller: rival.caller, key: "r", params });
    expect(
      await codeOf(
        callRoute(goods.parts, "duplicateProduct", asRival({ shop_id: rival.shop_id, product_id: made.id }) as never),
      ),
    ).toBe("not_found");
    expect(
      await codeOf(
        callRoute(goods.parts, "duplicateProduct", asRival({ shop_id: seller.shop_id, product_id: made.id }) as never),
      ),
    ).toBe("not_yours");
    expect(
      await codeOf(
        callRoute(goods.parts, "setFeatured", {
          caller: rival.caller,
          params: { shop_id: rival.shop_id },
          body: { product_ids: [made.id] },
        }),
      ),
    ).toBe("not_found");
  });
});
