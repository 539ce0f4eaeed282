import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloneDatabase } from "../tests/kit/context.ts";

let database: Awaited<ReturnType<typeof cloneDatabase>>;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

const run = (env: Record<string, string>): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, "ledger-check.ts")],
      { env: { PATH: process.env["PATH"], ...env } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
const query = async (text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(text);
  await client.end();
};

test("prints the result: 0 for right books, 1 for wrong ones, 2 where nobody answers", async () => {
  const right = await run({ DATABASE_URL: database.url });
  expect([right.code, JSON.parse(right.out)]).toMatchObject([
    0,
    { object: "ledger_check", ok: true, transfers: 0, problems: [] },
  ]);

  await query("insert into ledger.balance values ('shop_a', 'escrow', 5, 0, 0)");
  const wrong = await run({ DATABASE_URL: database.url });
  expect(wrong.code).toBe(1);
  expect((JSON.parse(wrong.out) as { problems: { rule: string }[] }).problems.map((problem) => problem.rule)).toEqual([
    "balance_is_sum_of_entries",
    "provider_is_sum_of_parts",
  ]);

  const away = await run({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
  expect([away.code, away.err]).toEqual([
    2,
    "The database does not answer. The embedded one runs only while the server does: npm start, then try again.\n",
  ]);
  const empty = await mkdtemp(join(tmpdir(), "laotie-ledger-"));
  const missing = await run({ DATA_DIR: empty, DEMO: "1" });
  expect([missing.code, missing.err]).toEqual([
    2,
    // Where the demo market is on, its data lie in a folder of their own.
    `There is no database in ${join(empty, "demo")}. Start the server first, or set DATABASE_URL or DATA_DIR.\n`,
  ]);
  await rm(empty, { recursive: true });
});
