import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testGoods, type TestGoods } from "../../../tests/kit/goods.ts";
import type { ReservationLine } from "./index.ts";

let goods: TestGoods;
beforeAll(async () => {
  goods = await testGoods();
});
afterAll(() => goods.ctx.end());

/** A seller's product with a variant for each of these numbers of units. */
async function shelf(...units: number[]) {
  const seller = await goods.seller();
  const product = await goods.product(seller, {
    variants: units.map((initial_stock, index) => ({ title: `V${index}`, price: 100, initial_stock })),
  });
  await goods.heard();
  return { ...seller, product_id: product.id, variants: product.variants.map((variant) => variant.id) };
}
type Shelf = Awaited<ReturnType<typeof shelf>>;

const lineOf = (on: Shelf, variant: number, quantity: number, order_id = newId(goods.ctx, "ord")): ReservationLine => ({
  order_id,
  line_id: newId(goods.ctx, "line"),
  variant_id: on.variants[variant] ?? "",
  product_id: on.product_id,
  quantity,
});

/** Reserves as an order does: lock, decide, write. */
const buy = (on: Shelf, lines: readonly ReservationLine[]) =>
  goods.ctx.db.transact(async (tx) => {
    const stock = await goods.inventory.lock(
      tx,
      on.shop_id,
      lines.map((line) => line.variant_id),
    );
    for (const line of lines) {
      const available = stock.get(line.variant_id)?.available ?? 0;
      if (line.quantity > available) refuse("sold_out", { details: { available } });
    }
    await goods.inventory.reserve(tx, on.shop_id, lines);
  });
const end = (on: Shelf, how: "release" | "consume", ...order_ids: string[]) =>
  goods.ctx.db.transact((tx) => goods.inventory[how](tx, on.shop_id, order_ids));
const unitsOn = (on: Shelf, variant = 0) =>
  callRoute(goods.parts, "getStock", {
    caller: on.caller,
    params: { shop_id: on.shop_id, variant_id: on.variants[variant] ?? "" },
  });

