import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller } from "../../kernel/routing.ts";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testGoods, type TestGoods } from "../../../tests/kit/goods.ts";

let goods: TestGoods;
beforeAll(async () => {
  goods = await testGoods();
});
afterAll(() => goods.ctx.end());

interface Place {
  readonly caller: Caller;
  readonly shop_id: string;
  readonly variant_id: string;
}
async function place(initial_stock: number): Promise<Place> {
  const seller = await goods.seller();
  const product = await goods.product(seller, { variants: [{ title: "Red", price: 100, initial_stock }] });
  await goods.heard();
  return { ...seller, variant_id: product.variants[0]?.id ?? "" };
}
const adjust = (
  { caller, shop_id, variant_id }: Place,
  change: number,
  key = newId(goods.ctx, "req"),
  reason = "count",
) => callRoute(goods.parts, "adjustStock", { caller, params: { shop_id, variant_id }, body: { change, reason }, key });
const read = ({ caller, shop_id, variant_id }: Place) =>
  callRoute(goods.parts, "getStock", { caller, params: { shop_id, variant_id } });
const history = async (at: Place) =>
  (
    await sql<{
      change: number;
      on_hand: number;
      reason: string;
      account_id: string;
    }>`select change, on_hand, reason, account_id from inventory.adjustment where variant_id = ${at.variant_id} order by seq`.execute(
      goods.ctx.db.reader,
    )
  ).rows;

describe("an adjustment", () => {
  it("adds and takes, and keeps who did it and why", async () => {
    const at = await place(10);
    expect(await adjust(at, 5, undefined, "new delivery")).toEqual({
      object: "stock",
      variant_id: at.variant_id,
      on_hand: 15,
      reserved: 0,
      available: 15,
    });
    await adjust(at, -12, undefined, "rotten");
    expect(await read(at)).toMatchObject({ on_hand: 3, available: 3 });
    const account_id = at.caller.account_id;
    expect(await history(at)).toEqual([
      { change: 10, on_hand: 10, reason: "initial stock", account_id },
      { change: 5, on_hand: 15, reason: "new delivery", account_id },
      { change: -12, on_hand: 3, reason: "rotten", account_id },
    ]);
    expect((await goods.heard()).map((event) => "available" in event && event.available)).toEqual([15, 3]);
  });

  it("never goes below what orders hold, nor above the limit; what is refused leaves no trace", async () => {
    const at = await place(10);
    const line = {
      order_id: newId(goods.ctx, "ord"),
      line_id: newId(goods.ctx, "line"),
      variant_id: at.variant_id,
      product_id: "",
      quantity: 4,
    };
    await goods.ctx.db.transact((tx) => goods.inventory.reserve(tx, at.shop_id, [line]));
    await goods.heard();
    await expect(adjust(at, -7)).rejects.toMatchObject({
      code: "stock_below_reserved",
      details: { reserved: 4 },
      status: 409,
    });
    await expect(adjust(at, limits.stock_units_max)).rejects.toMatchObject({
      code: "stock_limit",
      details: { max: limits.stock_units_max },
    });
    expect(await history(at)).toHaveLength(1);
    expect(await goods.heard()).toEqual([]);
    expect(await adjust(at, -6)).toMatchObject({ on_hand: 4, reserved: 4, available: 0 });
  });

  it.each([0, 1.5, limits.stock_units_max + 1, -limits.stock_units_max - 1, Number.NaN])(
    "of %s is refused",
    async (change) => {
      expect(await codeOf(adjust(await place(1), change))).toBe("invalid_param");
    },
  );

  it("is its shop's alone", async () => {
    const [mine, theirs] = [await place(5), await place(5)];
    expect(await codeOf(adjust({ ...theirs, caller: mine.caller }, 1))).toBe("not_yours");
    expect(await codeOf(adjust({ ...mine, variant_id: theirs.variant_id }, 1))).toBe("not_found");
    expect(await codeOf(adjust({ ...mine, variant_id: newId(goods.ctx, "var") }, 1))).toBe("not_found");
    expect(await codeOf(adjust({ ...mine, shop_id: newId(goods.ctx, "shop") }, 1))).toBe("not_found");
    expect(await codeOf(adjust({ ...mine, caller: callerOf(mine.caller.account_id) }, 1))).toBe("role_required");
    expect(await codeOf(read({ ...theirs, caller: mine.caller }))).toBe("not_yours");
    expect(await codeOf(read({ ...mine, variant_id: theirs.variant_id }))).toBe("not_found");
    expect([(await read(mine)).on_hand, (await read(theirs)).on_hand]).toEqual([5, 5]);
  });
});

describe("the same key", () => {
  it("adjusts once, now and later, and answers the same", async () => {
    const at = await place(10);
    const answers = await Promise.all(Array.from({ length: 5 }, () => adjust(at, 3, "delivery-7")));
    expect(new Set(answers.map((answer) => answer.on_hand))).toEqual(new Set([13]));
    await adjust(at, 1);
    expect((await adjust(at, 3, "delivery-7")).on_hand).toBe(13);
    expect((await read(at)).on_hand).toBe(14);
    expect(await history(at)).toHaveLength(3);
  });

  it("with another content is refused; after a refusal it may be tried again", async () => {
    const [at, other] = [await place(1), await place(1)];
    await adjust(at, 3, "key-1");
    expect(await codeOf(adjust(at, 4, "key-1"))).toBe("idempotency_key_reused");
    expect(await codeOf(adjust(other, 4, "key-1"))).toBe("accepted");
    expect(await codeOf(adjust(at, -9, "key-2"))).toBe("stock_below_reserved");
    await adjust(at, 9);
    expect(await codeOf(adjust(at, -9, "key-2"))).toBe("accepted");
  });

  it("is asked for", async () => {
    const { caller, shop_id, variant_id } = await place(1);
    expect(
      await codeOf(
        callRoute(goods.parts, "adjustStock", {
          caller,
          params: { shop_id, variant_id },
          body: { change: 1, reason: "count" },
        }),
      ),
    ).toBe("idempotency_key_missing");
  });
});

it("many at once add up, and none takes what is not there", async () => {
  const at = await place(10);
  const codes = await Promise.all([
    ...Array.from({ length: 20 }, () => codeOf(adjust(at, 1))),
    ...Array.from({ length: 20 }, () => codeOf(adjust(at, -2))),
  ]);
  const count = (from: number) => codes.slice(from, from + 20).filter((code) => code === "accepted").length;
  expect(count(0)).toBe(20);
  const rows = await history(at);
  expect((await read(at)).on_hand).toBe(10 + 20 - 2 * count(20));
  // Each entry stands on the one before it: nobody decided on stale stock.
  for (const [index, row] of rows.entries()) expect(row.on_hand).toBe((rows[index - 1]?.on_hand ?? 0) + row.change);
});
