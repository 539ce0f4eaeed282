import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { assert } from "./assert.ts";

const folder = join(import.meta.dirname, "..", "migrations");

/** The migrations in order: plain SQL, one timeline, one schema per file. */
export async function listMigrations(): Promise<readonly { name: string; text: string; hash: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      return { name, text, hash: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/**
 * Brings the database to the newest migration; each in a transaction of its own, one process at a time (advisory lock).
 * Refuses a database that is newer than this program, or whose past was edited. Returns how many were applied.
 */
export async function migrate(url: string, nowMs: number): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: "laotie migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('laotie.migrate'))");
    await client.query(
      `create table if not exists public.laotie_migration (name text primary key, hash text not null, applied_at timestamptz not null)`,
    );
    const applied = new Map(
      (await client.query<{ name: string; hash: string }>("select name, hash from public.laotie_migration")).rows.map(
        (row) => [row.name, row.hash],
      ),
    );
    const known = await listMigrations();
    for (const name of applied.keys())
      assert(
        known.some((one) => one.name === name),
        `the database has migration ${name}, which this program does not know: it was written by a newer version`,
      );
    let count = 0;
    for (const { name, text, hash } of known) {
      const before = applied.get(name);
      assert(
        before === undefined || before === hash,
        `migration ${name} was changed after it was applied to this database`,
      );
      if (before !== undefined) continue;
      await client.query("begin");
      try {
        await client.query(text);
        await client.query("insert into public.laotie_migration values ($1, $2, $3)", [name, hash, new Date(nowMs)]);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw new Error(`migration ${name} failed`, { cause: error });
      }
      count += 1;
    }
    return count;
  } finally {
    await client.end();
  }
}
