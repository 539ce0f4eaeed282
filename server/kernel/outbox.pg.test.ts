import { sql } from "kysely";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { testContext, type TestContext } from "../../tests/kit/context.ts";
import { systemClock } from "./clock.ts";
import { createMetrics } from "./metrics.ts";
import { createOutbox, listener } from "./outbox.ts";

let ctx: TestContext;
beforeEach(async () => {
  ctx = await testContext();
});
afterEach(() => ctx.end());

const created = (id: string) => ({ type: "account.created" as const, account_id: id });

/** Hears, says that it has entered, and stays until the gate opens. */
function slowListener() {
  const heard: string[] = [];
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const slow = listener("test.slow", ["account.created"], async (_, events) => {
    heard.push(...events.map((event) => event.account_id));
    entered.resolve();
    await gate.promise;
  });
  return { heard, gate, entered, slow };
}

const endLockHolder = () =>
  sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())`.execute(ctx.db.reader);

it("has each effect once also where a deliverer lost its lock with its connection and goes on beside another", async () => {
  const { heard, gate, entered, slow } = slowListener();
  // Nobody polls: the two deliverers are told when to deliver.
  ctx.outbox.start([slow]);
  const other = createOutbox({ ...ctx, metrics: createMetrics() });
  other.start([slow]);
  // Starting looks once: that look is over before there is anything to find, so it is not the other one who delivers first.
  await other.drain();
  await ctx.db.transact((tx) => ctx.outbox.emit(tx, [created("acct_1")]));
  const first = ctx.outbox.drain().catch(() => undefined);
  await entered.promise;
  await endLockHolder();
  // A signal takes a while to end a backend, and while its lock lives the other one finds somebody delivering.
  await vi.waitFor(async () => {
    const { rows } = await sql<{ held: boolean }>`select count(*) > 0 as held from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(ctx.db.reader);
    expect(rows[0]?.held).toBe(false);
  }, 20_000);
  const second = other.drain();
  // The other one has read the event and wants to hand it over, if it can.
  await vi.waitFor(async () => {
    const { rows } = await sql<{ waits: boolean }>`select count(*) > 0 as waits from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(ctx.db.reader);
    expect(rows[0]?.waits === true || heard.length > 1).toBe(true);
  }, 20_000);
  gate.resolve();
  await Promise.all([first, second]);
  await other.stop();
  expect(heard).toEqual(["acct_1"]);
  await ctx.settle();
  expect((await sql`select 1 from kernel.account_outbox`.execute(ctx.db.reader)).rows).toEqual([]);
});

it("puts off an event that failed although the lock was lost while it was heard", async () => {
  let calls = 0;
  const failing = listener("test.failing", ["account.created"], async () => {
    calls += 1;
    await endLockHolder();
    throw new Error("no");
  });
  ctx.outbox.start([failing]);
  await ctx.outbox.drain();
  await ctx.db.transact((tx) => ctx.outbox.emit(tx, [created("acct_1")]));
  for (let tries = 0; tries < 3; tries += 1) await ctx.outbox.drain().catch(() => undefined);
  const { rows } = await sql<{
    attempts: number;
  }>`select attempts from kernel.account_outbox where next_at > ${ctx.clock.now()}`.execute(ctx.db.reader);
  expect(rows).toEqual([{ attempts: 1 }]);
  expect(calls).toBe(1);
});

it("hears before the next poll what another process put while this one delivered", async () => {
  const { heard, gate, entered, slow } = slowListener();
  ctx.outbox.start([slow]);
  const other = createOutbox({ ...ctx, metrics: createMetrics() });
  other.start([slow]);
  await other.drain();
  await ctx.outbox.drain();
  await ctx.db.transact((tx) => ctx.outbox.emit(tx, [created("acct_1")]));
  await entered.promise;
  await ctx.db.transact((tx) => other.emit(tx, [created("acct_2")]));
  // Time enough for the other one to look, and to find somebody delivering.
  await systemClock.sleep(500);
  gate.resolve();
  // Less than until the next poll.
  for (let turns = 0; turns < 15; turns += 1) {
    ctx.clock.turn(30);
    await systemClock.sleep(50);
  }
  expect(heard).toEqual(["acct_1", "acct_2"]);
  await other.stop();
});
