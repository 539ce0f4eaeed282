import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testContext, type TestContext } from "../../tests/kit/context.ts";
import { systemClock } from "./clock.ts";
import { copyInto } from "./copy.ts";
import { createDb, createPool } from "./db.ts";

let ctx: TestContext;
beforeEach(async () => {
  ctx = await testContext();
  await ctx.db.transact(async (tx) => {
    await sql`create schema travelling`.execute(tx);
    await sql`create table travelling.word (id integer primary key, word text)`.execute(tx);
  });
});
afterEach(() => ctx.end());

const target = "travelling.word (id, word)";
const words = async () => (await sql`select id, word from travelling.word order by id`.execute(ctx.db.reader)).rows;

describe("what travels with the next statement", () => {
  it("is there for it, and is answered for by it", async () => {
    await ctx.db.transact(async (tx) => {
      await copyInto(tx, [{ target, rows: [[1, "one"]] }]);
      expect((await sql`select word from travelling.word`.execute(tx)).rows).toEqual([{ word: "one" }]);
      await copyInto(tx, [{ target, rows: [[2, "two"]] }]);
    });
    expect(await words()).toEqual([
      { id: 1, word: "one" },
      { id: 2, word: "two" },
    ]);
    const twice = ctx.db.transact(async (tx) => {
      await copyInto(tx, [{ target, rows: [[1, "again"]] }]);
      await copyInto(tx, [{ target, rows: [[3, "three"]] }]);
      await sql`select 1`.execute(tx);
      expect.fail("the statement tells what is wrong with the rows before it");
    });
    await expect(twice).rejects.toMatchObject({ code: "23505", constraint: "word_pkey" });
    expect(await words()).toHaveLength(2);
  });

  it("fails with its own error at the commit, which then is none", async () => {
    const ran: string[] = [];
    const twice = ctx.db.transact(async (tx) => {
      ctx.db.afterCommit(tx, () => ran.push("committed"));
      await sql`insert into travelling.word values (7, 'seven')`.execute(tx);
      await copyInto(tx, [
        {
          target,
          rows: [
            [8, "eight"],
            [8, "eight"],
          ],
        },
      ]);
    });
    await expect(twice).rejects.toMatchObject({ code: "23505" });
    expect(ran).toEqual([]);
    expect(await words()).toEqual([]);
  });

  it("is not sent where the transaction is rolled back before", async () => {
    const thrown = ctx.db.transact(async (tx) => {
      await copyInto(tx, [{ target, rows: [[1, "one"]] }]);
      throw new Error("no");
    });
    await expect(thrown).rejects.toThrow("no");
    // On the same connections, none of which is left inside a transaction or with rows in hand.
    await Promise.all(Array.from({ length: 12 }, () => words()));
    expect(await words()).toEqual([]);
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`.execute(ctx.db.reader);
    expect(rows[0]?.n).toBe(0n);
  });
});

describe.each(["a statement", "rows", "the commit"] as const)("where begin fails before %s", (first) => {
  it("nothing of the transaction stands", async () => {
    const pool = createPool(ctx.database_url, { max: 1, log: ctx.log });
    pool.on("connect", (client) => {
      const { stream } = (client as unknown as { connection: { stream: { write(bytes: Buffer): boolean } } })
        .connection;
      const write = stream.write.bind(stream);
      // Cancelled, or out of memory: here by being no SQL.
      stream.write = (bytes) => {
        const at = bytes.indexOf("begin\0");
        return write(
          at < 0 ? bytes : Buffer.concat([bytes.subarray(0, at), Buffer.from("begim"), bytes.subarray(at + 5)]),
        );
      };
    });
    const db = createDb({ main: pool }, systemClock);
    const refused = db.transact(async (tx) => {
      if (first !== "a statement") await copyInto(tx, [{ target, rows: [[1, "one"]] }]);
      if (first !== "the commit") await sql`insert into travelling.word values (2, 'two')`.execute(tx);
    });
    await expect(refused).rejects.toMatchObject({ code: "42601" });
    await db.end();
    expect(await words()).toEqual([]);
  });
});

it("an empty transaction ends well, whichever way", async () => {
  await ctx.db.transact(() => Promise.resolve());
  await expect(ctx.db.transact(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await ctx.db.transact(async (tx) => {
    await sql`insert into travelling.word values (1, 'one')`.execute(tx);
  });
  expect(await words()).toHaveLength(1);
});

it("loose statements do not wait for the disk, all others do", async () => {
  const waits = async (db: typeof ctx.db.reader) =>
    (await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db)).rows[0]?.synchronous_commit;
  expect(await waits(ctx.db.loose)).toBe("off");
  expect(await waits(ctx.db.reader)).toBe("on");
  expect(await ctx.db.transact(waits)).toBe("on");
});

it("a loose transaction does not wait for the disk, and its connection does again after it", async () => {
  const pool = createPool(ctx.database_url, { max: 1, log: ctx.log });
  const db = createDb({ main: pool }, systemClock);
  const waits = async (reader: typeof db.reader) =>
    (await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(reader)).rows[0]?.synchronous_commit;
  expect(await db.transactLoosely(waits)).toBe("off");
  expect(await db.transact(waits)).toBe("on");
  await db.transactLoosely(() => Promise.resolve());
  await db.transactLoosely((tx) => copyInto(tx, [{ target, rows: [[1, "one"]] }]));
  await expect(db.transactLoosely(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await waits(db.reader)).toBe("on");
  await db.end();
  expect(await words()).toHaveLength(1);
});
