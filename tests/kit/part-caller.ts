import { expect } from "vitest";
import type { Locale } from "../../contract/errors.ts";
import type { ErrorCode } from "../../contract/errors.ts";
import type { ResponseOf, Route } from "../../contract/http.ts";
import { routes, type RouteId, type Routes } from "../../contract/routes.ts";
import type { ModulePart } from "../../server/kernel/module.ts";
import { Refusal } from "../../server/kernel/refusal.ts";
import type { Call, Caller } from "../../server/kernel/routing.ts";

export interface PartCallOptions {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  /** A bearer token; or give `headers`. */
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  readonly address?: string;
  readonly user_agent?: string;
  readonly locale?: Locale;
  readonly key?: string;
}

export interface PartCaller {
  /** Calls a route as the edge would: who, role, validation of what goes in and of what comes out. */
  call<Id extends RouteId>(id: Id, options?: PartCallOptions): Promise<ResponseOf<Routes[Id]>>;
  /** Demands that the call is refused with this code. */
  refused(code: ErrorCode, id: RouteId, options?: PartCallOptions): Promise<Refusal>;
  /** The cookies that answers set, in order. */
  readonly cookies: string[];
}

/** The routes of some modules without HTTP, for the tests of those modules. */
export function partCaller(
  parts: readonly ModulePart[],
  authenticate: (headers: Headers) => Promise<Caller | null>,
): PartCaller {
  const bound = new Map(parts.flatMap((part) => part.routes ?? []).map((one) => [one.route.id, one]));
  const cookies: string[] = [];
  let count = 0;

  async function call(id: RouteId, options: PartCallOptions = {}): Promise<unknown> {
    const route: Route = routes[id];
    const one = bound.get(id);
    if (one === undefined) throw new Error(`nobody answers ${id}`);
    const headers = new Headers(options.headers);
    if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
    const caller = await authenticate(headers);
    if (route.access !== "guest" && caller === null) throw new Refusal("sign_in_required");
    if (route.access !== "guest" && caller?.roles.has(route.access) !== true) throw new Refusal("role_required");
    const params = given(route.params?.safeParse(options.params));
    const query = given(route.query?.safeParse(options.query ?? {}));
    const body = typeof route.body === "string" ? options.body : given(route.body?.safeParse(options.body));
    const request = {
      request_id: `req_${(count += 1)}`,
      locale: options.locale ?? "zh-CN",
      address: options.address ?? "203.0.113.7",
      user_agent:
        options.user_agent ??
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      idempotency_key: options.key ?? null,
      headers,
      setCookie: (value: string) => void cookies.push(value),
    };
    const answer = await one.answer({ params, query, body, caller, request } as unknown as Call<Route>);
    // The answer on the wire, and exactly what the contract says.
    const wire: unknown = JSON.parse(JSON.stringify(answer));
    expect(route.response.parse(wire)).toEqual(wire);
    return wire;
  }
  return {
    cookies,
    call: call as PartCaller["call"],
    async refused(code, id, options) {
      const outcome = await call(id, options).then(
        () => null,
        (error: unknown) => error,
      );
      if (!(outcome instanceof Refusal)) throw new Error(`${id} was not refused`, { cause: outcome });
      expect(outcome.code).toBe(code);
      return outcome;
    },
  };
}

function given(
  parsed:
    | {
        success: boolean;
        data?: unknown;
        error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
      }
    | undefined,
): unknown {
  if (parsed === undefined || parsed.success) return parsed?.data;
  const issue = parsed.error?.issues[0];
  throw new Refusal("invalid_param", { param: issue?.path.join(".") ?? "", details: { detail: issue?.message ?? "" } });
}
