import type { Hono } from "hono";
import type { Histogram } from "prom-client";
import type { z } from "zod";
import { Refusal, refuse } from "../kernel/refusal.ts";
import { assert } from "../kernel/assert.ts";
import type { Locale } from "../../contract/errors.ts";
import type { Route } from "../../contract/http.ts";
import { scopeOf } from "../../contract/scopes.ts";
import { isLoopback } from "../kernel/config.ts";
import type { Context } from "../kernel/context.ts";
import { isDatabaseAway, isDatabaseBusy } from "../kernel/db.ts";
import { newId } from "../kernel/ids.ts";
import { limits } from "../kernel/limits.ts";
import type { BoundRoute, Caller } from "../kernel/routing.ts";
import { WireText } from "../kernel/wire-text.ts";
import { createRateLimit } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";

/** What a request needs of the rest of the server. */
export interface HttpDeps {
  readonly ctx: Context;
  readonly authenticate: (headers: Pick<Headers, "get">) => Promise<Caller | null>;
  /** True once the server is stopping: new requests are sent elsewhere. */
  readonly draining: () => boolean;
}

export interface NodeBindings {
  readonly incoming: { readonly socket: { readonly remoteAddress?: string | undefined } };
}
export type HttpApp = Hono<{ Bindings: NodeBindings }>;

const safeMethods = new Set(["GET", "HEAD"]);
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A request as whichever door it came through hands it on. */
export interface Incoming {
  header(name: string): string | null;
  /** All of them; made only where somebody asks. */
  allHeaders(): Headers;
  readonly remote_address: string | undefined;
  params(): Readonly<Record<string, string>>;
  asked(): Readonly<Record<string, string>>;
  /** Refuses `body_too_large`. */
  body(bytesMax: number): Promise<Uint8Array>;
}
/** What goes back, as plain parts. */
export interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}
/** Answers requests to one route; never rejects. */
export type Answer = (incoming: Incoming) => Promise<Answered>;

/** Every route of the contract with its whole way: who, limits, validation, the handler, one shape of answer (DESIGN §3, §8). */
export function answerRoutes(deps: HttpDeps, bound: readonly BoundRoute[]): ReadonlyMap<Route, Answer> {
  const { ctx } = deps;
  const seconds = ctx.metrics.histogram(
    "http_request_seconds",
    "Time to answer, by route and status",
    [0.005, 0.02, 0.1, 0.5, 2, 10],
    ["route", "status"],
  );
  const writes = createRateLimit({
    clock: ctx.clock,
    window_ms: 60_000,
    max: limits.writes_per_account_per_minute_max,
  });
  return new Map(bound.map(({ route, answer }) => [route, answerRoute(deps, route, answer, writes, seconds)]));
}

