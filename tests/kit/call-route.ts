import type { CallOf, ResponseOf, Role, Route } from "../../contract/http.ts";
import { routes, type RouteId, type Routes } from "../../contract/routes.ts";
import type { ModulePart } from "../../server/kernel/module.ts";
import { Refusal } from "../../server/kernel/refusal.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { partCaller, type PartCallOptions } from "./part-caller.ts";

/** A signed-in account with these roles, besides viewer. */
export function callerOf(account_id: string, ...roles: Role[]): Caller {
  return {
    account_id,
    auth_session_id: "authsess_01kas0000000000000000000000",
    name: "Test",
    roles: new Set<Role>(["viewer", ...roles]),
    scopes: null,
  };
}

/** Calls a route as this caller, with what the contract asks for. Throws the `Refusal` a client would be answered with. */
export async function callRoute<Id extends RouteId>(
  parts: readonly ModulePart[],
  id: Id,
  given: PartCallOptions & Partial<CallOf<Routes[Id]>> & { caller?: Caller | null },
): Promise<ResponseOf<Routes[Id]>> {
  const { caller = null, ...options } = given;
  const route: Route = routes[id];
  if (route.idempotency === "required" && options.key === undefined) throw new Refusal("idempotency_key_missing");
  return partCaller(parts, async () => caller).call(id, options);
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
