import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ItemPage } from "../../../contract/orders.ts";
import { newId } from "../../kernel/ids.ts";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testGoods, type TestGoods } from "../../../tests/kit/goods.ts";
import type { Caller } from "../../kernel/routing.ts";

let goods: TestGoods;
beforeAll(async () => {
  goods = await testGoods();
});
afterAll(() => goods.ctx.end());

type Seller = { caller: Caller; shop_id: string };
const read = (product_id: string, caller: Caller | null = null) =>
  callRoute(goods.parts, "getProduct", { caller, params: { product_id } });
const list = (shop_id: string, query: object = {}, caller: Caller | null = null) =>
  callRoute(goods.parts, "listShopProducts", { caller, params: { shop_id }, query });
const replace = (seller: Seller, product_id: string, body: object) =>
  callRoute(goods.parts, "updateProduct", {
    caller: seller.caller,
    params: { shop_id: seller.shop_id, product_id },
    body: body as never,
  });

describe("a new product", () => {
  it("is a draft with pictures, prices, stock and a version", async () => {
    const seller = await goods.seller();
    await goods.heard();
    const product = await goods.product(seller, {
      variants: [
        {
          title: "Red",
          price: 2990,
          compare_at_price: 3990,
          compare_at_basis: "Shop price in October",
          initial_stock: 3,
        },
        { title: "Green", price: 1990 },
      ],
    });
    expect(product).toMatchObject({
      state: "draft",
      version: 1,
      dispatch_hours: 48,
      shipping_fee: { amount: 800, currency: "CNY" },
      shop: { id: seller.shop_id },
    });
    expect(product.pictures).toHaveLength(1);
    expect(product.variants).toMatchObject([
      {
        title: "Red",
        price: { amount: 2990 },
        compare_at_price: { amount: 3990 },
        compare_at_basis: "Shop price in October",
        available: 3,
      },
      { title: "Green", price: { amount: 1990 }, compare_at_price: null, available: 0 },
    ]);
    expect(await goods.heard()).toMatchObject([
      {
        type: "stock.changed",
        shop_id: seller.shop_id,
        product_id: product.id,
        variant_id: product.variants[0]?.id,
        available: 3,
      },
      { type: "product.changed", shop_id: seller.shop_id, product_id: product.id },
    ]);
    expect(await read(product.id, seller.caller)).toEqual(product);
    expect(await goods.catalog.products(goods.ctx.db.reader, [newId(goods.ctx, "prod"), product.id])).toEqual(
      new Map([[product.id, product]]),
    );
  });

  it("belongs to a shop of the caller, with pictures of the caller", async () => {
    const [seller, other] = [await goods.seller(), await goods.seller()];
    expect(await codeOf(goods.product({ caller: other.caller, shop_id: seller.shop_id }))).toBe("not_yours");
    expect(await codeOf(goods.product({ caller: seller.caller, shop_id: newId(goods.ctx, "shop") }))).toBe("not_found");
    expect(await codeOf(goods.product({ caller: callerOf(seller.caller.account_id), shop_id: seller.shop_id }))).toBe(
      "role_required",
    );
    expect(await codeOf(goods.product(seller, { picture_ids: [(await goods.upload(other.caller)).id] }))).toBe(
      "not_found",
    );
    expect(await codeOf(goods.product(seller, { picture_ids: [newId(goods.ctx, "pic")] }))).toBe("not_found");
    expect(
      await codeOf(goods.product(seller, { variants: [{ id: newId(goods.ctx, "var"), title: "Red", price: 1 }] })),
    ).toBe("not_found");
    expect((await list(seller.shop_id, {}, seller.caller)).data).toEqual([]);
  });

  it.each([
    { title: "x" },
    { title: "a\u0000b" },
    { description: "x".repeat(5001) },
    { shipping_fee: -1 },
    { shipping_fee: 0.5 },
    { return_policy: "never" as "seven_days" },
    { variants: [] },
    { variants: Array.from({ length: 51 }, () => ({ title: "Red", price: 1 })) },
    { variants: [{ title: "Red", price: 0 }] },
    { variants: [{ title: "Red", price: 1, available: 5 } as { title: string; price: number }] },
    { picture_ids: Array.from({ length: 10 }, () => "pic_01kas0000000000000000000zz") },
  ])("refuses %j", async (wrong) => {
    expect(await codeOf(goods.product(await goods.seller(), wrong))).toBe("invalid_param");
  });

  it("states what its struck-through price compares with", async () => {
    const seller = await goods.seller();
    expect(
      await codeOf(goods.product(seller, { variants: [{ title: "Red", price: 100, compare_at_price: 200 }] })),
    ).toBe("compare_price_basis");
    expect(
      await codeOf(
        goods.product(seller, {
          variants: [{ title: "Red", price: 200, compare_at_price: 200, compare_at_basis: "October" }],
        }),
      ),
    ).toBe("compare_price_basis");
  });
});