function answerRoute(
  deps: HttpDeps,
  route: Route,
  answer: BoundRoute["answer"],
  writes: ReturnType<typeof createRateLimit>,
  seconds: Histogram,
): Answer {
  const { ctx } = deps;
  // Labels are looked up once, not for every request.
  const timers = new Map<number, { observe(value: number): void }>();
  const timerOf = (status: number): { observe(value: number): void } => {
    const known = timers.get(status) ?? seconds.labels({ route: route.id, status: String(status) });
    timers.set(status, known);
    return known;
  };
  return async (incoming) => {
    const startedMs = ctx.clock.monotonicMs();
    const request_id = newId(ctx, "req");
    const locale = localeOf(incoming.header("accept-language") ?? undefined);
    const cookies: string[] = [];
    let status: number;
    let body: string;
    const headers: [string, string][] = [];
    try {
      if (deps.draining()) refuse("draining");
      refuseOtherHosts(ctx, incoming);
      refuseOtherSites(ctx, route, incoming);
      const caller = withinScopes(route, await deps.authenticate({ get: (name) => incoming.header(name) }));
      admit(route, caller, incoming);
      const idempotency_key = keyOf(route, incoming);
      const address = addressOf(incoming, ctx.config.trust_proxy);
      if (!safeMethods.has(route.method) && route.signed !== true)
        writes.spend(caller?.account_id ?? `address ${address}`);
      const call = {
        params: parse(route.params, route.params === undefined ? undefined : incoming.params(), ""),
        query: parse(route.query, route.query === undefined ? undefined : incoming.asked(), ""),
        body: await bodyOf(route, incoming),
        caller,
        request: {
          request_id,
          locale,
          address,
          user_agent: (incoming.header("user-agent") ?? "").slice(0, 300),
          idempotency_key,
          get headers() {
            return incoming.allHeaders();
          },
          setCookie: (value: string) => void cookies.push(value),
        },
      };
      const value = await answer(call as never);
      // In tests every answer is held against the contract; in production the types are trusted.
      if (ctx.config.env === "test") holdToContract(route, value);
      status = route.status ?? 200;
      body = value instanceof WireText ? value.text() : route.text === true ? String(value) : JSON.stringify(value);
      headers.push(["content-type", route.text === true ? "text/plain; charset=utf-8" : "application/json"]);
      for (const cookie of cookies) headers.push(["set-cookie", cookie]);
    } catch (error) {
      ({ status, body } = answeredError(ctx, error, { locale, requestId: request_id, route: route.id }, headers));
    }
    headers.push(["request-id", request_id], ["cache-control", "no-store"]);
    timerOf(status).observe((ctx.clock.monotonicMs() - startedMs) / 1000);
    return { status, headers, body };
  };
}

/** Hangs the routes into Hono, for requests that node's own door (node-routes.ts) does not take and for our own pages. */
export function bindRoutes(app: HttpApp, ctx: Context, answers: ReadonlyMap<Route, Answer>): void {
  app.onError((error, c) => {
    const locale = localeOf(c.req.header("accept-language"));
    return answerError(ctx, error, { locale, requestId: newId(ctx, "req"), route: "none" });
  });
  for (const [route, answer] of answers) {
    app.on(route.method, route.path, async (c) => {
      const { status, headers, body } = await answer({
        header: (name) => c.req.raw.headers.get(name),
        allHeaders: () => c.req.raw.headers,
        remote_address: c.env.incoming.socket.remoteAddress,
        params: () => c.req.param(),
        asked: () => c.req.query(),
        body: (bytesMax) => readBody(c.req.raw, bytesMax),
      });
      const response = new Response(body, { status });
      for (const [name, value] of headers)
        if (name === "set-cookie") response.headers.append(name, value);
        else response.headers.set(name, value);
      return response;
    });
  }
}

/** The error object for anything thrown; a bug is logged with the request id and never shown. */
export function answerError(
  ctx: Context,
  error: unknown,
  request: { locale: Locale; requestId: string; route: string },
): Response {
  const headers: [string, string][] = [];
  const { status, body } = answeredError(ctx, error, request, headers);
  return new Response(body, { status, headers });
}

function answeredError(
  ctx: Context,
  error: unknown,
  request: { locale: Locale; requestId: string; route: string },
  headers: [string, string][],
): { status: number; body: string } {
  const refusal =
    error instanceof Refusal
      ? error
      : isDatabaseAway(error) || isDatabaseBusy(error)
        ? new Refusal("unavailable")
        : null;
  if (refusal === null)
    ctx.log.error({ err: error, request_id: request.requestId, route: request.route }, "a request ran into a bug");
  const shown = refusal ?? new Refusal("internal");
  headers.push(["content-type", "application/json; charset=utf-8"]);
  const wait = shown.details["seconds"];
  if (shown.status === 429 || shown.status === 503) headers.push(["retry-after", String(wait ?? 1)]);
  return { status: shown.status, body: JSON.stringify(shown.toObject(request.locale, request.requestId)) };
}

/** Chinese for whoever asks for it first, English for everybody else. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const first = acceptLanguage?.split(",")[0]?.trim().toLowerCase() ?? "";
  return first.startsWith("zh") ? "zh-CN" : "en";
}

/**
 * Where anybody may sign in as anybody, a page of another site that points its own name at this machine must not: only
 * our own names are answered.
 */
