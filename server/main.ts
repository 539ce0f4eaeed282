import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { createApp, type App } from "./app.ts";
import { demoReset, isCalm, startDemo } from "./demo-process.ts";
import { loadStaticWeb } from "./edge/static-web.ts";
import { buildWeb, WebBuildError, webDirectory } from "./edge/web-build.ts";
import { systemClock } from "./kernel/clock.ts";
import { ConfigError, readConfig, type Config } from "./kernel/config.ts";
import { checkServer, DatabaseError } from "./kernel/check-server.ts";
import { createContext } from "./kernel/create-context.ts";
import { EmbeddedPostgresError, startEmbeddedPostgres, type EmbeddedPostgres } from "./kernel/embedded-postgres.ts";
import { createLog, type Log } from "./kernel/log.ts";
import { claimDatabase } from "./kernel/market-kind.ts";
import { migrate } from "./kernel/migrate.ts";
import { systemRandom } from "./kernel/random.ts";

/** Something the operator can mend, said in one sentence. */
class StartError extends Error {
  override readonly name = "StartError";
}

const clock = systemClock;
const startedMs = clock.monotonicMs();
const exit_after_ms = 20_000;
const reset_after_ms = 100;

/** Progress for the person at the terminal; the log has its own lines. */
function say(text: string): void {
  const at = ((clock.monotonicMs() - startedMs) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${at} s  ${text}\n`);
}

type Stops = (() => Promise<void> | void)[];

async function main(): Promise<void> {
  const stops: Stops = [];
  let log = createLog("info");
  let starting: Promise<void> = Promise.resolve();
  // What is being started must be there before it can be stopped.
  const stop = stopOnce(stops, () => starting.catch(() => undefined));
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  const run = async (begin: (config: Config) => Promise<void>): Promise<void> => {
    try {
      const config = readConfig();
      log = createLog(config.log_level);
      starting = begin(config);
      await starting;
    } catch (error) {
      process.stderr.write(`\n${explain(error)}\n`);
      if (isUnexpected(error)) log.error({ err: error }, "the server could not start");
      await stop(1);
    }
  };
  // Whoever asks while it already begins anew gets that beginning.
  let restarting = false;
  const startAgain = (): void => {
    if (restarting) return;
    restarting = true;
    void run(async (config) => {
      say("the demo begins anew");
      await stopAll(stops);
      await start(config, log, stops, startAgain);
    }).finally(() => {
      restarting = false;
    });
  };
  await run((config) => start(config, log, stops, startAgain));
}

async function start(config: Config, log: Log, stops: Stops, startAgain: () => void): Promise<void> {
  let app: App | null = null;
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 }, (request, response) => {
    if (app !== null) {
      app.onRequest(request, response);
      return;
    }
    response.writeHead(503, { "content-type": "text/plain", "retry-after": "2" }).end("starting\n");
  });
  const port = await listen(server, config.port, config.host, "PORT");
  stops.push(() => closeServer(server));
  const publicUrl = config.public_url ?? `http://${nameOf(config.host)}:${port}`;
  const web = buildWeb().then(async (built) => {
    say(built ? "web app built" : "web app unchanged");
    return loadStaticWeb(webDirectory);
  });
  // Whichever fails first is told; the other must not be an unhandled rejection.
  web.catch(() => undefined);
  const databaseUrl = await prepareDatabase(config, log, stops);
  const rtmpPort = config.rtmp_port;
  const context = await createContext({
    config,
    database_url: databaseUrl,
    public_url: publicUrl,
    rtmp_url: config.public_rtmp_url ?? `rtmp://${new URL(publicUrl).hostname}:${rtmpPort}/live`,
    clock,
    random: systemRandom,
    log,
  });
  stops.push(() => context.close());
  const created = await createApp(context, {
    web: await web,
    server,
    // The answer is on its way before the doors close.
    startAgain: () => void clock.after(reset_after_ms, startAgain),
  });
  stops.push(() => created.stop());
  await created.start();
  await listenRtmp(created, rtmpPort, config.host);
  app = created;
  say(`RTMP ingest open on port ${rtmpPort}`);
  if (config.demo) {
    const calm = config.demo_calm ?? isCalm();
    if (calm && config.demo_calm === null) say("a small machine: the demo is calm (DEMO_CALM=0 for all of it)");
    stops.push(startDemo({ url: publicUrl, rtmp_url: context.rtmp_url, directory: config.data_dir, calm, clock, log }));
  }
  void created.whenReady().then(() => sayWhereToClick(config, publicUrl));
}

/** How this machine calls the address it listens on. */
function nameOf(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

async function prepareDatabase(config: Config, log: Log, stops: Stops): Promise<string> {
  let url = config.database_url;
  if (url === null) {
    const postgres = await startEmbeddedPostgres({
      directory: join(config.data_dir, "postgres"),
      sleep: (ms) => clock.sleep(ms),
    });
    stops.push(() => postgres.stop(), watchPostgres(postgres, log));
    say(postgres.attached ? "PostgreSQL was still running; attached" : "PostgreSQL ready");
    url = postgres.url;
  } else await checkServer(url);
  await claimDatabase(url, config.demo ? "demo" : "real");
  if (config.demo && (await demoReset.perform(config.data_dir, url))) say("the demo was reset");
  const applied = await migrate(url, clock.nowMs());
  say(applied === 0 ? "database up to date" : `database migrated (${applied} steps)`);
  return url;
}

/** A PostgreSQL that was killed is brought back; requests meanwhile are answered with 503. */
function watchPostgres(postgres: EmbeddedPostgres, log: Log): () => void {
  let busy = false;
  return clock.every(500, () => {
    if (busy || postgres.isAlive()) return;
    busy = true;
    log.error({}, "PostgreSQL died; starting it again");
    postgres
      .restart()
      .then(() => log.warn({}, "PostgreSQL is back"))
      .catch((error: unknown) => log.error({ err: error }, "PostgreSQL could not be started again; trying once more"))
      .finally(() => (busy = false));
  });
}

function listen(server: Server, port: number, host: string, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portError(error, port, host, name)));
    server.listen({ port, host, backlog: 4096 }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function listenRtmp(app: App, port: number, host: string): Promise<void> {
  try {
    await app.listenRtmp(host, port);
  } catch (error) {
    throw portError(error as NodeJS.ErrnoException, port, host, "RTMP_PORT");
  }
}

function portError(error: NodeJS.ErrnoException, port: number, host: string, name: string): StartError {
  if (error.code === "EADDRINUSE")
    return new StartError(`Port ${port} is taken by another program. Stop it, or start with ${name}=${port + 1}.`);
  if (error.code === "EACCES")
    return new StartError(
      `Port ${port} needs more rights than this user has. Start with ${name}=${port + 8000}, or let a proxy listen there.`,
    );
  if (error.code === "EADDRNOTAVAIL")
    return new StartError(`This machine has no address ${host}. Set HOST to one it has, or to 0.0.0.0.`);
  return new StartError(`Port ${port} could not be opened (${error.code ?? error.message}).`);
}

function sayWhereToClick(config: Config, publicUrl: string): void {
  say("ready");
  const lines = [
    ``,
    `  Laotie is open:  ${publicUrl}`,
    ...(config.demo
      ? [
          `  Demo sign-in:    ${publicUrl}/me   (viewer, host, merchant, operator: one click each)`,
          `  Sign-in codes:   ${publicUrl}/dev/inbox`,
        ]
      : []),
    `  Stop:            Ctrl-C`,
    ``,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    clock.after(5000, () => server.closeAllConnections());
  });
}

/** Stops in the reverse order of starting; a second signal, or 20 s, ends the process anyway. */
function stopOnce(stops: Stops, started: () => Promise<void>): (code: number) => Promise<void> {
  let stopping = false;
  return async (code) => {
    if (stopping) process.exit(code === 0 ? 130 : code);
    stopping = true;
    if (code === 0) say("stopping: finishing what is under way");
    clock.after(exit_after_ms, () => process.exit(1));
    await started();
    await stopAll(stops);
    if (code === 0) say("stopped");
    process.exit(code);
  };
}

/** In the reverse order of starting; what fails to stop keeps nothing else from stopping. */
async function stopAll(stops: Stops): Promise<void> {
  for (const one of stops.splice(0).toReversed()) {
    try {
      await one();
    } catch (error) {
      process.stderr.write(`something did not stop cleanly: ${String(error)}\n`);
    }
  }
}

function isUnexpected(error: unknown): boolean {
  return !(
    error instanceof ConfigError ||
    error instanceof StartError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof DatabaseError ||
    error instanceof WebBuildError
  );
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return `The configuration is not usable:\n${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

await main();
