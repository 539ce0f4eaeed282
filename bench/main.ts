import { benchStart } from "./start.ts";

/** `npm run bench -- NAME`: prints what it measures beside its limit; the last line is one JSON object. */
const benches: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = { start: benchStart };

const name = process.argv[2] ?? "";
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Which bench? One of: ${Object.keys(benches).join(", ")}\n`);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify(await bench())}\n`);
