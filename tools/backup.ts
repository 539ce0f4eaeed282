import { mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import pg from "pg";
import { ConfigError, readConfig } from "../server/kernel/config.ts";
import { copyRunningPostgres } from "./backup/copy-postgres.ts";
import { copyTree } from "./backup/copy-tree.ts";

/**
 * `npm run backup -- FOLDER`: copies everything in DATA_DIR but the secret into a new folder: the embedded PostgreSQL,
 * while it runs or stopped, then the pictures. The folder is there whole or not at all. `npm run restore` is the way back.
 */
async function main(): Promise<number> {
  const config = readConfig();
  const wanted = process.argv[2];
  if (wanted === undefined) return say("Where to? npm run backup -- /var/backups/laotie/2026-01-31", 2);
  const target = resolve(wanted);
  if (await exists(target)) return say(`${target} is there already; a backup is always a new folder.`, 2);
  if (config.database_url !== null)
    return say(
      `The database is not ours: back up DATABASE_URL with pg_dump, and the folder ${join(config.data_dir, "objects")} (pictures) after it.`,
      2,
    );
  const postgres = join(config.data_dir, "postgres");
  const connection = await readFile(join(postgres, "connection.json"), "utf8").catch(() => null);
  if (connection === null)
    return say(`There is no database in ${config.data_dir}. Set DATA_DIR as the server has it.`, 2);
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { mode: 0o700 });
  const client = await connect(JSON.parse(connection) as { password: string; port: number });
  let bytes = 0;
  if (client === null) {
    if (await exists(join(postgres, "data", "postmaster.pid")))
      return say(
        "PostgreSQL does not answer, but it did not stop cleanly either. Start the server once, then try again.",
        1,
      );
    bytes += await copyTree(join(postgres, "data"), join(part, "postgres", "data"));
  } else {
    bytes += await copyRunningPostgres(client, join(postgres, "data"), join(part, "postgres", "data"));
    await client.end();
  }
  await copyTree(join(postgres, "connection.json"), join(part, "postgres", "connection.json"));
  // After the database: a picture too many does no harm, one too few would be missing from a page.
  bytes += await copyTree(join(config.data_dir, "objects"), join(part, "objects"));
  await rename(part, target);
  console.log(
    `${target}: ${Math.round(bytes / 1_048_576)} MB, ${client === null ? "of a stopped server" : "while it ran"}.`,
  );
  console.log(
    "The secret is not in it. Keep that elsewhere: without it names, addresses and keys cannot be read again.",
  );
  return 0;
}

async function connect({ password, port }: { password: string; port: number }): Promise<pg.Client | null> {
  const client = new pg.Client({ connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/laotie` });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ECONNREFUSED") return null;
    throw error;
  }
}

function say(text: string, code: number): number {
  console.error(text);
  return code;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
