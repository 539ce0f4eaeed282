import pg from "pg";
import { expect, it } from "vitest";
import { cloneDatabase } from "../../tests/kit/context.ts";
import { claimDatabase, emptyDemoDatabase } from "./market-kind.ts";
import { migrate } from "./migrate.ts";

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
const empty = `do $$ declare name text; begin
  for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
  loop execute format('drop schema %I cascade', name); end loop; end $$;
  drop table if exists public.laotie_migration; drop table if exists public.laotie_market`;

it("a database belongs to the demo or to a real market from its first start on", async () => {
  const database = await cloneDatabase();
  try {
    await query(database.url, empty);
    await claimDatabase(database.url, "demo");
    await claimDatabase(database.url, "demo");
    await expect(claimDatabase(database.url, "real")).rejects.toThrow(/demo's made-up people and orders/);
    await query(database.url, empty);
    await claimDatabase(database.url, "real");
    await expect(claimDatabase(database.url, "demo")).rejects.toThrow(/holds a real market/);
    await expect(emptyDemoDatabase(database.url)).rejects.toThrow(/Only a database marked as the demo's/);
  } finally {
    await database.drop();
  }
});

it("a database from before the marks counts as real", async () => {
  const database = await cloneDatabase();
  try {
    await expect(claimDatabase(database.url, "demo")).rejects.toThrow(/holds a real market/);
    await claimDatabase(database.url, "real");
  } finally {
    await database.drop();
  }
});

it("a reset leaves alone what others keep in the same database", async () => {
  const database = await cloneDatabase();
  try {
    await query(database.url, empty);
    await query(
      database.url,
      "create schema somebody; create table somebody.thing (id int); insert into somebody.thing values (7)",
    );
    await claimDatabase(database.url, "demo");
    await migrate(database.url, 0);
    await emptyDemoDatabase(database.url);
    expect(await query(database.url, "select id from somebody.thing")).toEqual([{ id: 7 }]);
    expect(await query(database.url, "select to_regclass('accounts.account') as gone")).toEqual([{ gone: null }]);
  } finally {
    await database.drop();
  }
});

it("a reset takes everything out of a demo's database, keeps its mark, and the migrations begin again", async () => {
  const database = await cloneDatabase();
  try {
    await query(database.url, empty);
    await claimDatabase(database.url, "demo");
    const steps = await migrate(database.url, 0);
    const schemas =
      "select count(*)::int as count from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')";
    const [full] = await query<{ count: number }>(database.url, schemas);
    expect(full?.count).toBeGreaterThan(5);
    expect(await migrate(database.url, 0)).toBe(0);
    await emptyDemoDatabase(database.url);
    expect(await query(database.url, schemas)).toEqual([{ count: 0 }]);
    await expect(claimDatabase(database.url, "real")).rejects.toThrow(/demo's made-up/);
    expect(await migrate(database.url, 0)).toBe(steps);
    expect(await query(database.url, schemas)).toEqual([full]);
  } finally {
    await database.drop();
  }
});
