import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testContext, type TestContext } from "../../tests/kit/context.ts";
import { createPool, isDatabaseAway } from "./db.ts";
import { gatheredReads } from "./gathered-reads.ts";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.end());

const backend = async (number: number) =>
  (
    await sql<{ number: number; pid: number }>`select ${number}::integer as number, pg_backend_pid() as pid`.execute(
      ctx.db.gathered,
    )
  ).rows[0];
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

it("what is asked in one turn travels together, and everybody gets their own answer", async () => {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const answers = await Promise.all(numbers.map(backend));
  expect(answers.map((answer) => answer?.number)).toEqual(numbers);
  // Sixteen at a time: three connections at most, where each by itself would have taken as many as there are.
  expect(new Set(answers.map((answer) => answer?.pid)).size).toBeLessThanOrEqual(3);
  expect(await backend(7)).toMatchObject({ number: 7 });
});

it("answers without rows and with none of some columns are told apart", async () => {
  const [none, two, empty] = await Promise.all([
    sql`select 1 as one where false`.execute(ctx.db.gathered),
    sql`select word from (values ('a'), ('b')) as w (word)`.execute(ctx.db.gathered),
    sql`select null as nothing, 9007199254740993::bigint as large`.execute(ctx.db.gathered),
  ]);
  expect([none.rows, two.rows, empty.rows]).toEqual([
    [],
    [{ word: "a" }, { word: "b" }],
    [{ nothing: null, large: 9007199254740993n }],
  ]);
});

it("a faulty one fails alone, with its own error", async () => {
  const circle: Record<string, unknown> = {};
  circle["itself"] = circle;
  const asked = await Promise.all([
    codeOf(backend(1)),
    codeOf(sql`select 1 / ${0}::integer`.execute(ctx.db.gathered)),
    codeOf(backend(2)),
    codeOf(sql`select * from nowhere.at_all`.execute(ctx.db.gathered)),
    codeOf(backend(3)),
  ]);
  expect(asked).toEqual(["answered", "22012", "answered", "42P01", "answered"]);
  const unsendable = await Promise.all([
    codeOf(backend(1)),
    codeOf(sql`select ${circle}::jsonb`.execute(ctx.db.gathered)),
    codeOf(backend(2)),
  ]);
  expect(unsendable).toEqual(["answered", expect.stringContaining("circular"), "answered"]);
  expect(await backend(4)).toMatchObject({ number: 4 });
});

it("a value that cannot be sent is its asker's error also where another's answer sends it", async () => {
  const pool = createPool(ctx.database_url, { max: 1, log: ctx.log });
  const reads = gatheredReads<never>(pool, isDatabaseAway);
  const circle: Record<string, unknown> = {};
  circle["itself"] = circle;
  const sizeOf = (asked: Promise<{ rows: readonly unknown[] }>) => asked.then(({ rows }) => String(rows.length));
  for (let round = 0; round < 10; round += 1) {
    // Sixteen fill a round trip; the two behind them wait for the connection, which comes back with an error.
    const asked = await Promise.all(
      Array.from({ length: 18 }, (_, index) => {
        if (index === 0) return codeOf(sql`select 1 / ${0}::integer`.execute(reads));
        if (index === 17) return codeOf(sql`select ${circle}::jsonb`.execute(reads));
        return sizeOf(sql`select ${index}::integer`.execute(reads));
      }),
    );
    expect(asked).toEqual(["22012", ...Array.from({ length: 16 }, () => "1"), expect.stringContaining("circular")]);
  }
  await pool.end();
});

it("a connection that breaks is everybody's error, and not that of those who come after", async () => {
  const broken = await Promise.all([
    codeOf(backend(1)),
    codeOf(sql`select pg_terminate_backend(pg_backend_pid())`.execute(ctx.db.gathered)),
  ]);
  expect(broken).toEqual(["57P01", "57P01"]);
  expect(await backend(5)).toMatchObject({ number: 5 });
});

it("has no transactions", async () => {
  await expect(ctx.db.gathered.transaction().execute(() => Promise.resolve())).rejects.toThrow("no transaction");
});
