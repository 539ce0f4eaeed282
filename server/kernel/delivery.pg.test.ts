import { sql } from "kysely";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { testContext, type TestContext } from "../../tests/kit/context.ts";
import { assert } from "./assert.ts";
import { listener } from "./outbox.ts";
import { ManualClock, systemClock } from "./clock.ts";
import { createDb, createPool } from "./db.ts";
import { createLog, type Log } from "./log.ts";
import { forgetAnswers, once } from "./saved-answers.ts";

let ctx: TestContext;
beforeEach(async () => {
  ctx = await testContext();
});
afterEach(() => ctx.end());

const created = (id: string) => ({ type: "account.created" as const, account_id: id });

describe("outbox", () => {
  it("delivers what was committed, in the order of each key, and nothing that was rolled back", async () => {
    const heard: string[] = [];
    await ctx.begin([
      {
        listeners: [
          listener("test.hears", ["account.created"], (_, events) =>
            Promise.resolve(void heard.push(...events.map((event) => event.account_id))),
          ),
        ],
      },
    ]);
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, [created("acct_1"), created("acct_2"), created("acct_1")]));
    await expect(
      ctx.db.transact(async (tx) => {
        await ctx.outbox.emit(tx, [created("acct_lost")]);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await ctx.settle();
    expect(heard).toEqual(["acct_1", "acct_2", "acct_1"]);
  });

  it("tries a faulty event again without holding up the others, and each effect happens once", async () => {
    let broken = true;
    await sql`create table public.effect (who text, listener text)`.execute(ctx.db.reader);
    const effect = (name: string) =>
      listener(name, ["account.created"], async (tx, events) => {
        for (const event of events) {
          await sql`insert into public.effect values (${event.account_id}, ${name})`.execute(tx);
          if (name === "test.shaky" && broken && event.account_id === "acct_bad") throw new Error("not yet");
        }
      });
    await ctx.begin([{ listeners: [effect("test.steady"), effect("test.shaky")] }]);
    await ctx.db.transact((tx) =>
      ctx.outbox.emit(tx, [created("acct_good"), created("acct_bad"), created("acct_fine")]),
    );
    await ctx.settle();
    const effects = async () =>
      (
        await sql<{ line: string }>`select who || ' ' || listener as line from public.effect order by 1`.execute(
          ctx.db.reader,
        )
      ).rows.map((row) => row.line);
    expect(await effects()).toEqual([
      "acct_bad test.steady",
      "acct_fine test.shaky",
      "acct_fine test.steady",
      "acct_good test.shaky",
      "acct_good test.steady",
    ]);
    broken = false;
    ctx.clock.turn(120_000);
    await ctx.settle();
    expect(await effects()).toEqual([
      "acct_bad test.shaky",
      "acct_bad test.steady",
      "acct_fine test.shaky",
      "acct_fine test.steady",
      "acct_good test.shaky",
      "acct_good test.steady",
    ]);
    expect((await sql`select 1 from kernel.account_outbox`.execute(ctx.db.reader)).rows).toEqual([]);
  });

  it("keeps a key's later events waiting behind one that is tried again", async () => {
    const heard: string[] = [];
    let broken = true;
    await ctx.begin([
      {
        listeners: [
          listener("test.orderly", ["account.created", "verification.decided"], (_, events) => {
            for (const event of events)
              if (broken && event.type === "account.created" && event.account_id === "acct_1")
                throw new Error("not yet");
            heard.push(...events.map((event) => `${event.type} ${event.account_id}`));
            return Promise.resolve();
          }),
        ],
      },
    ]);
    await ctx.db.transact((tx) =>
      ctx.outbox.emit(tx, [
        created("acct_1"),
        { type: "verification.decided", account_id: "acct_1", kind: "seller", approved: true },
      ]),
    );
    await ctx.settle();
    await ctx.db.transact((tx) =>
      ctx.outbox.emit(tx, [
        { type: "verification.decided", account_id: "acct_1", kind: "host", approved: true },
        created("acct_2"),
      ]),
    );
    await ctx.settle();
    expect(heard).toEqual(["account.created acct_2"]);
    broken = false;
    ctx.clock.turn(120_000);
    await ctx.settle();
    expect(heard).toEqual([
      "account.created acct_2",
      "account.created acct_1",
      "verification.decided acct_1",
      "verification.decided acct_1",
    ]);
  });
});

describe("many events of one batch", () => {
  it("travel in one row, are heard in their order, and a faulty one of them fails alone", async () => {
    const heard: string[] = [];
    let broken = true;
    const only = (name: string, faulty: boolean) =>
      listener(name, ["verification.decided"], (_, events) => {
        for (const event of events) if (faulty && broken && event.kind === "seller") throw new Error("not yet");
        heard.push(...events.map((event) => `${name} ${event.event_id}`));
        return Promise.resolve();
      });
    await ctx.begin([{ listeners: [only("test.fine", false), only("test.faulty", true)] }]);
    await ctx.db.transact((tx) =>
      ctx.outbox.emit(
        tx,
        Array.from({ length: 20 }, (_, index) => ({
          type: "verification.decided" as const,
          account_id: "acct_many",
          kind: index === 7 ? ("seller" as const) : ("host" as const),
          approved: true,
        })),
      ),
    );
    const rows = async () =>
      (
        await sql<{ count: number; part: number; attempts: number }>`
          select count, part, attempts from kernel.account_outbox order by seq, part`.execute(ctx.db.reader)
      ).rows;
    expect(await rows()).toEqual([{ count: 20, part: 0, attempts: 0 }]);
    await ctx.settle();
    // Heard once by the one, whole; by the other up to the faulty one, behind which the rest of its key waits.
    expect(new Set(heard.filter((one) => one.startsWith("test.fine"))).size).toBe(20);
    expect(heard.filter((one) => one.startsWith("test.faulty"))).toHaveLength(7);
    expect((await rows()).map((row) => row.attempts)).toEqual([1, ...Array.from({ length: 12 }, () => 0)]);
    broken = false;
    ctx.clock.turn(120_000);
    await ctx.settle();
    expect(heard).toHaveLength(40);
    const ids = (name: string) => heard.filter((one) => one.startsWith(name)).map((one) => one.split(" ")[1]);
    expect(ids("test.faulty")).toEqual(ids("test.fine"));
    expect(await rows()).toEqual([]);
  });
});

describe("an event that nobody can take", () => {
  it("does not keep other keys waiting, however many wait behind it, and is tried again alone", async () => {
    const heard: string[] = [];
    let tries = 0;
    await ctx.begin([
      {
        listeners: [
          listener("test.poisoned", ["account.created", "verification.decided"], (_, events) => {
            for (const event of events)
              if (event.type === "account.created" && event.account_id === "acct_poison") {
                tries += events.length === 1 ? 1 : 0;
                throw new Error("never");
              }
            heard.push(...events.map((event) => event.account_id));
            return Promise.resolve();
          }),
        ],
      },
    ]);
    const behind = Array.from({ length: 1200 }, () => ({
      type: "verification.decided" as const,
      account_id: "acct_poison",
      kind: "host" as const,
      approved: true,
    }));
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, [created("acct_poison"), ...behind]));
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, [created("acct_other")]));
    await ctx.settle();
    expect(heard).toEqual(["acct_other"]);
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, [created("acct_later")]));
    await ctx.settle();
    expect(heard).toEqual(["acct_other", "acct_later"]);
    const { rows } = await sql<{ attempts: number; n: number }>`
      select attempts, sum(count)::int as n from kernel.account_outbox group by 1 order by 1`.execute(ctx.db.reader);
    expect(rows).toEqual([
      { attempts: 0, n: 1200 },
      { attempts: 1, n: 1 },
    ]);
    ctx.clock.turn(1000);
    await ctx.settle();
    expect(tries).toBe(2);
    expect(heard).toEqual(["acct_other", "acct_later"]);
  });
});

