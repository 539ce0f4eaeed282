import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  expectSound,
  fieldsFor,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  place,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { waitingForLocks } from "../../../tests/kit/locks.ts";
import { systemClock } from "../../kernel/clock.ts";
import { AheadOf } from "./place-ahead.ts";

let trade: Trade;
let buyers: Buyer[];
beforeAll(async () => {
  trade = await openTrade();
  buyers = [];
  for (let count = 0; count < 4; count += 1) buyers.push(await newBuyer(trade));
});
afterAll(() => trade.end());

const buyer = (index: number): Buyer => buyers[index] ?? expect.fail("a buyer was made");
/** Transactions that wrote their rows and wait for something else than PostgreSQL. */
const written = async (): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction' and query = 'select'`.execute(
    trade.ctx.db.reader,
  );
  return Number(rows[0]?.n);
};

/** The first waits for the stock, which somebody holds, the second behind it. */
async function twoInARow(
  stock: number,
): Promise<{ answers: string[]; variant: { variant_id: string; stock: number } }> {
  const peach = await putOnSale(trade, { stock });
  const answers = await trade.ctx.db.transact(async (tx) => {
    await trade.inventory.lock(tx, trade.shop_id, [peach.variant_id]);
    const first = outcome(place(trade, buyer(0), peach.variant_id));
    await vi.waitFor(async () => expect(await waitingForLocks(trade)).toBe(1), { timeout: 10_000, interval: 50 });
    const second = outcome(place(trade, buyer(1), peach.variant_id));
    await vi.waitFor(async () => expect(await written()).toBe(1), { timeout: 10_000, interval: 50 });
    return { both: Promise.all([first, second]) };
  });
  return { answers: await answers.both, variant: { ...peach, stock } };
}

test("a batch has written its rows when its turn comes", async () => {
  const { answers, variant } = await twoInARow(2);
  expect(answers).toEqual(["placed", "placed"]);
  await expectSound(trade, variant, { reserved: 2, left: 0 });
});

test("who is first has what is left, and what was written for nothing is gone", async () => {
  const { answers, variant } = await twoInARow(1);
  expect(answers).toEqual(["placed", "sold_out"]);
  await expectSound(trade, variant, { reserved: 1, left: 0 });
});

test("where there is not enough for all, it is decided by who came first, and nothing is left that could be sold", async () => {
  const peach = await putOnSale(trade, { stock: 5 });
  const answers = await Promise.all(
    [2, 4, 2, 1].map((quantity, index) => outcome(place(trade, buyer(index), peach.variant_id, { quantity }))),
  );
  expect(answers).toEqual(["placed", "sold_out", "placed", "placed"]);
  await expectSound(trade, { ...peach, stock: 5 }, { reserved: 5, left: 0 });
});

test("two servers, one key: whoever waits for what is written ahead does not wait for ever", async () => {
  const goods = await putOnSale(trade, { stock: 10, options: 2 });
  const [first = "", second = ""] = goods.variant_ids.toSorted();
  const other = trade.otherProcess();
  const key = newKey();
  const { all } = await trade.ctx.db.transact(async (tx) => {
    await trade.inventory.lock(tx, trade.shop_id, [first]);
    const both = { lines: [first, second].map((variant_id) => ({ variant_id, quantity: 1 })) };
    const has = outcome(place(trade, buyer(0), first, { more: both }));
    await vi.waitFor(async () => expect(await waitingForLocks(trade)).toBe(1), { timeout: 10_000, interval: 50 });
    // Written, and behind the first in this process.
    const behind = outcome(place(trade, buyer(1), second, { key }));
    await vi.waitFor(async () => expect(await written()).toBe(1), { timeout: 10_000, interval: 50 });
    // Has the stock that the first will want, and waits for what the second wrote.
    const again = outcome(other.place({ buyer_id: buyer(1).account_id, key, fields: fieldsFor(buyer(1), second) }));
    await vi.waitFor(async () => expect(await waitingForLocks(trade)).toBe(2), { timeout: 10_000, interval: 50 });
    return { all: Promise.all([has, behind, again]) };
  });
  const startedMs = systemClock.monotonicMs();
  expect(await all).toEqual(["placed", "placed", "placed"]);
  // PostgreSQL gives a statement up after twenty seconds: nobody had to wait for that.
  expect(systemClock.monotonicMs() - startedMs).toBeLessThan(15_000);
});

test("what is more than there is is not written first", async () => {
  const peach = await putOnSale(trade, { stock: 5 });
  let ahead = 0;
  const orders = trade.otherProcess({
    reach: (point) => {
      if (point === "orders.place: written, stock not taken") ahead += 1;
    },
  });
  const ask = (quantity: number) =>
    outcome(
      orders.place({
        buyer_id: buyer(2).account_id,
        key: newKey(),
        fields: fieldsFor(buyer(2), peach.variant_id, quantity),
      }),
    );
  expect([await ask(6), await ask(7), await ask(5)]).toEqual(["sold_out", "sold_out", "placed"]);
  expect(ahead).toBe(1);
});

test("those who wrote ahead leave half of the connections to everybody else", async () => {
  const started: (() => void)[] = [];
  const wait = () => new Promise<string>((resolve) => started.push(() => resolve("done")));
  for (const [pool, places] of [
    [1, 0],
    [2, 0],
    [3, 1],
    [20, 9],
  ] as const) {
    const ahead = new AheadOf(pool);
    const all = Array.from({ length: 20 }, () => ahead.with(wait));
    expect(started).toHaveLength(places);
    for (const end of started.splice(0)) end();
    const answers = await Promise.all(all);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(places);
    const failed = ahead.with(() => Promise.reject(new Error("no"))).catch(() => "failed");
    expect(await failed).toBe(places > 0 ? "failed" : null);
    // Whoever is through, however it ended, makes room.
    const again = ahead.with(wait);
    for (const end of started.splice(0)) end();
    expect(await again).toBe(places > 0 ? "done" : null);
  }
});
