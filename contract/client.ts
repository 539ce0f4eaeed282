import type { CallOf, ResponseOf, Route } from "./http.ts";
import type { ErrorObject } from "./errors.ts";
import { routes, type RouteId, type Routes } from "./routes.ts";

/** The server said no (or could not be reached: code `unavailable`, request_id empty). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly error: ErrorObject;
  readonly status: number;
  constructor(error: ErrorObject, status: number) {
    super(error.message);
    this.error = error;
    this.status = status;
  }
}

type Options<R extends Route> = (R["params"] extends object
  ? { params: CallOf<R>["params"] }
  : { params?: undefined }) &
  (R["body"] extends object | "bytes" ? { body: CallOf<R>["body"] } : { body?: undefined }) &
  (R["query"] extends object ? { query?: CallOf<R>["query"] } : { query?: undefined }) & {
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

export type Call = <Id extends RouteId>(id: Id, options?: Options<Routes[Id]>) => Promise<ResponseOf<Routes[Id]>>;

export interface ClientSettings {
  /** "" for the page's own site. */
  readonly baseUrl: string;
  readonly token?: () => string | undefined;
  readonly locale?: () => string | undefined;
  readonly fetch?: typeof fetch;
}

/**
 * A typed client for every route, in a file that can be copied. `call("getRoom", { params: { room_id } })`.
 * Throws `ApiError` for every refusal. POSTs that demand an Idempotency-Key get a fresh one unless given: pass the same
 * key when you repeat a request after a lost answer.
 */
export function createClient(settings: ClientSettings): Call {
  const doFetch = settings.fetch ?? globalThis.fetch.bind(globalThis);
  return async (id, options) => {
    const route: Route = routes[id];
    const given = (options ?? {}) as {
      params?: Record<string, string>;
      query?: Record<string, string | number | undefined>;
      body?: unknown;
      idempotencyKey?: string;
      signal?: AbortSignal;
    };
    const headers: Record<string, string> = { accept: "application/json" };
    const token = settings.token?.();
    if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
    const locale = settings.locale?.();
    if (locale !== undefined) headers["accept-language"] = locale;
    if (route.idempotency === "required") headers["idempotency-key"] = given.idempotencyKey ?? crypto.randomUUID();
    const init: RequestInit = { method: route.method, headers, credentials: "same-origin" };
    if (given.signal !== undefined) init.signal = given.signal;
    if (route.body === "bytes") {
      headers["content-type"] = "application/octet-stream";
      init.body = given.body as BodyInit;
    } else if (given.body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(given.body);
    }
    let response: Response;
    try {
      response = await doFetch(`${settings.baseUrl}${pathOf(route, given)}`, init);
    } catch (cause) {
      if (given.signal?.aborted === true) throw cause;
      throw unreachable(locale);
    }
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as never;
    throw isError(answer) ? new ApiError(answer, response.status) : unreachable(locale);
  };
}

/** The path that a call goes to, with its parameters and query in place. */
export function pathOf(
  route: Pick<Route, "path">,
  given: { readonly params?: unknown; readonly query?: unknown },
): string {
  const params = (given.params ?? {}) as Record<string, string>;
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((given.query ?? {}) as Record<string, string | number | undefined>))
    if (value !== undefined) query.set(name, String(value));
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

/** Ours, and not the page of some proxy in between. By hand: a client needs no zod. */
function isError(answer: unknown): answer is ErrorObject {
  if (typeof answer !== "object" || answer === null) return false;
  const { object, code, message, request_id } = answer as Partial<Record<keyof ErrorObject, unknown>>;
  return object === "error" && [code, message, request_id].every((part) => typeof part === "string");
}

function unreachable(locale: string | undefined): ApiError {
  const message =
    locale === "en"
      ? "The service is not reachable. Check the connection and try again."
      : "网络连接不上，请检查后重试。";
  return new ApiError(
    { object: "error", type: "unavailable", code: "unavailable", message, param: null, details: {}, request_id: "" },
    0,
  );
}
