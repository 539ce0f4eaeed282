import { scopes } from "../../../contract/scopes.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { gather } from "../../kernel/gather.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller, RequestInfo } from "../../kernel/routing.ts";
import { selectKeyHolder, touchKey } from "./api-keys/store.ts";
import { purposes } from "./sealed-columns.ts";
import { token_chars } from "./auth.ts";
import { selectSessionsByToken, touchSession, type SignedInRow } from "./store.ts";

const cookie_name = "laotie_session";
/** Tells the web app, which cannot read the session, whether there is one to ask about. Says nothing else. */
const hint_name = "laotie_signed_in";
const notice_topic = "accounts.changed";
/** How the secret of an API key begins, so that people and scanners know one when they see it. */
export const key_prefix = "lk_";
const token_shape = new RegExp(`^[a-z2-9]{${token_chars}}$`);
const key_shape = new RegExp(`^${key_prefix}[a-z2-9]{${token_chars}}$`);

/** The token a request carries: a bearer token or API key, or else the cookie. A cookie holds no key. */
export function tokenOf(headers: Pick<Headers, "get">): { token: string; from: "bearer" | "cookie" } | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer !== undefined)
    return token_shape.test(bearer) || key_shape.test(bearer) ? { token: bearer, from: "bearer" } : null;
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const [name = "", value = ""] = pair.trim().split("=");
    if (name === cookie_name && token_shape.test(value)) return { token: value, from: "cookie" };
  }
  return null;
}

/** Sets the session's cookie, and beside it the hint that scripts may read; null signs the browser out. */
export function setSessionCookies(
  request: Pick<RequestInfo, "setCookie">,
  token: string | null,
  publicUrl: string,
): void {
  const seconds = token === null ? 0 : Math.floor(limits.session_ttl_ms / 1000);
  const rest = `SameSite=Lax; Max-Age=${seconds}${publicUrl.startsWith("https:") ? "; Secure" : ""}`;
  request.setCookie(`${hint_name}=${token === null ? "" : "1"}; Path=/; ${rest}`);
  request.setCookie(`${cookie_name}=${token ?? ""}; Path=/; HttpOnly; ${rest}`);
}

export interface Authenticator {
  readonly authenticate: (headers: Pick<Headers, "get">) => Promise<Caller | null>;
  /** Forgets what is cached of an account, here and in every other process, once `tx` commits. */
  changed(tx: Tx, account_id: string): Promise<void>;
  /** Hears of every account that changed, in this process or another, once it would be read anew. */
  readonly onChanged: (hear: (account_id: string) => void) => void;
}

interface Kept {
  readonly caller: Caller;
  readonly expires_at_ms: number;
  readonly kept_at_ms: number;
}

/**
 * Token → caller without a query on the hot path. What is kept is at most a minute old, is dropped at once where this
 * process changes it, through notices where another does, and altogether where a notice may have been missed.
 */
export function createAuthenticator(ctx: Context): Authenticator {
  const kept = new Map<string, Kept>();
  const tokensOf = new Map<string, Set<string>>();
  const loading = new Map<string, Promise<Caller | null>>();
  const hearers: ((account_id: string) => void)[] = [];
  // A room full of people who press the button together are asked about together.
  const sessionOf = gather<string, SignedInRow>(limits.gathered_max, (indices) =>
    selectSessionsByToken(ctx.db.reader, indices),
  );
  // What was read before a change must not be kept after it.
  let changes = 0;

  const forgetToken = (token: string): void => {
    const account_id = kept.get(token)?.caller.account_id;
    kept.delete(token);
    const tokens = account_id === undefined ? undefined : tokensOf.get(account_id);
    tokens?.delete(token);
    if (account_id !== undefined && tokens?.size === 0) tokensOf.delete(account_id);
  };
  const forgetAccount = (account_id: string): void => {
    changes += 1;
    loading.clear();
    for (const token of tokensOf.get(account_id) ?? []) forgetToken(token);
    for (const hear of hearers) hear(account_id);
  };
  const forgetAll = (): void => {
    changes += 1;
    loading.clear();
    kept.clear();
    tokensOf.clear();
  };
  const keep = (token: string, entry: Kept): void => {
    forgetToken(token);
    for (const oldest of kept.keys()) {
      if (kept.size < limits.auth_cache_entries_max) break;
      forgetToken(oldest);
    }
    kept.set(token, entry);
    const tokens = tokensOf.get(entry.caller.account_id) ?? new Set<string>();
    tokensOf.set(entry.caller.account_id, tokens.add(token));
  };
  ctx.notices.on(notice_topic, forgetAccount);
  ctx.notices.onGap(forgetAll);

  async function loadKey(secret: string): Promise<Caller | null> {
    const before = changes;
    const row = await selectKeyHolder(ctx.db.reader, ctx.seal.index(secret, purposes.token));
    const nowMs = ctx.clock.nowMs();
    if (row === undefined || (row.expires_at !== null && row.expires_at.getTime() <= nowMs)) return null;
    if (row.last_used_at === null || nowMs - row.last_used_at.getTime() >= limits.api_key_touch_ms)
      await ctx.db.transact((tx) => touchKey(tx, row.id, new Date(nowMs)));
    const caller: Caller = {
      account_id: row.account_id,
      auth_session_id: row.id,
      name: ctx.seal.open(row.name_sealed, purposes.name),
      // Whoever runs the platform does so in person.
      roles: new Set(row.roles.filter((role) => role !== "operator")),
      scopes: new Set(scopes.filter((scope) => row.scopes.includes(scope))),
    };
    const expires_at_ms = row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    if (changes === before) keep(secret, { caller, expires_at_ms, kept_at_ms: ctx.clock.monotonicMs() });
    return caller;
  }

  async function load(token: string): Promise<Caller | null> {
    if (token.startsWith(key_prefix)) return loadKey(token);
    const before = changes;
    const row = await sessionOf(ctx.seal.index(token, purposes.token));
    const nowMs = ctx.clock.nowMs();
    if (row === undefined || row.expires_at.getTime() <= nowMs) return null;
    let expiresMs = row.expires_at.getTime();
    if (nowMs - row.last_seen_at.getTime() >= limits.session_touch_ms) {
      expiresMs = nowMs + limits.session_ttl_ms;
      await ctx.db.transact((tx) => touchSession(tx, row.id, new Date(nowMs), new Date(expiresMs)));
    }
    const caller: Caller = {
      account_id: row.account_id,
      auth_session_id: row.id,
      name: ctx.seal.open(row.name_sealed, purposes.name),
      roles: new Set(row.roles),
      scopes: null,
    };
    if (changes === before) keep(token, { caller, expires_at_ms: expiresMs, kept_at_ms: ctx.clock.monotonicMs() });
    return caller;
  }

  return {
    async authenticate(headers) {
      const token = tokenOf(headers)?.token;
      if (token === undefined) return null;
      const entry = kept.get(token);
      if (
        entry !== undefined &&
        ctx.clock.monotonicMs() - entry.kept_at_ms < limits.auth_cache_ms &&
        entry.expires_at_ms > ctx.clock.nowMs()
      )
        return entry.caller;
      forgetToken(token);
      // Requests that arrive together share one query.
      const running = loading.get(token);
      if (running !== undefined) return running;
      const started = load(token).finally(() => {
        if (loading.get(token) === started) loading.delete(token);
      });
      loading.set(token, started);
      return started;
    },
    async changed(tx, account_id) {
      await ctx.notices.send(tx, notice_topic, account_id);
      ctx.db.afterCommit(tx, () => forgetAccount(account_id));
    },
    onChanged: (hear) => void hearers.push(hear),
  };
}
