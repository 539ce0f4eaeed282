import { mkdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readConfig } from "../server/kernel/config.ts";
import { copyTree } from "./backup/copy-tree.ts";

/**
 * `npm run restore -- FOLDER`: puts a backup of `npm run backup` into an empty DATA_DIR. Nothing that is there is ever
 * replaced. The next start of the server, with the same SECRET, goes on from the moment of the backup.
 */
async function main(): Promise<number> {
  const config = readConfig();
  const from = process.argv[2] === undefined ? null : resolve(process.argv[2]);
  if (from === null) return say("Which backup? npm run restore -- /var/backups/laotie/2026-01-31");
  if (!(await exists(join(from, "postgres", "data", "PG_VERSION")))) return say(`${from} is not a backup.`);
  for (const name of ["postgres", "objects"])
    if (await exists(join(config.data_dir, name)))
      return say(`${config.data_dir} holds data already. Stop the server, move that folder away, then try again.`);
  const owner = await ownerOfServer();
  if (owner === null) return say("As root, PostgreSQL needs a system user named postgres: useradd --system postgres");
  await mkdir(config.data_dir, { recursive: true });
  await copyTree(join(from, "postgres"), join(config.data_dir, "postgres"), owner === "us" ? {} : { owner });
  await copyTree(join(from, "objects"), join(config.data_dir, "objects"));
  console.log(`${config.data_dir} is as it was. Start the server with the SECRET it had then.`);
  return 0;
}

/** As root the server runs its PostgreSQL as the user of that name, whose number differs between machines. */
async function ownerOfServer(): Promise<{ uid: number; gid: number } | "us" | null> {
  if (process.getuid?.() !== 0) return "us";
  const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((one) => one.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

function say(text: string): number {
  console.error(text);
  return 2;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
