import { stat } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { createClient } from "../contract/client.ts";
import { ConfigError, readConfig } from "../server/kernel/config.ts";
import { demoReset } from "../server/demo-process.ts";

/**
 * `npm run demo:reset [-- --yes]`: brings the demo market to its beginning; everything bought, said and changed in it is
 * dropped. While the server runs it begins anew within seconds; otherwise at the next start. Real data are never touched.
 */
async function main(): Promise<number> {
  const config = readConfig();
  if (!config.demo) {
    console.error("DEMO is off here, so there is no demo to reset; nothing was changed.");
    return 1;
  }
  const url = config.public_url ?? `http://127.0.0.1:${config.port}`;
  if (!process.argv.includes("--yes") && !(await confirmed(config.data_dir))) {
    console.log("Nothing was changed.");
    return 1;
  }
  if (await resetRunning(url)) {
    console.log(`The demo at ${url} begins anew; it is back in a few seconds.`);
    return 0;
  }
  const there = await stat(config.data_dir).catch(() => null);
  if (there === null) {
    console.log(`There is no demo in ${config.data_dir} yet; the next start makes one.`);
    return 0;
  }
  await demoReset.ask(config.data_dir);
  console.log("The server does not run; the demo begins anew at its next start.");
  return 0;
}

async function confirmed(directory: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error("Nobody is at this terminal to ask; say --yes if it is meant.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `Everything in the demo market in ${directory} is dropped. Type "reset" to go on: `,
  );
  terminal.close();
  return answer.trim() === "reset";
}

/** True if a demo answers there and has begun anew. */
async function resetRunning(url: string): Promise<boolean> {
  const guest = createClient({ baseUrl: url, locale: () => "en" });
  const deployment = await guest("getDeployment").catch(() => null);
  if (deployment?.demo !== true) return false;
  const { token } = await guest("demoSignIn", { body: { role: "operator" } });
  await createClient({ baseUrl: url, token: () => token, locale: () => "en" })("resetDemo", {
    body: { confirm: "reset" },
  });
  return true;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
