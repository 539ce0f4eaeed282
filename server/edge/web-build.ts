import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "..", "..");
/** Where the built app lies. */
export const webDirectory = join(root, "web", "dist");
const markFile = join(webDirectory, ".built-from");

/** Single files that the build is made from beside web/ and contract/; the first paint's classes become styles. */
const alone = [
  "package-lock.json",
  "vite.config.ts",
  "tools/lean-contract.ts",
  "tools/service-worker.ts",
  "server/edge/first-paint.ts",
];

/** The web app could not be built; the message is for the operator. */
export class WebBuildError extends Error {
  override readonly name = "WebBuildError";
}

/**
 * Builds the web app where its sources changed since the last build, in a process of its own so that the server stays
 * small. Returns true if it had to build. A checkout that cannot be written uses what `npm run build` left there.
 */
export async function buildWeb(): Promise<boolean> {
  const mark = await fingerprint();
  const built = await readFile(markFile, "utf8").catch(() => null);
  if (built === mark) return false;
  try {
    await promisify(execFile)(
      process.execPath,
      [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"],
      { cwd: root, env: { ...process.env, NODE_ENV: "production" } },
    );
    await writeFile(markFile, mark);
    return true;
  } catch (error) {
    if (built !== null && (error as NodeJS.ErrnoException).code === "EROFS") return false;
    const text = String((error as { stderr?: string }).stderr ?? error);
    throw new WebBuildError(`The web app could not be built: ${text.trim().split("\n").slice(0, 8).join("\n")}`, {
      cause: error,
    });
  }
}

/** What the build is made from: names, sizes and times of change of every source file, and the exact dependencies. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of ["web", "contract"]) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.startsWith(webDirectory))
      .toSorted();
    for (const path of files) {
      const { size, mtimeMs } = await stat(path);
      hash.update(`${path.slice(root.length)} ${size} ${mtimeMs}\n`);
    }
  }
  for (const name of alone) hash.update(await readFile(join(root, name)));
  return hash.digest("hex");
}
