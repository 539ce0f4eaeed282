import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { Route } from "../contract/http.ts";
import { systemRoutes } from "../contract/system.ts";
import { deploymentOf } from "./edge/deployment.ts";
import { deskHealthRoutes } from "./edge/desk-health.ts";
import { finished } from "./edge/finish-requests.ts";
import { mountHealth, readiness, type Check } from "./edge/health.ts";
import { answerRoutes, bindRoutes, type Answer, type HttpApp, type NodeBindings } from "./edge/http.ts";
import { nodeRoutes } from "./edge/node-routes.ts";
import { liveVideoHandler } from "./edge/live-video.ts";
import { mountPages, mountSecurityHeaders, securityHeadersOfData } from "./edge/pages.ts";
import { demoReset } from "./demo-process.ts";
import { createSandboxCarrier } from "./edge/sandbox-provider/carrier/index.ts";
import { createSandboxBank } from "./edge/sandbox-provider/bank/index.ts";
import { createSandboxProvider } from "./edge/sandbox-provider/index.ts";
import { attachSocketEdge } from "./edge/socket.ts";
import type { StaticWeb } from "./edge/static-web.ts";
import type { Context } from "./kernel/context.ts";
import type { Tx } from "./kernel/db.ts";
import type { ModulePart } from "./kernel/module.ts";
import { refuse } from "./kernel/refusal.ts";
import { handle, type BoundRoute, type Caller } from "./kernel/routing.ts";
import { forgetAnswers } from "./kernel/saved-answers.ts";
import {
  createAccounts,
  type Accounts,
  type LifePort,
  type PicturePort,
  type RulePort,
} from "./modules/accounts/index.ts";
import { createAftersales, refundReader } from "./modules/aftersales/index.ts";
import { createCatalog } from "./modules/catalog/index.ts";
import { createChat, type Chat } from "./modules/chat/index.ts";
import { createFans } from "./modules/fans/index.ts";
import { createFulfillment, lifeReader, ordersUnderWay } from "./modules/fulfillment/index.ts";
import { createIntegrations } from "./modules/integrations/index.ts";
import { createInvoices, invoiceReader } from "./modules/invoices/index.ts";
import { createInventory, createStockPort } from "./modules/inventory/index.ts";
import { createLedger, type Ledger } from "./modules/ledger/index.ts";
import { createLive, type Live } from "./modules/live/index.ts";
import { createMedia, FlvHub, RtmpServer, type Media } from "./modules/media/index.ts";
import { createNotifications, type NewItem, type NotificationPorts } from "./modules/notifications/index.ts";
import { createOrders } from "./modules/orders/index.ts";
import { createPayments } from "./modules/payments/index.ts";
import { createPayouts, type Payouts } from "./modules/payouts/index.ts";
import { createPrograms } from "./modules/programs/index.ts";
import { createReviews } from "./modules/reviews/index.ts";
import { createPromotion, type SessionPort } from "./modules/promotion/index.ts";
import { createSettings, type Follower } from "./modules/settings/index.ts";
import { createSearch } from "./modules/search/index.ts";
import { createShops } from "./modules/shops/index.ts";
import { createSupport } from "./modules/support/index.ts";
import { createVisits } from "./modules/visits/index.ts";
import packageJson from "../package.json" with { type: "json" };

export interface App {
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  /** Starts listeners, deadlines and jobs; the routes may be served from then on. */
  start(): Promise<void>;
  listenRtmp(host: string, port: number): Promise<{ port: number }>;
  /** Resolves when /readyz would answer 200. */
  whenReady(): Promise<void>;
  /** Takes nothing new, lets what is under way finish, and stops. */
  stop(): Promise<void>;
}

interface Modules {
  readonly accounts: Accounts;
  readonly media: Media;
  readonly live: Live;
  readonly chat: Chat;
  readonly ledger: Ledger;
  readonly payouts: Payouts;
  readonly parts: readonly ModulePart[];
}

interface Streams {
  readonly hub: FlvHub;
  disconnectEncoder(roomId: string, reason: string): void;
}

const ready_poll_ms = 25;