describe("notices", () => {
  it("comes back with one connection after every one was cut, and says that words may be lost", async () => {
    let gaps = 0;
    const heard: string[] = [];
    ctx.notices.onGap(() => (gaps += 1));
    ctx.notices.on("test", (text) => void heard.push(text));
    await ctx.begin([]);
    const listening = async () =>
      (
        await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
          where application_name = 'laotie notices' and datname = current_database()`.execute(ctx.db.reader)
      ).rows[0]?.n;
    for (let round = 1; round <= 3; round += 1) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'laotie notices' and datname = current_database()`.execute(ctx.db.reader);
      await vi.waitFor(async () => {
        ctx.clock.turn(1000);
        expect(await listening()).toBe(1);
        expect(gaps).toBe(1 + round);
      });
    }
    await ctx.db.transact((tx) => ctx.notices.send(tx, "test", "once"));
    await vi.waitFor(() => expect(heard).toEqual(["once"]));
  });
});

describe("timers", () => {
  const timer = (subject: string, inMs: number) => ({
    kind: "shop" as const,
    key: "shop_1",
    name: "test.falls",
    subject_id: subject,
    due_at: new Date(ctx.clock.nowMs() + inMs),
  });

  it("fall when due, once; cancelled and moved ones do not fall early", async () => {
    const fallen: string[] = [];
    await ctx.begin([
      {
        timers: [
          {
            name: "test.falls",
            fall: (_, timers) => Promise.resolve(void fallen.push(...timers.map((one) => one.subject_id))),
          },
        ],
      },
    ]);
    await ctx.db.transact((tx) =>
      ctx.timers.set(tx, [timer("soon", 1000), timer("later", 5000), timer("moved", 1000), timer("cancelled", 1000)]),
    );
    await ctx.db.transact(async (tx) => {
      await ctx.timers.set(tx, [timer("moved", 9000)]);
      await ctx.timers.cancel(tx, [timer("cancelled", 0)]);
    });
    await ctx.settle();
    expect(fallen).toEqual([]);
    ctx.clock.turn(1000);
    await ctx.settle();
    expect(fallen).toEqual(["soon"]);
    ctx.clock.turn(60_000);
    await ctx.settle();
    await ctx.settle();
    expect(fallen).toEqual(["soon", "later", "moved"]);
  });

  it("a faulty one stays for another try and does not hold up its neighbours", async () => {
    const fallen: string[] = [];
    let broken = true;
    await ctx.begin([
      {
        timers: [
          {
            name: "test.falls",
            fall: (_, timers) => {
              if (broken && timers.some((one) => one.subject_id === "bad")) throw new Error("not yet");
              fallen.push(...timers.map((one) => one.subject_id));
              return Promise.resolve();
            },
          },
        ],
      },
    ]);
    await ctx.db.transact((tx) => ctx.timers.set(tx, [timer("good", 0), timer("bad", 0)]));
    await ctx.settle();
    expect(fallen).toEqual(["good"]);
    broken = false;
    ctx.clock.turn(600_000);
    await ctx.settle();
    expect(fallen).toEqual(["good", "bad"]);
  });
});

