import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Call } from "../../contract/client.ts";
import type { AccountRole } from "../../contract/accounts.ts";
import type { Locale } from "../../contract/errors.ts";
import { createApp, type App } from "../../server/app.ts";
import type { StaticWeb } from "../../server/edge/static-web.ts";
import { readConfig } from "../../server/kernel/config.ts";
import { createContext, type OwnedContext } from "../../server/kernel/create-context.ts";
import { createLog } from "../../server/kernel/log.ts";
import { systemRandom } from "../../server/kernel/random.ts";
import { cloneDatabase } from "./context.ts";
import { turnableClock, type TurnableClock } from "./turnable-clock.ts";

/** Somebody signed in, through the public API. */
export interface Person {
  readonly call: Call;
  readonly token: string;
  readonly account_id: string;
}

export interface TestServer {
  readonly url: string;
  readonly rtmp: { readonly host: string; readonly port: number };
  readonly ctx: OwnedContext;
  readonly database_url: string;
  readonly app: App;
  readonly clock: TurnableClock;
  readonly guest: Call;
  /** Signs a new or known person in with a code read from the dev inbox. */
  signIn(identifier: string, locale?: Locale): Promise<Person>;
  /** The demo's one-click account of this role. */
  demo(role: AccountRole): Promise<Person>;
  /** Moves time and delivers every event and deadline that is due. */
  turn(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** What every server of a journey is started with. */
export const journeyEnv = {
  NODE_ENV: "test",
  DEMO: "1",
  SECRET: "journey-secret-journey-secret-0123456789",
} as const;

/** The whole server in this process over a database of its own: real HTTP, WebSocket and RTMP on free ports. */
export async function startServer(
  options: {
    env?: Record<string, string>;
    web?: StaticWeb;
    /** The instant at which this server believes it starts; without it, the machine's. */
    at?: string;
    /** A database that is there already and stays when this server stops; without it, one of its own. */
    database_url?: string;
  } = {},
): Promise<TestServer> {
  const database =
    options.database_url === undefined
      ? await cloneDatabase()
      : { url: options.database_url, drop: () => Promise.resolve() };
  const directory = await mkdtemp(join(tmpdir(), "laotie-server-"));
  const clock = turnableClock();
  if (options.at !== undefined) clock.turn(Date.parse(options.at) - clock.nowMs());
  const server = createServer((request, response) => app.onRequest(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = readConfig({
    ...journeyEnv,
    DATA_DIR: directory,
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    ...options.env,
  });
  const ctx = await createContext({
    config,
    database_url: database.url,
    public_url: url,
    rtmp_url: "rtmp://127.0.0.1:1935/live",
    clock,
    random: systemRandom,
    log: createLog(config.log_level),
  });
  const app = await createApp(ctx, { web: options.web ?? null, server });
  await app.start();
  const { port } = await app.listenRtmp("127.0.0.1", 0);
  const guest = createClient({ baseUrl: url, locale: () => "en" });
  const personOf = (signedIn: { token: string; account: { id: string } }, locale: Locale): Person => ({
    call: createClient({ baseUrl: url, token: () => signedIn.token, locale: () => locale }),
    token: signedIn.token,
    account_id: signedIn.account.id,
  });
  return {
    url,
    rtmp: { host: "127.0.0.1", port },
    ctx,
    database_url: database.url,
    app,
    clock,
    guest,
    async signIn(identifier, locale = "en") {
      await guest("sendCode", { body: { identifier } });
      const { data } = await guest("readDevInbox", { query: { to: identifier } });
      const code = /\b(\d{6})\b/.exec(data[0]?.text ?? "")?.[1] ?? "";
      return personOf(await guest("signIn", { body: { identifier, code, locale } }), locale);
    },
    demo: async (role) => personOf(await guest("demoSignIn", { body: { role } }), "en"),
    async turn(ms) {
      clock.turn(ms);
      await ctx.timers.drain();
      await ctx.outbox.drain();
      await ctx.timers.drain();
      await ctx.outbox.drain();
    },
    async stop() {
      await app.stop();
      await ctx.close();
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
