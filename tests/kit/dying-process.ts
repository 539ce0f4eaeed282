import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp } from "../../server/app.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import { readConfig } from "../../server/kernel/config.ts";
import { createContext } from "../../server/kernel/create-context.ts";
import { createLog } from "../../server/kernel/log.ts";
import { systemRandom } from "../../server/kernel/random.ts";

/**
 * A server that is killed, by its system, the first time it gets to the fault point `DIE_AT`: no handler runs and nothing is said, as
 * where a machine dies. A program of its own, over the database `DATABASE_URL`; it prints its address once it is up.
 */
const point = process.env["DIE_AT"];
const server = createServer((request, response) => app.onRequest(request, response));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ctx = await createContext({
  config: readConfig(process.env),
  database_url: process.env["DATABASE_URL"] ?? "",
  public_url: url,
  rtmp_url: "rtmp://127.0.0.1:1935/live",
  clock: systemClock,
  random: systemRandom,
  log: createLog("silent"),
  reach(here) {
    if (here === point) process.kill(process.pid, "SIGKILL");
  },
});
const app = await createApp(ctx, { web: null, server });
await app.start();
process.stdout.write(`${url}\n`);
