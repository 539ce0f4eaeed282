import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { benchDelay } from "./delay.ts";
import { benchOrders } from "./orders.ts";
import { benchStart } from "./start.ts";
import { benchWeb } from "./web.ts";

/** `npm run bench -- NAME`: prints what it measures beside its limit; the last line is one JSON object. */
const benches: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  start: benchStart,
  delay: benchDelay,
  web: benchWeb,
  orders: benchOrders,
  /** Leads processes of its own, so it is one. */
  media: async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "media.ts")]);
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as Record<string, unknown>;
  },
};

const name = process.argv[2] ?? "";
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Which bench? One of: ${Object.keys(benches).join(", ")}\n`);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify(await bench())}\n`);
process.exit(0);