function refuseOtherHosts(ctx: Context, incoming: Incoming): void {
  if (!ctx.config.open) return;
  const host = incoming.header("host") ?? "";
  if (host === loopbackHost) return;
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
  if (!isLoopback(name)) refuse("origin_refused");
  loopbackHost = host;
}

/** A name of ours as it was last called by: most requests call the same. */
let loopbackHost: string | null = null;

/** A browser that carries our cookie must be on our pages: no form and no script of another site may act for it. */
function refuseOtherSites(ctx: Context, route: Route, incoming: Incoming): void {
  if (safeMethods.has(route.method) || incoming.header("cookie") === null) return;
  const origin = incoming.header("origin");
  const site = incoming.header("sec-fetch-site");
  const own =
    origin !== null && (origin === new URL(ctx.public_url).origin || sameHost(origin, incoming.header("host")));
  if (site === "same-origin" || own) return;
  if (origin === null && site === null) return; // not a browser
  refuse("origin_refused");
}

function sameHost(origin: string, host: string | null): boolean {
  return host !== null && URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * An API key opens what its scopes name, and is nobody elsewhere: where anyone may call, whoever calls with a key that
 * does not reach there sees what a guest sees. Refuses `scope_missing`.
 */
function withinScopes(route: Route, caller: Caller | null): Caller | null {
  if (caller === null || caller.scopes === null) return caller;
  const scope = scopeOf(route.id);
  if (scope !== undefined && caller.scopes.has(scope)) return caller;
  return route.access === "guest" ? null : refuse("scope_missing", { details: { scope: scope ?? "—" } });
}

function admit(route: Route, caller: Caller | null, incoming: Incoming): void {
  if (route.access === "guest") return;
  if (caller === null)
    refuse(
      incoming.header("authorization") !== null || (incoming.header("cookie") ?? "").includes("laotie_session=")
        ? "session_ended"
        : "sign_in_required",
    );
  if (route.access !== "viewer" && !caller.roles.has(route.access)) refuse("role_required");
}

function keyOf(route: Route, incoming: Incoming): string | null {
  if (route.idempotency !== "required") return null;
  const key = incoming.header("idempotency-key");
  if (key === null || !/^[\u0021-\u007e]{8,128}$/.test(key)) refuse("idempotency_key_missing");
  return key;
}

async function bodyOf(route: Route, incoming: Incoming): Promise<unknown> {
  if (route.body === undefined) return undefined;
  if (route.body === "bytes")
    return incoming.body(route.signed === true ? limits.request_body_bytes_max : limits.picture_upload_bytes_max);
  if (!/^application\/(.+\+)?json\b/i.test(incoming.header("content-type") ?? ""))
    refuse("unsupported_media", { details: { expected: "application/json" } });
  const bytes = await incoming.body(limits.request_body_bytes_max);
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(bytes));
  } catch {
    refuse("malformed_body");
  }
  return parse(route.body, json, "");
}

function parse(schema: z.ZodType | undefined, value: unknown, at: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = firstIssue(parsed.error.issues);
  const param = [at, ...issue.path.map(String)].filter((part) => part !== "").join(".");
  refuse("invalid_param", {
    ...(param === "" ? {} : { param }),
    details: { detail: param === "" ? issue.message : `${param}: ${issue.message}` },
  });
}

/** The most telling problem: for a union, that of the branch which came closest. */
function firstIssue(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const issue = issues[0];
  assert(issue !== undefined, "a failed parse has an issue");
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
  return closest === undefined || closest.length === 0 ? issue : firstIssue(closest);
}

function addressOf(incoming: Incoming, trustProxy: boolean): string {
  const forwarded = trustProxy ? incoming.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded ?? incoming.remote_address ?? "unknown";
}

function holdToContract(route: Route, value: unknown): void {
  assert(
    !(value instanceof WireText) || value.text() === JSON.stringify(value),
    `${route.id} says the same as text and as an object`,
  );
  const parsed = route.response.safeParse(JSON.parse(JSON.stringify(value)));
  assert(
    parsed.success,
    `${route.id} answers as promised: ${parsed.success ? "" : JSON.stringify(parsed.error.issues)}`,
  );
}