/** The modules, lowest first, each given the doors of those below it (server/floors.ts). */
function createModules(ctx: Context, streams: Streams): Modules {
  const pictures: PicturePort = {};
  const life: LifePort = {};
  const rules: RulePort = {};
  const accounts = createAccounts(ctx, pictures, life, rules);
  const notified: NotificationPorts = {};
  const notifications = createNotifications(ctx, { accounts }, notified);
  const fans = createFans(ctx, { accounts });
  const followers: Follower[] = [];
  const visits = createVisits(ctx);
  const settings = createSettings(ctx, { accounts, followers });
  rules.rules = () => settings.current();
  const media = createMedia(ctx, { accounts });
  pictures.avatarUrls = async (reader, pictureIds) =>
    new Map([...(await media.pictures(reader, pictureIds))].map(([id, picture]) => [id, picture.urls.small]));
  pictures.ownPictures = media.ownPictures;
  pictures.removePicture = media.removePicture;
  pictures.pictures = (reader, pictureIds) => media.pictures(reader, pictureIds);
  const shops = createShops(ctx, { accounts, media });
  const tellOperators = async (tx: Tx, news: Pick<NewItem, "kind" | "cause" | "params">) => {
    const told = { ...news, at: ctx.clock.now() };
    const operators = await accounts.operators(tx);
    await notifications.notify(
      tx,
      operators.map((account_id) => ({ account_id, ...told })),
    );
  };
  const ledger = createLedger(ctx, {
    requireStaff: shops.requireStaff,
    audit: (tx, entries) => accounts.audit(tx, entries),
    alarm: (tx, { cause, count }) => tellOperators(tx, { kind: "ledger_wrong", cause, params: { count } }),
  });
  const catalog = createCatalog(ctx, { accounts, shops, media, stock: createStockPort(ctx) });
  const inventory = createInventory(ctx, { accounts, shops, catalog });
  const payments = createPayments(ctx, {
    ledger,
    desk: {
      names: async (reader, account_ids) =>
        new Map([...(await accounts.publicAccounts(reader, account_ids))].map(([id, { name }]) => [id, name])),
      audit: (tx, entries) => accounts.audit(tx, entries),
      alarm: (tx, { kind, cause, provider, day, count }) =>
        tellOperators(tx, { kind, cause, params: { what: provider, when: day, count } }),
    },
  });
  const payouts = createPayouts(ctx, {
    accounts,
    shops,
    ledger,
    payments,
    settings,
    notify: (tx, items) => notifications.notify(tx, items),
  });
  const programs = createPrograms(ctx, { shops });
  followers.push((tx, versions) => programs.follow(tx, versions));
  const sessions: SessionPort = {};
  const promotion = createPromotion(ctx, { accounts, fans, shops, catalog, inventory, sessions });
  const live = createLive(ctx, {
    accounts,
    media,
    shops,
    catalog,
    followersGained: (...asked) => fans.gained(...asked),
    ...streams,
  });
  sessions.own = (...asked) => live.ownSession(...asked);
  const search = createSearch(ctx, { accounts, fans, shops, catalog, live });
  const orders = createOrders(ctx, {
    accounts,
    shops,
    catalog,
    inventory,
    payments,
    ledger,
    programs,
    promotion,
    live,
    life: lifeReader(ctx),
    invoices: invoiceReader(ctx),
    underWay: ordersUnderWay,
    rules: () => settings.current(),
    refunds: refundReader(ctx),
  });
  const fulfillment = createFulfillment(ctx, {
    accounts,
    inventory,
    shops,
    orders,
    rules: () => settings.current(),
    payments,
  });
  const reviews = createReviews(ctx, { accounts, media, shops, catalog, orders });
  const support = createSupport(ctx, { accounts, media, shops, catalog, orders });
  const invoices = createInvoices(ctx, { shops, orders });
  const chat = createChat(ctx, { accounts, live });
  const integrations = createIntegrations(ctx, { shops });
  const aftersales = createAftersales(ctx, { accounts, settings, media, shops, inventory, orders, payments });
  const parts = [
    accounts,
    visits,
    notifications,
    settings,
    fans,
    media,
    shops,
    ledger,
    catalog,
    inventory,
    payments,
    payouts,
    programs,
    promotion,
    live,
    search,
    orders,
    fulfillment,
    reviews,
    support,
    invoices,
    chat,
    integrations,
    aftersales,
  ].map((one) => one.part);
  notified.followersPage = (reader, host_id, after, limit) => fans.followersPage(reader, host_id, after, limit);
  notified.remindedPage = (reader, session, after, limit) => live.remindersPage(reader, session, after, limit);
  notified.staffOf = (reader, shop_ids) => shops.staffOf(reader, shop_ids, "orders");
  notified.orderTitles = async (reader, keys) =>
    new Map((await orders.orders(reader, keys, "operator")).map((order) => [order.id, order.lines[0]?.title ?? ""]));
  notified.ordersArrived = async (reader, keys) => {
    const waits = (state: string) => state === "to_ship" || state === "shipped";
    return new Set(
      (await orders.orders(reader, keys, "operator")).flatMap((one) => (waits(one.state) ? [] : [one.id])),
    );
  };
  notified.sessionTitles = async (reader, session_ids) =>
    new Map([...(await live.sessions(reader, session_ids))].map(([id, session]) => [id, session.title]));
  life.personal = parts.flatMap((part) => part.personal ?? []);
  return { accounts, media, live, chat, ledger, payouts, parts };
}

