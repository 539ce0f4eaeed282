import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../server/kernel/clock.ts";
import { ConfigError, readConfig, type Config } from "../server/kernel/config.ts";
import { createDb, createPool, isDatabaseAway } from "../server/kernel/db.ts";
import { createLog } from "../server/kernel/log.ts";
import { checkLedger } from "../server/modules/ledger/index.ts";

/**
 * `npm run ledger:check`: checks every invariant of the ledger at DATABASE_URL, or in the embedded server of DATA_DIR
 * while it runs. Prints the result; exits with 0 when the books are right, 1 when they are not, 2 when nobody answers.
 */
async function main(): Promise<number> {
  const config = readConfig(process.env);
  const url = config.database_url ?? (await embeddedUrl(config));
  if (url === null) {
    console.error(
      `There is no database in ${config.data_dir}. Start the server first, or set DATABASE_URL or DATA_DIR.`,
    );
    return 2;
  }
  const pool = createPool(url, { max: 1, log: createLog("silent") });
  const db = createDb({ main: pool }, systemClock);
  try {
    const result = await checkLedger(db.reader, config.currency, systemClock.now());
    console.log(JSON.stringify(result, null, 2));
    return result.ok ? 0 : 1;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    console.error(
      "The database does not answer. The embedded one runs only while the server does: npm start, then try again.",
    );
    return 2;
  } finally {
    await db.end();
  }
}

async function embeddedUrl(config: Config): Promise<string | null> {
  const text = await readFile(join(config.data_dir, "postgres", "connection.json"), "utf8").catch(() => null);
  if (text === null) return null;
  const { password, port } = JSON.parse(text) as { password: string; port: number };
  return `postgres://postgres:${password}@127.0.0.1:${port}/laotie`;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
