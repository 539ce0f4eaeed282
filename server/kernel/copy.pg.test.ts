import { sql } from "kysely";
import { afterEach, beforeEach, expect, it } from "vitest";
import { testContext, type TestContext } from "../../tests/kit/context.ts";
import { copyInto } from "./copy.ts";

let ctx: TestContext;
beforeEach(async () => {
  ctx = await testContext();
  await ctx.db.transact(async (tx) => {
    await sql`create schema copying`.execute(tx);
    await sql`create table copying.a (id integer primary key, word text)`.execute(tx);
    await sql`create table copying.b (id integer primary key, word text)`.execute(tx);
  });
});
afterEach(() => ctx.end());

const rowsOf = async (table: "a" | "b") =>
  (
    await sql<{ id: number; word: string }>`select id, word from ${sql.table(`copying.${table}`)} order by id`.execute(
      ctx.db.reader,
    )
  ).rows;
const a = "copying.a (id, word)";
const b = "copying.b (id, word)";
const many = Array.from({ length: 20_000 }, (_, id) => [id, `老铁\t${id}\\\n🍑`] as const);

it("writes several tables in one go, whatever stands in them and however much it is", async () => {
  await ctx.db.transact(async (tx) => {
    await copyInto(tx, [{ target: a, rows: many }]);
    await copyInto(tx, [{ target: b, rows: [[1, null]] }]);
  });
  expect(await rowsOf("a")).toEqual(many.map(([id, word]) => ({ id, word })));
  expect(await rowsOf("b")).toEqual([{ id: 1, word: null }]);
});

it("where the first table refuses its rows, nothing is written, and the connection goes on", async () => {
  for (const bad of [
    [[1, "once"], [1, "twice"], ...many.slice(2)],
    [["no number", "x"], ...many],
  ]) {
    await expect(
      ctx.db.transact((tx) =>
        copyInto(tx, [
          { target: a, rows: bad },
          { target: b, rows: many },
        ]),
      ),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(23505|22P02)$/) as unknown });
    expect(await rowsOf("a")).toEqual([]);
    expect(await rowsOf("b")).toEqual([]);
  }
  // The same connections, in whatever state the refusal left them.
  await Promise.all(
    Array.from({ length: 12 }, (_, id) =>
      ctx.db.transact(async (tx) => {
        await copyInto(tx, [{ target: a, rows: [[id, "later"]] }]);
        expect((await sql`select 1 as one`.execute(tx)).rows).toEqual([{ one: 1 }]);
      }),
    ),
  );
  expect(await rowsOf("a")).toHaveLength(12);
});