/** The one file that knows every module: it puts them together over a context and stands them behind HTTP, sockets and RTMP. */
export async function createApp(
  ctx: Context,
  options: {
    web: StaticWeb | null;
    server: Server;
    /** Stops everything and starts again; without it a reset of the demo waits for the next start. */
    startAgain?: () => void;
  },
): Promise<App> {
  const hub = new FlvHub({ clock: ctx.clock });
  const modules = createModules(ctx, {
    hub,
    disconnectEncoder: (roomId, reason) => void rtmp.disconnect(roomId, reason),
  });
  const { accounts, live, media, chat } = modules;
  const rtmp = new RtmpServer({
    ...ctx,
    hub,
    authorize: async ({ app, key }) =>
      app === "live" ? live.authorizePublisher(key) : { ok: false, code: "not_allowed" },
    onEvent: (event) => live.publisherEvent(event),
  });
  media.onKeyRevoked((accountId) => {
    live
      .roomsOfHosts(ctx.db.reader, [accountId])
      .then((rooms) => rooms.forEach((roomId) => void rtmp.disconnect(roomId, "stream key revoked")))
      .catch((error: unknown) =>
        ctx.log.error({ err: error, account_id: accountId }, "an encoder with a revoked key could not be cut off"),
      );
  });

  const state = { started: false, stopping: false, rtmp: false };
  const sandbox = createSandboxProvider(ctx);
  const carrier = createSandboxCarrier(ctx);
  const bank = createSandboxBank(ctx);
  const checks: Check[] = [
    { name: "database", holds: () => ctx.db.ping().then(() => state.started) },
    { name: "web", holds: () => options.web !== null },
    { name: "rtmp", holds: () => state.rtmp },
    { name: "not_stopping", holds: () => !state.stopping },
    ...(ctx.config.demo
      ? [{ name: "demo_room" as const, holds: () => hub.metrics().streams_with_keyframe > 0 && live.onAirCount() > 0 }]
      : []),
  ];
  const { app: http, answers } = createHttp(ctx, {
    modules,
    checks,
    sandbox: sandbox.app,
    carrier: carrier.app,
    bank: bank.app,
    web: options.web,
    draining: () => state.stopping,
    ...(options.startAgain === undefined ? {} : { startAgain: options.startAgain }),
  });
  const onApi = nodeRoutes(answers, securityHeadersOfData(ctx));
  const onHttp = getRequestListener(http.fetch, { overrideGlobalObjects: false });
  // What is no route has one scope for itself: a key without it watches as a guest does.
  const inPersonOrBySocketKey = async (headers: Headers): Promise<Caller | null> => {
    const caller = await accounts.authenticate(headers);
    return caller === null || caller.scopes === null || caller.scopes.has("socket") ? caller : null;
  };
  const onVideo = liveVideoHandler({
    ctx,
    hub,
    live,
    draining: () => state.stopping,
    authenticate: inPersonOrBySocketKey,
  });
  const sockets = attachSocketEdge(options.server, {
    ctx,
    authenticate: inPersonOrBySocketKey,
    onAccountChanged: accounts.onChanged,
    live,
    chat,
  });
  measure(ctx, hub);
  const parts: readonly ModulePart[] = [
    { jobs: [forgetAnswers(ctx.db, ctx.clock)] },
    ...modules.parts,
    sandbox.part,
    carrier.part,
    bank.part,
  ];

  return {
    onRequest(request, response) {
      if (!onVideo(request, response) && !onApi(request, response)) void onHttp(request, response);
    },
    async start() {
      await ctx.notices.start();
      await ctx.jobs.start(parts.flatMap((part) => part.jobs ?? []));
      ctx.outbox.start(parts.flatMap((part) => part.listeners ?? []));
      ctx.timers.start(parts.flatMap((part) => part.timers ?? []));
      for (const part of parts) await part.start?.();
      state.started = true;
    },
    async listenRtmp(host, port) {
      const bound = await rtmp.listen(host, port);
      state.rtmp = true;
      return bound;
    },
    async whenReady() {
      while (!state.stopping && !(await readiness(checks)).ok) await ctx.clock.sleep(ready_poll_ms);
    },
    async stop() {
      state.stopping = true;
      await sockets.close();
      await rtmp.close();
      hub.closeAll();
      await finished(ctx, options.server);
      for (const part of parts.toReversed()) await part.stop?.();
    },
  };
}