describe("a changed product", () => {
  it("keeps its variants' ids, retires those left out, begins the new, and raises its version", async () => {
    const seller = await goods.seller();
    const before = await goods.product(seller, {
      variants: [
        { title: "Red", price: 100, initial_stock: 5 },
        { title: "Green", price: 100 },
      ],
    });
    const [red, green] = before.variants;
    await goods.heard();
    goods.ctx.clock.turn(1000);
    const after = await replace(seller, before.id, {
      ...(await goods.fields(seller.caller, { picture_ids: before.pictures.map((picture) => picture.id) })),
      variants: [
        { title: "Gold", price: 300, initial_stock: 2 },
        { id: red?.id, title: "Dark red", price: 150, initial_stock: 99 },
      ],
    });
    expect(after).toMatchObject({
      id: before.id,
      version: 2,
      created_at: before.created_at,
      updated_at: goods.ctx.clock.now().toISOString(),
    });
    expect(after.variants).toMatchObject([
      { title: "Gold", available: 2 },
      { id: red?.id, title: "Dark red", price: { amount: 150 }, available: 5 },
    ]);
    expect((await goods.heard()).map((event) => event.type)).toEqual(["stock.changed", "product.changed"]);
    const quotes = await goods.catalog.quote(goods.ctx.db.reader, [red?.id ?? "", green?.id ?? ""]);
    expect([quotes.get(red?.id ?? "")?.retired, quotes.get(green?.id ?? "")?.retired]).toEqual([false, true]);
    expect(
      await codeOf(
        replace(seller, before.id, {
          ...(await goods.fields(seller.caller)),
          variants: [{ id: green?.id, title: "Back again", price: 1 }],
        }),
      ),
    ).toBe("not_found");
  });

  it("cannot reach into another product, another shop or another's pictures", async () => {
    const [seller, other] = [await goods.seller(), await goods.seller()];
    const [mine, sibling, theirs] = [
      await goods.product(seller),
      await goods.product(seller),
      await goods.product(other),
    ];
    const body = await goods.fields(seller.caller);
    const steal = (id: string | undefined) => ({ ...body, variants: [{ id, title: "Mine now", price: 1 }] });
    expect(await codeOf(replace(seller, mine.id, steal(sibling.variants[0]?.id)))).toBe("not_found");
    expect(await codeOf(replace(seller, mine.id, steal(theirs.variants[0]?.id)))).toBe("not_found");
    expect(await codeOf(replace(seller, theirs.id, body))).toBe("not_found");
    expect(await codeOf(replace({ caller: seller.caller, shop_id: other.shop_id }, theirs.id, body))).toBe("not_yours");
    expect(
      await codeOf(replace(seller, mine.id, { ...body, picture_ids: theirs.pictures.map((picture) => picture.id) })),
    ).toBe("not_found");
    expect(await codeOf(goods.sell(seller, theirs.id))).toBe("not_found");
    expect(await read(theirs.id, other.caller)).toEqual(theirs);
    expect(await read(sibling.id, seller.caller)).toEqual(sibling);
  });

  it("takes changes at once one after the other", async () => {
    const seller = await goods.seller();
    const product = await goods.product(seller);
    const body = {
      ...(await goods.fields(seller.caller)),
      variants: [
        { id: product.variants[0]?.id, title: "Red", price: 100 },
        { title: "New", price: 100 },
      ],
    };
    await Promise.all(Array.from({ length: 5 }, () => replace(seller, product.id, body)));
    const after = await read(product.id, seller.caller);
    expect(after.version).toBe(6);
    expect(after.variants).toHaveLength(2);
  });
});

describe("on sale", () => {
  it("needs a picture and a verified seller, and says what is missing", async () => {
    const seller = await goods.seller();
    const bare = await goods.product(seller, { picture_ids: [] });
    await expect(goods.sell(seller, bare.id)).rejects.toMatchObject({
      code: "product_incomplete",
      details: { missing: "picture" },
    });
    const stranger = await goods.seller({ verified: false });
    const whole = await goods.product(stranger);
    expect(await codeOf(goods.sell(stranger, whole.id))).toBe("verification_required");
    expect((await read(whole.id, stranger.caller)).state).toBe("draft");
    await goods.people.verify(stranger.caller, "seller");
    expect(await goods.sell(stranger, whole.id)).toMatchObject({ state: "on_sale", version: 2 });
  });

  it("stays whole while it is on sale", async () => {
    const seller = await goods.seller();
    const product = await goods.product(seller);
    await goods.sell(seller, product.id);
    const bare = await goods.fields(seller.caller, { picture_ids: [] });
    expect(await codeOf(replace(seller, product.id, bare))).toBe("product_incomplete");
    await goods.sell(seller, product.id, "off");
    expect(await codeOf(replace(seller, product.id, bare))).toBe("accepted");
    expect(await codeOf(goods.sell(seller, product.id))).toBe("product_incomplete");
  });

  it("follows the table of states; the same state again changes nothing", async () => {
    const seller = await goods.seller();
    const product = await goods.product(seller);
    expect(await codeOf(goods.sell(seller, product.id, "off"))).toBe("invalid_param");
    const sold = await goods.sell(seller, product.id);
    await goods.heard();
    expect(await goods.sell(seller, product.id)).toEqual(sold);
    expect(await goods.heard()).toEqual([]);
    expect(await codeOf(goods.sell(seller, product.id, "draft"))).toBe("invalid_param");
    await goods.sell(seller, product.id, "off");
    expect(await goods.heard()).toMatchObject([{ type: "product.changed", product_id: product.id }]);
    expect((await goods.sell(seller, product.id)).version).toBe(4);
  });

  it("is another's to decide in another's shop", async () => {
    const [seller, other] = [await goods.seller(), await goods.seller()];
    const product = await goods.product(seller);
    expect(await codeOf(goods.sell({ caller: other.caller, shop_id: seller.shop_id }, product.id))).toBe("not_yours");
    expect(await codeOf(goods.sell(seller, newId(goods.ctx, "prod")))).toBe("not_found");
  });
});

