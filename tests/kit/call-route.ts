import { assert, present } from "../../server/kernel/assert.ts";
import type { ModulePart } from "../../server/kernel/module.ts";
import { Refusal } from "../../server/kernel/refusal.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { routes, type RouteId, type Routes } from "../../contract/routes.ts";
import type { CallOf, Role, Route, ResponseOf } from "../../contract/http.ts";

/** A signed-in account with these roles, besides viewer. */
export function callerOf(account_id: string, ...roles: Role[]): Caller {
  return { account_id, auth_session_id: "authsess_01kas0000000000000000000000", name: "Test", roles: new Set<Role>(["viewer", ...roles]) };
}

interface Given {
  readonly caller?: Caller | null;
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly key?: string;
}

/**
 * Calls a route as the edge does: who may, then the contract's types on what goes in, then the handler, then the
 * contract's type on what comes out. Throws the `Refusal` a client would be answered with.
 */
export async function callRoute<Id extends RouteId>(parts: readonly ModulePart[], id: Id, given: Given & Partial<CallOf<Routes[Id]>>): Promise<ResponseOf<Routes[Id]>> {
  const route: Route = routes[id];
  const bound = present(parts.flatMap((part) => part.routes ?? []).find((one) => one.route.id === id), `no part answers ${id}`);
  const caller = given.caller ?? null;
  if (route.access !== "guest") {
    if (caller === null) throw new Refusal("sign_in_required");
    if (!caller.roles.has(route.access)) throw new Refusal("role_required");
  }
  if (route.idempotency === "required" && given.key === undefined) throw new Refusal("idempotency_key_missing");
  const answer = await bound.answer({
    caller: caller as Caller,
    params: parse(route.params, given.params ?? {}, "params"),
    query: parse(route.query, given.query ?? {}, "query"),
    body: route.body === "bytes" ? given.body : parse(route.body, given.body, "body"),
    request: { request_id: "req_01kas0000000000000000000000", locale: "en", address: "192.0.2.1", user_agent: "test", idempotency_key: given.key ?? null, headers: new Headers(), setCookie: () => undefined },
  } as never);
  const checked = route.response.safeParse(answer);
  assert(checked.success, `${id} answers what the contract does not say: ${checked.error?.message ?? ""}`);
  return checked.data as ResponseOf<Routes[Id]>;
}

function parse(type: Route["params"] | Route["body"], value: unknown, place: string): unknown {
  if (type === undefined || type === "bytes") return undefined;
  const parsed = type.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal("invalid_param", { param: (issue?.path ?? [place]).join("."), details: { detail: issue?.message ?? "" } });
}

/** The code a promise is refused with, or "accepted". Anything but a refusal is thrown on. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