function createHttp(
  ctx: Context,
  deps: {
    modules: Modules;
    checks: readonly Check[];
    sandbox: Hono;
    carrier: Hono;
    bank: Hono;
    web: StaticWeb | null;
    draining: () => boolean;
    startAgain?: () => void;
  },
): { app: HttpApp; answers: ReadonlyMap<Route, Answer> } {
  const { modules } = deps;
  const app: HttpApp = new Hono<{ Bindings: NodeBindings }>();
  mountSecurityHeaders(app, ctx);
  mountHealth(app, ctx, deps.checks);
  const bound: readonly BoundRoute[] = [
    handle(systemRoutes.getDeployment, () => Promise.resolve(deploymentOf(ctx, packageJson.version))),
    handle(systemRoutes.resetDemo, async ({ caller: { account_id } }) => {
      if (!ctx.config.demo) refuse("demo_off");
      await ctx.db.transact((tx) =>
        modules.accounts.audit(tx, [{ account_id, action: "demo.reset", subject_id: "demo", reason: null }]),
      );
      await demoReset.ask(ctx.config.data_dir);
      deps.startAgain?.();
      return { object: "demo_reset" as const, when: deps.startAgain === undefined ? "next_start" : "now" } as const;
    }),
    ...modules.parts.flatMap((part) => part.routes ?? []),
    ...deskHealthRoutes({
      ctx,
      version: packageJson.version,
      accounts: modules.accounts,
      ledger: modules.ledger,
      payouts: modules.payouts,
      listeners: () => modules.parts.flatMap((part) => part.listeners ?? []),
      roomsOnAir: modules.live.onAirCount,
    }),
  ];
  const answers = answerRoutes({ ctx, authenticate: modules.accounts.authenticate, draining: deps.draining }, bound);
  bindRoutes(app, ctx, answers);
  app.get(
    "/pictures/:id/:file",
    async (c, next) => (await modules.media.servePicture(`${c.req.param("id")}/${c.req.param("file")}`)) ?? next(),
  );
  app.route("/sandbox/carrier", deps.carrier);
  app.route("/sandbox", deps.sandbox);
  app.route("/sandbox-bank", deps.bank);
  mountPages(app, ctx, deps.web);
  return { app, answers };
}

function measure(ctx: Context, hub: FlvHub): void {
  ctx.metrics.gauge("video_viewers", "Viewers of live video now", () => hub.metrics().viewers);
  ctx.metrics.gauge("video_streams", "Streams that an encoder feeds now", () => hub.metrics().streams_publishing);
}
