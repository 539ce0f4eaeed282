import type { Locale } from "../../contract/errors.ts";
import type { RequestOf, ResponseOf, Role, Route } from "../../contract/http.ts";
import type { Scope } from "../../contract/scopes.ts";
import { assert } from "./assert.ts";
import type { WireTextOf } from "./wire-text.ts";

/** Who calls: a signed-in account. Made by accounts, carried by the edge. */
export interface Caller {
  readonly account_id: string;
  /** The sign-in this call came with (`authsess_…`), or the API key (`apikey_…`). */
  readonly auth_session_id: string;
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
  /** What an API key may do (contract/scopes.ts); null: signed in in person, so everything the account may. */
  readonly scopes: ReadonlySet<Scope> | null;
}

/** What the edge knows of a request besides its content. */
export interface RequestInfo {
  readonly request_id: string;
  readonly locale: Locale;
  /** The client's network address; behind a trusted proxy the one it names. */
  readonly address: string;
  readonly user_agent: string;
  /** Present where the route demands one. */
  readonly idempotency_key: string | null;
  readonly headers: Headers;
  /** Sets a cookie on the answer, as a whole Set-Cookie value. */
  setCookie(value: string): void;
}

export interface Call<R extends Route> extends RequestOf<R> {
  readonly caller: R["access"] extends "guest" ? Caller | null : Caller;
  readonly request: RequestInfo;
}

/** A route and the function that answers it. */
export interface BoundRoute {
  readonly route: Route;
  readonly answer: (call: Call<Route>) => Promise<unknown>;
}

/** Binds a route of the contract to its handler, keeping both types honest. */
export function handle<const R extends Route>(
  route: R,
  answer: (call: Call<R>) => Promise<ResponseOf<R> | WireTextOf<ResponseOf<R>>>,
): BoundRoute {
  return { route, answer: answer };
}

/** The key of a call to a route that demands one. */
export function keyOf(call: { request: RequestInfo }): string {
  assert(call.request.idempotency_key !== null, "the edge lets nothing through without its key");
  return call.request.idempotency_key;
}
