import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";
import type { ShopAsk } from "./permissions.ts";

/** Who may call a route. `guest` is anyone; `viewer` is anyone signed in; the others are roles an account holds. */
export const accesses = ["guest", "viewer", "host", "merchant", "operator"] as const;
export type Access = (typeof accesses)[number];
export type Role = Exclude<Access, "guest">;

/**
 * A route is data: the server binds it, the typed client calls it, a library prints it as OpenAPI.
 * `access` names the least that is asked of the caller; whether *this* object is theirs is the module's to say.
 */
export interface Route {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With `:name` parameters, each of which stands in `params`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  /** What the caller must be let do in the shop that `shop_id` names; every route of a shop's desk says it. */
  readonly permission?: ShopAsk;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A zod type for JSON; `"bytes"` for a raw body (picture uploads). */
  readonly body?: z.ZodType | "bytes";
  readonly response: z.ZodType;
  readonly status?: 200 | 201 | 202;
  /** POSTs that create or move money or stock demand an `Idempotency-Key` header (DESIGN §8). */
  readonly idempotency?: "required";
  /** The caller proves itself by a signature over the body: no limit of requests per address holds for it. */
  readonly signed?: true;
  /** The answer is plain text and not JSON: for who asks for exactly that. `response` is a string. */
  readonly text?: true;
  readonly errors?: readonly ErrorCode[];
}

/** Keeps the exact type of a route. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : T extends "bytes" ? Uint8Array : undefined;
type Given<T> = T extends z.ZodType ? z.input<T> : T extends "bytes" ? Blob | Uint8Array : undefined;

/** What a handler is given of a request, after validation. */
export interface RequestOf<R extends Route> {
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
}
/** What a client hands over. */
export interface CallOf<R extends Route> {
  readonly params: Given<R["params"]>;
  readonly query: Given<R["query"]>;
  readonly body: Given<R["body"]>;
}
/** What a handler returns and a client gets. */
export type ResponseOf<R extends Route> = z.output<R["response"]>;
