import pg from "pg";
import { DatabaseError } from "./check-server.ts";
import { listMigrations } from "./migrate.ts";

/** What a database holds: people and money, or a play. The two are never mixed. */
export type MarketKind = "demo" | "real";

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: "laotie market kind" });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('laotie.market_kind'))");
    const value = await act(client);
    await client.query("commit");
    return value;
  } finally {
    await client.end();
  }
}

async function exists(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ oid: string | null }>("select to_regclass($1) as oid", [table]);
  return rows[0]?.oid !== null;
}

/**
 * What the database was marked as at its first start; null for an empty one. One that was filled before there were marks
 * counts as real: the worst mistake would be to play in somebody's real market.
 */
async function kindOf(client: pg.Client): Promise<MarketKind | null> {
  if (await exists(client, "public.laotie_market")) {
    const { rows } = await client.query<{ kind: MarketKind }>("select kind from public.laotie_market");
    if (rows[0] !== undefined) return rows[0].kind;
  }
  return (await exists(client, "public.laotie_migration")) ? "real" : null;
}

/**
 * Marks an empty database for good as the demo's or as a real market's. Throws `DatabaseError`, one sentence for the
 * operator, when it is the other's. Called before the migrations, which make it look used.
 */
export function claimDatabase(url: string, kind: MarketKind): Promise<void> {
  return withClient(url, async (client) => {
    const found = await kindOf(client);
    if (found !== null && found !== kind)
      throw new DatabaseError(
        kind === "demo"
          ? "This database holds a real market, and the demo never plays in one: set DEMO=0, or give the demo a database of its own."
          : "This database holds the demo's made-up people and orders, and they never become real ones: set DEMO=1, or use another database.",
      );
    await client.query(
      `create table if not exists public.laotie_market (kind text primary key check (kind in ('demo', 'real')))`,
    );
    await client.query("insert into public.laotie_market values ($1) on conflict do nothing", [kind]);
  });
}

/** The schemas that are ours: what the migrations make, and the one pg-boss makes for itself. */
async function ownSchemas(): Promise<readonly string[]> {
  const made = (await listMigrations()).flatMap(({ text }) => [...text.matchAll(/^create schema (\w+);/gm)]);
  return [...made.map(([, name]) => name ?? ""), "pgboss"];
}

/**
 * Takes everything of ours out of a demo's database, so that the migrations begin again; all or nothing. What others keep
 * in the same database is left alone. Throws `DatabaseError`
 * for a database that is not marked as a demo's, and when another program is still using it.
 */
export async function emptyDemoDatabase(url: string): Promise<void> {
  const ours = await ownSchemas();
  await withClient(url, async (client) => {
    if ((await kindOf(client)) !== "demo")
      throw new DatabaseError("Only a database marked as the demo's can be reset; this one is not.");
    await client.query("set local lock_timeout = '10s'");
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(nspname) as name from pg_namespace
       where nspname = any($1)`,
      [ours],
    );
    try {
      for (const { name } of rows) await client.query(`drop schema ${name} cascade`);
      await client.query("drop table if exists public.laotie_migration");
    } catch (error) {
      if ((error as { code?: string }).code !== "55P03") throw error;
      throw new DatabaseError("The demo's database is in use by another program; stop it, then reset again.");
    }
  });
}
