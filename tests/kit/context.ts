import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { ManualClock, systemClock, type Clock } from "../../server/kernel/clock.ts";
import { readConfig } from "../../server/kernel/config.ts";
import type { Context } from "../../server/kernel/context.ts";
import { createContext } from "../../server/kernel/create-context.ts";
import { createLog } from "../../server/kernel/log.ts";
import type { ModulePart } from "../../server/kernel/module.ts";
import { seededRandom } from "../../server/kernel/random.ts";

/** A database of one's own, cloned from the migrated template. */
export async function cloneDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const adminUrl = inject("postgresUrl");
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const admin = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name} template laotie_template`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`drop database if exists ${name} with (force)`) };
}

export interface TestContext extends Context {
  /** Turn it by hand; outbox and timers are delivered by `settle()`. */
  readonly clock: Clock & { turn(ms: number): void };
  readonly database_url: string;
  /** Registers listeners, timers and jobs of these parts (as the app does). */
  begin(parts: readonly ModulePart[]): Promise<void>;
  /** Delivers every event and every deadline that is due, until nothing is left. */
  settle(): Promise<void>;
  end(): Promise<void>;
}

/** 2026-11-22 12:00 in Shanghai. */
const startMs = Date.UTC(2026, 10, 22, 4);

/** A kernel over a database of one's own, with a clock that stands still and chance from a seed. */
export async function testContext(options: { env?: Record<string, string>; seed?: number } = {}): Promise<TestContext> {
  const database = await cloneDatabase();
  const directory = await mkdtemp(join(tmpdir(), "laotie-data-"));
  const hand = new ManualClock(startMs);
  // Retries of the database wait in real time; everything a test is about waits for the hand.
  const clock: Clock & { turn(ms: number): void } = {
    nowMs: () => hand.nowMs(),
    now: () => hand.now(),
    monotonicMs: () => hand.monotonicMs(),
    after: (ms, fn) => hand.after(ms, fn),
    every: (ms, fn) => hand.every(ms, fn),
    sleep: (ms) => systemClock.sleep(ms),
    turn: (ms) => hand.turn(ms),
  };
  const config = readConfig({
    NODE_ENV: "test",
    DATA_DIR: directory,
    SECRET: "test-secret-test-secret-test-secret-0123",
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    ...options.env,
  });
  const context = await createContext({
    config,
    database_url: database.url,
    public_url: "http://laotie.test",
    rtmp_url: "rtmp://laotie.test/live",
    clock,
    random: seededRandom(options.seed ?? 7),
    log: createLog(config.log_level),
  });
  return {
    ...context,
    clock,
    database_url: database.url,
    async begin(parts) {
      await context.notices.start();
      await context.jobs.start(parts.flatMap((part) => part.jobs ?? []));
      context.outbox.start(parts.flatMap((part) => part.listeners ?? []));
      context.timers.start(parts.flatMap((part) => part.timers ?? []));
      for (const part of parts) await part.start?.();
    },
    async settle() {
      await context.timers.drain();
      await context.outbox.drain();
      await context.timers.drain();
      await context.outbox.drain();
    },
    async end() {
      await context.close();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
