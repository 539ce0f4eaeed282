import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { systemClock } from "../../server/kernel/clock.ts";
import { startEmbeddedPostgres } from "../../server/kernel/embedded-postgres.ts";
import { migrate } from "../../server/kernel/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server with a migrated database `laotie_template`; each test file clones its own from it. */
    postgresUrl: string;
  }
}

/** One PostgreSQL for all test files: the one at TEST_DATABASE_URL (Debian's 15 in CI), or an embedded one of their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_DATABASE_URL"];
  const directory = given === undefined ? await mkdtemp(join(tmpdir(), "laotie-test-")) : null;
  if (directory !== null) await chmod(directory, 0o755);
  const server =
    directory === null
      ? null
      : await startEmbeddedPostgres({ directory: join(directory, "postgres"), sleep: systemClock.sleep });
  const url = new URL(server?.url ?? given ?? "");
  url.pathname = "/postgres";
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query("drop database if exists laotie_template");
  await admin.query("create database laotie_template");
  await admin.end();
  await migrate(withDatabase(url.href, "laotie_template"), Date.now());
  project.provide("postgresUrl", url.href);
  return async () => {
    await server?.stop();
    if (directory !== null) await rm(directory, { recursive: true, force: true });
  };
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
