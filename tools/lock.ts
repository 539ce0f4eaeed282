import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.ts";

/**
 * `npm run lock`: package-lock.json with the entries of every platform and without addresses, so that it installs from
 * whatever registry the machine uses. npm's own `omit-lockfile-registry-resolved` loses the optional packages of other
 * platforms, and `npm ci` then refuses; so we let npm write the addresses and take them out ourselves.
 */
const code = await run("npm", ["install", "--package-lock-only", "--omit-lockfile-registry-resolved=false"]);
if (code !== 0) {
  console.error("npm could not write package-lock.json; see its messages above.");
  process.exitCode = 1;
} else {
  const file = join(root, "package-lock.json");
  const before = readFileSync(file, "utf8");
  const after = before.replace(/^\s*"resolved": "https?:[^\n]*\n/gm, "");
  writeFileSync(file, after);
  console.log(`package-lock.json: ${before.split("\n").length - after.split("\n").length} addresses taken out`);
}
