import type { Context as HonoContext, Hono } from "hono";
import type { z } from "zod";
import { Refusal, refuse } from "../kernel/refusal.ts";
import { assert } from "../kernel/assert.ts";
import type { Locale } from "../../contract/errors.ts";
import type { Route } from "../../contract/http.ts";
import { scopeOf } from "../../contract/scopes.ts";
import { isLoopback } from "../kernel/config.ts";
import type { Context } from "../kernel/context.ts";
import { isDatabaseAway } from "../kernel/db.ts";
import { newId } from "../kernel/ids.ts";
import { limits } from "../kernel/limits.ts";
import type { BoundRoute, Caller } from "../kernel/routing.ts";
import { createRateLimit } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";

/** What a request needs of the rest of the server. */
export interface HttpDeps {
  readonly ctx: Context;
  readonly authenticate: (headers: Headers) => Promise<Caller | null>;
  /** True once the server is stopping: new requests are sent elsewhere. */
  readonly draining: () => boolean;
}

export interface NodeBindings {
  readonly incoming: { readonly socket: { readonly remoteAddress?: string | undefined } };
}
export type HttpApp = Hono<{ Bindings: NodeBindings }>;

const safeMethods = new Set(["GET", "HEAD"]);

/** Binds every route of the contract: who, limits, validation, the handler, one shape of answer (DESIGN §3, §8). */
export function bindRoutes(app: HttpApp, deps: HttpDeps, bound: readonly BoundRoute[]): void {
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

  app.onError((error, c) => {
    const locale = localeOf(c.req.header("accept-language"));
    return answerError(ctx, error, { locale, requestId: newId(ctx, "req"), route: "none" });
  });
  for (const { route, answer } of bound) {
    app.on(route.method, route.path, async (c) => {
      const startedMs = ctx.clock.monotonicMs();
      const requestId = newId(ctx, "req");
      const locale = localeOf(c.req.header("accept-language"));
      const cookies: string[] = [];
      let response: Response;
      try {
        if (deps.draining()) refuse("draining");
        const headers = c.req.raw.headers;
        refuseOtherHosts(ctx, headers);
        refuseOtherSites(ctx, route, headers);
        const caller = withinScopes(route, await deps.authenticate(headers));
        admit(route, caller, headers);
        const idempotencyKey = keyOf(route, headers);
        const address = addressOf(c, ctx.config.trust_proxy);
        if (!safeMethods.has(route.method) && route.signed !== true)
          writes.spend(caller?.account_id ?? `address ${address}`);
        const call = {
          params: parse(route.params, c.req.param(), ""),
          query: parse(route.query, c.req.query(), ""),
          body: await bodyOf(route, c),
          caller,
          request: {
            request_id: requestId,
            locale,
            address,
            user_agent: (c.req.header("user-agent") ?? "").slice(0, 300),
            idempotency_key: idempotencyKey,
            headers,
            setCookie: (value: string) => void cookies.push(value),
          },
        };
        const value = await answer(call as never);
        // In tests every answer is held against the contract; in production the types are trusted.
        if (ctx.config.env === "test") holdToContract(route, value);
        response =
          route.text === true
            ? c.text(String(value), route.status ?? 200)
            : c.json(value as object, route.status ?? 200);
        for (const cookie of cookies) response.headers.append("set-cookie", cookie);
      } catch (error) {
        response = answerError(ctx, error, { locale, requestId, route: route.id });
      }
      response.headers.set("request-id", requestId);
      response.headers.set("cache-control", "no-store");
      seconds.observe(
        { route: route.id, status: String(response.status) },
        (ctx.clock.monotonicMs() - startedMs) / 1000,
      );
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
  const refusal = error instanceof Refusal ? error : isDatabaseAway(error) ? new Refusal("unavailable") : null;
  if (refusal === null)
    ctx.log.error({ err: error, request_id: request.requestId, route: request.route }, "a request ran into a bug");
  const shown = refusal ?? new Refusal("internal");
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
  const wait = shown.details["seconds"];
  if (shown.status === 429 || shown.status === 503) headers["retry-after"] = String(wait ?? 1);
  return new Response(JSON.stringify(shown.toObject(request.locale, request.requestId)), {
    status: shown.status,
    headers,
  });
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
function refuseOtherHosts(ctx: Context, headers: Headers): void {
  if (!ctx.config.open) return;
  const host = headers.get("host") ?? "";
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
  if (!isLoopback(name)) refuse("origin_refused");
}

/** A browser that carries our cookie must be on our pages: no form and no script of another site may act for it. */
function refuseOtherSites(ctx: Context, route: Route, headers: Headers): void {
  if (safeMethods.has(route.method) || headers.get("cookie") === null) return;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const own = origin !== null && (origin === new URL(ctx.public_url).origin || sameHost(origin, headers.get("host")));
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

function admit(route: Route, caller: Caller | null, headers: Headers): void {
  if (route.access === "guest") return;
  if (caller === null)
    refuse(
      headers.get("authorization") !== null || (headers.get("cookie") ?? "").includes("laotie_session=")
        ? "session_ended"
        : "sign_in_required",
    );
  if (route.access !== "viewer" && !caller.roles.has(route.access)) refuse("role_required");
}

function keyOf(route: Route, headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  if (route.idempotency !== "required") return null;
  if (key === null || !/^[\u0021-\u007e]{8,128}$/.test(key)) refuse("idempotency_key_missing");
  return key;
}

async function bodyOf(route: Route, c: HonoContext): Promise<unknown> {
  if (route.body === undefined) return undefined;
  if (route.body === "bytes")
    return readBody(c.req.raw, route.signed === true ? limits.request_body_bytes_max : limits.picture_upload_bytes_max);
  if (!/^application\/(.+\+)?json\b/i.test(c.req.header("content-type") ?? ""))
    refuse("unsupported_media", { details: { expected: "application/json" } });
  const bytes = await readBody(c.req.raw, limits.request_body_bytes_max);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
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

function addressOf(c: HonoContext<{ Bindings: NodeBindings }>, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded ?? c.env.incoming.socket.remoteAddress ?? "unknown";
}

function holdToContract(route: Route, value: unknown): void {
  const parsed = route.response.safeParse(JSON.parse(JSON.stringify(value)));
  assert(
    parsed.success,
    `${route.id} answers as promised: ${parsed.success ? "" : JSON.stringify(parsed.error.issues)}`,
  );
}
