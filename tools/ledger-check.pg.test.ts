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
    const child = execFile(process.execPath, [join(import.meta.dirname, "ledger-check.ts")], { env: { PATH: process.env["PATH"], ...env } }, (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }));
  });
const query = async (text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(text);
  await client.end();
};

test("prints the result: 0 for right books, 1 for wrong ones, 2 where nobody answers", async () => {
  const right = await run({ DATABASE_URL: database.url });
  expect([right.code, JSON.parse(right.out)]).toEqual([0, expect.objectContaining({ object: "ledger_check", ok: true, transfers: 0, problems: [] })]);

  await query("insert into ledger.balance values ('shop_a', 'escrow', 5)");
  const wrong = await run({ DATABASE_URL: database.url });
  expect(wrong.code).toBe(1);
  expect((JSON.parse(wrong.out) as { problems: { rule: string }[] }).problems.map((problem) => problem.rule)).toEqual(["balance_is_sum_of_entries", "provider_is_sum_of_parts"]);

  expect(await run({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" })).toMatchObject({ code: 2, err: expect.stringContaining("does not answer") });
  const empty = await mkdtemp(join(tmpdir(), "laotie-ledger-"));
  expect(await run({ DATA_DIR: empty })).toMatchObject({ code: 2, err: expect.stringContaining("There is no database") });
  await rm(empty, { recursive: true });
});