describe("a reservation", () => {
  it("holds units back, and gives them back or lets them go", async () => {
    const on = await shelf(10);
    const [kept, shipped] = [lineOf(on, 0, 3), lineOf(on, 0, 4)];
    await buy(on, [kept]);
    await buy(on, [shipped]);
    expect(await unitsOn(on)).toMatchObject({ on_hand: 10, reserved: 7, available: 3 });
    expect(await goods.inventory.available(goods.ctx.db.reader, on.variants)).toEqual(new Map([[on.variants[0], 3]]));
    await end(on, "release", kept.order_id);
    await end(on, "consume", shipped.order_id);
    expect(await unitsOn(on)).toMatchObject({ on_hand: 6, reserved: 0, available: 6 });
    expect((await goods.heard()).map((event) => ("available" in event ? event.available : event.type))).toEqual([
      7, 3, 6, 6,
    ]);
  });

  it("ends once, whichever end came first", async () => {
    const on = await shelf(10);
    const [first, second] = [lineOf(on, 0, 3), lineOf(on, 0, 4)];
    await buy(on, [first]);
    await buy(on, [second]);
    await end(on, "release", first.order_id, first.order_id);
    await end(on, "consume", second.order_id);
    await goods.heard();
    for (const how of ["release", "consume", "release"] as const)
      await end(on, how, first.order_id, second.order_id, newId(goods.ctx, "ord"));
    expect(await unitsOn(on)).toMatchObject({ on_hand: 6, reserved: 0 });
    expect(await goods.heard()).toEqual([]);
  });

  it("ends once, though many end it at the same time", async () => {
    const on = await shelf(10, 10);
    const order_id = newId(goods.ctx, "ord");
    await buy(on, [lineOf(on, 1, 2, order_id), lineOf(on, 0, 3, order_id)]);
    await Promise.all(
      Array.from({ length: 6 }, (_, index) => end(on, index % 2 === 0 ? "release" : "consume", order_id)),
    );
    const left = [await unitsOn(on, 0), await unitsOn(on, 1)].map((stock) => stock.on_hand);
    expect([
      [10, 10],
      [7, 8],
    ]).toContainEqual(left);
    expect(await unitsOn(on)).toMatchObject({ reserved: 0 });
  });

  it("counts two lines of one variant together, and is told once", async () => {
    const on = await shelf(10);
    const order_id = newId(goods.ctx, "ord");
    await buy(on, [lineOf(on, 0, 3, order_id), lineOf(on, 0, 4, order_id)]);
    expect(await unitsOn(on)).toMatchObject({ reserved: 7 });
    expect(await goods.heard()).toMatchObject([
      { type: "stock.changed", product_id: on.product_id, variant_id: on.variants[0], available: 3 },
    ]);
  });

  it("in another shop's name reaches nothing", async () => {
    const [mine, theirs] = [await shelf(5), await shelf(5)];
    const line = lineOf(theirs, 0, 2);
    await buy(theirs, [line]);
    await end(mine, "release", line.order_id);
    expect(await unitsOn(theirs)).toMatchObject({ reserved: 2 });
    expect(await goods.ctx.db.transact((tx) => goods.inventory.lock(tx, mine.shop_id, theirs.variants))).toEqual(
      new Map(),
    );
  });

  it("beyond what is there breaks on the database itself, and writes nothing", async () => {
    const on = await shelf(2);
    const careless = (line: ReservationLine) =>
      goods.ctx.db.transact((tx) => goods.inventory.reserve(tx, on.shop_id, [line]));
    await expect(careless(lineOf(on, 0, 3))).rejects.toMatchObject({ constraint: "stock_never_oversold" });
    await expect(careless(lineOf(on, 0, 0))).rejects.toThrow("whole number");
    await expect(careless(lineOf(on, 0, -1))).rejects.toThrow("whole number");
    await expect(careless(lineOf(on, 0, 0.5))).rejects.toThrow("whole number");
    expect(await unitsOn(on)).toMatchObject({ on_hand: 2, reserved: 0 });
    expect(await goods.heard()).toEqual([]);
  });

  it("is taken back with its transaction", async () => {
    const on = await shelf(2);
    const broken = goods.ctx.db.transact(async (tx) => {
      await goods.inventory.reserve(tx, on.shop_id, [lineOf(on, 0, 1)]);
      throw new Error("the buyer's power failed");
    });
    await expect(broken).rejects.toThrow("power failed");
    expect(await unitsOn(on)).toMatchObject({ reserved: 0, available: 2 });
    expect(await goods.heard()).toEqual([]);
  });
});

describe("at the same time", () => {
  it("the last unit goes to exactly one of two", async () => {
    for (let round = 0; round < 10; round += 1) {
      const on = await shelf(1);
      const codes = await Promise.all([codeOf(buy(on, [lineOf(on, 0, 1)])), codeOf(buy(on, [lineOf(on, 0, 1)]))]);
      expect(codes.toSorted()).toEqual(["accepted", "sold_out"]);
      expect(await unitsOn(on)).toMatchObject({ on_hand: 1, reserved: 1, available: 0 });
    }
  });

  it("a crowd gets what is there and not one more", async () => {
    const on = await shelf(7);
    const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(buy(on, [lineOf(on, 0, 1)]))));
    expect(codes.filter((code) => code === "accepted")).toHaveLength(7);
    expect(await unitsOn(on)).toMatchObject({ on_hand: 7, reserved: 7, available: 0 });
  });

  it("orders that name the same variants in other orders do not block each other", async () => {
    const on = await shelf(100, 100, 100);
    const orders = Array.from({ length: 30 }, (_, index) =>
      [0, 1, 2].map((place) => (place * (index % 2 === 0 ? 1 : 2) + index) % 3),
    );
    const codes = await Promise.all(
      orders.map(async (variants, index) => {
        const order_id = newId(goods.ctx, "ord");
        const code = await codeOf(
          buy(
            on,
            variants.map((variant) => lineOf(on, variant, 1, order_id)),
          ),
        );
        await end(on, index % 3 === 0 ? "consume" : "release", order_id);
        return code;
      }),
    );
    expect(new Set(codes)).toEqual(new Set(["accepted"]));
    for (const variant of [0, 1, 2]) expect(await unitsOn(on, variant)).toMatchObject({ on_hand: 90, reserved: 0 });
  });
});