describe("who sees what", () => {
  it("guests see what is on sale; staff see all; a draft is nobody else's", async () => {
    const [seller, other] = [await goods.seller(), await goods.seller()];
    const [draft, sold, off] = [await goods.product(seller), await goods.product(seller), await goods.product(seller)];
    for (const one of [sold, off]) await goods.sell(seller, one.id);
    await goods.sell(seller, off.id, "off");
    const ids = async (query: object, caller: Caller | null) =>
      new Set((await list(seller.shop_id, query, caller)).data.map((product) => product.id));
    for (const stranger of [null, other.caller]) {
      expect(await ids({}, stranger)).toEqual(new Set([sold.id]));
      expect(await ids({ state: "draft" }, stranger)).toEqual(new Set());
      expect(await codeOf(read(draft.id, stranger))).toBe("not_found");
      expect((await read(off.id, stranger)).state).toBe("off");
    }
    expect(await ids({}, seller.caller)).toEqual(new Set([draft.id, sold.id, off.id]));
    expect(await ids({ state: "off" }, seller.caller)).toEqual(new Set([off.id]));
    expect(await codeOf(list(newId(goods.ctx, "shop")))).toBe("not_found");
    expect(await codeOf(read(newId(goods.ctx, "prod")))).toBe("not_found");
  });

  it("lists newest first, page by page, each once", async () => {
    const seller = await goods.seller();
    const picture = await goods.upload(seller.caller);
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      goods.ctx.clock.turn(1);
      made.unshift((await goods.product(seller, { picture_ids: [picture.id] })).id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await list(seller.shop_id, { limit: 3, ...(cursor === undefined ? {} : { cursor }) }, seller.caller);
      seen.push(...page.data.map((product) => product.id));
      expect(page.has_more).toBe(page.next_cursor !== null);
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(made);
    for (const wrong of ["x", "'; drop table catalog.product", Buffer.from(seller.shop_id).toString("base64url")])
      expect(await codeOf(list(seller.shop_id, { cursor: wrong }))).toBe("invalid_param");
    for (const limit of [0, -1, 101, 1.5, "many"])
      expect(await codeOf(list(seller.shop_id, { limit }))).toBe("invalid_param");
  });
});

describe("a quote", () => {
  it("holds price and page as they are now, for a batch over shops", async () => {
    const [one, two] = [await goods.seller(), await goods.seller()];
    const [apples, pears] = [
      await goods.product(one),
      await goods.product(two, {
        title: "Pears",
        variants: [{ title: "Big", price: 500, compare_at_price: 700, compare_at_basis: "October" }],
      }),
    ];
    const [red, big] = [apples.variants[0]?.id ?? "", pears.variants[0]?.id ?? ""];
    const quotes = await goods.catalog.quote(goods.ctx.db.reader, [red, big, newId(goods.ctx, "var")]);
    expect(quotes.size).toBe(2);
    expect(quotes.get(red)).toMatchObject({
      product_id: apples.id,
      shop_id: one.shop_id,
      state: "draft",
      retired: false,
      title: "Apples",
      variant_title: "Red",
      unit: "5 斤 / box",
      price: 2990n,
      shipping_fee: 800n,
      picture: apples.pictures[0],
    });
    const page = ItemPage.parse(quotes.get(big)?.item_page);
    expect(page).toMatchObject({
      product_id: pears.id,
      version: 1,
      title: "Pears",
      return_policy: "seven_days",
      dispatch_hours: 48,
      price: { amount: 500, currency: "CNY" },
      compare_at_price: { amount: 700 },
      compare_at_basis: "October",
    });
    expect(await goods.catalog.quote(goods.ctx.db.reader, [])).toEqual(new Map());
  });
});