describe("saved answers", () => {
  const request = { account_id: "acct_1", key: "key-00000001", content: { quantity: 1 } };

  it("does it once however many ask at the same time, and repeats the first answer", async () => {
    let acts = 0;
    const ask = () => ctx.db.transact((tx) => once(tx, ctx.clock, request, () => Promise.resolve({ n: (acts += 1) })));
    expect(await Promise.all(Array.from({ length: 8 }, ask))).toEqual(Array.from({ length: 8 }, () => ({ n: 1 })));
    expect(acts).toBe(1);
  });

  it("refuses another content under the same key, and saves no refusal", async () => {
    const act = (content: object, fn: () => Promise<object>) =>
      ctx.db.transact((tx) => once(tx, ctx.clock, { ...request, content }, fn));
    await expect(act({ quantity: 1 }, () => Promise.reject(new Error("sold out")))).rejects.toThrow("sold out");
    expect(await act({ quantity: 1 }, () => Promise.resolve({ fine: true }))).toEqual({ fine: true });
    await expect(act({ quantity: 2 }, () => Promise.resolve({}))).rejects.toMatchObject({
      code: "idempotency_key_reused",
    });
  });
});

describe("old answers", () => {
  it("are forgotten after thirty days, younger ones kept", async () => {
    const keep = (key: string) =>
      ctx.db.transact((tx) =>
        once(tx, ctx.clock, { account_id: "acct_1", key, content: {} }, () => Promise.resolve(1)),
      );
    const kept = async () =>
      (
        await sql<{ key: string }>`select idempotency_key as key from kernel.saved_answer`.execute(ctx.db.reader)
      ).rows.map((row) => row.key);
    await keep("old-answer");
    const later = new ManualClock(ctx.clock.nowMs() + 31 * 24 * 3600_000);
    await ctx.db.transact((tx) =>
      once(tx, later, { account_id: "acct_1", key: "new-answer", content: {} }, () => Promise.resolve(1)),
    );
    await forgetAnswers(ctx.db, later).work({});
    expect(await kept()).toEqual(["new-answer"]);
  });
});

describe("database", () => {
  it("is let go of only once every connection is closed, so that nothing is said of a PostgreSQL that stops next", async () => {
    const warnings: string[] = [];
    const log = { ...createLog("silent"), warn: (_: object, text?: string) => void warnings.push(text ?? "") } as Log;
    const pool = createPool(ctx.database_url, { max: 8, log });
    const left = new Set<pg.PoolClient>();
    pool.on("connect", (client) => {
      left.add(client);
      client.once("end", () => left.delete(client));
    });
    const db = createDb({ main: pool }, systemClock);
    await Promise.all(Array.from({ length: 8 }, () => db.ping()));
    expect(left.size).toBeGreaterThan(1);
    await db.end();
    expect(left.size).toBe(0);
    expect(warnings).toEqual([]);
  });

  it("runs what waits for the commit only after it, and not at all after a rollback", async () => {
    const ran: string[] = [];
    await ctx.db.transact((tx) => {
      ctx.db.afterCommit(tx, () => ran.push("committed"));
      assert(ran.length === 0, "not before the commit");
      return Promise.resolve();
    });
    await ctx.db
      .transact((tx) => {
        ctx.db.afterCommit(tx, () => ran.push("rolled back"));
        return Promise.reject(new Error("no"));
      })
      .catch(() => undefined);
    expect(ran).toEqual(["committed"]);
  });
});