describe("whatever happens in whatever order", () => {
  type Step =
    | { do: "reserve"; order: number; quantity: number }
    | { do: "release" | "consume"; order: number }
    | { do: "adjust"; change: number };
  const order = fc.nat(5);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant("reserve" as const), order, quantity: fc.integer({ min: 1, max: 6 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("release" as const, "consume" as const), order }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("adjust" as const),
        change: fc.integer({ min: -8, max: 8 }).filter((by) => by !== 0),
      }),
    },
  );
  const take = async (on: Shelf, ids: readonly string[], one: Step): Promise<string> => {
    if (one.do === "reserve") return codeOf(buy(on, [lineOf(on, 0, one.quantity, ids[one.order])]));
    if (one.do === "adjust") {
      const params = { shop_id: on.shop_id, variant_id: on.variants[0] ?? "" };
      return codeOf(
        callRoute(goods.parts, "adjustStock", {
          caller: on.caller,
          params,
          body: { change: one.change, reason: "count" },
          key: newId(goods.ctx, "req"),
        }),
      );
    }
    await end(on, one.do, ids[one.order] ?? "");
    return "accepted";
  };

  it("stock is what a plain count says, step by step", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.array(step, { minLength: 1, maxLength: 25 }), async (initial, steps) => {
        const on = await shelf(initial);
        const ids = Array.from({ length: 6 }, () => newId(goods.ctx, "ord"));
        const held = new Map<number, number>();
        let on_hand = initial;
        const reserved = () => [...held.values()].reduce((sum, units) => sum + units, 0);
        for (const one of steps) {
          const said = await take(on, ids, one);
          let should = "accepted";
          if (one.do === "reserve") {
            if (one.quantity > on_hand - reserved()) should = "sold_out";
            else held.set(one.order, (held.get(one.order) ?? 0) + one.quantity);
          } else if (one.do === "adjust") {
            if (on_hand + one.change < reserved()) should = "stock_below_reserved";
            else on_hand += one.change;
          } else {
            if (one.do === "consume") on_hand -= held.get(one.order) ?? 0;
            held.delete(one.order);
          }
          expect(said).toBe(should);
          expect(await unitsOn(on)).toMatchObject({ on_hand, reserved: reserved(), available: on_hand - reserved() });
        }
      }),
      { numRuns: 25 },
    );
  });

  it("all at once, nothing is made or lost, and the last word told is the truth", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.array(step, { minLength: 2, maxLength: 20 }), async (initial, steps) => {
        const on = await shelf(initial);
        const ids = Array.from({ length: 6 }, () => newId(goods.ctx, "ord"));
        const said = await Promise.all(steps.map((one) => take(on, ids, one)));
        for (const code of said) expect(["accepted", "sold_out", "stock_below_reserved"]).toContain(code);
        const stock = await unitsOn(on);
        const kept = await sql<{
          state: string;
          quantity: bigint;
        }>`select state, sum(quantity) as quantity from inventory.reservation where shop_id = ${on.shop_id} group by state`.execute(
          goods.ctx.db.reader,
        );
        const sums = new Map(kept.rows.map((row) => [row.state, Number(row.quantity)]));
        const made = await sql<{
          sum: bigint | null;
        }>`select sum(change) as sum from inventory.adjustment where shop_id = ${on.shop_id}`.execute(
          goods.ctx.db.reader,
        );
        expect(stock.reserved).toBe(sums.get("reserved") ?? 0);
        expect(stock.on_hand).toBe(Number(made.rows[0]?.sum ?? 0n) - (sums.get("consumed") ?? 0));
        expect(stock.available).toBe(stock.on_hand - stock.reserved);
        expect(stock.available).toBeGreaterThanOrEqual(0);
        const told = (await goods.heard())
          .flatMap((event) => (event.type === "stock.changed" ? event.available : []))
          .at(-1);
        expect(told ?? initial).toBe(stock.available);
      }),
      { numRuns: 25 },
    );
  });
});
