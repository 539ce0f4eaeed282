import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, line, listOf } from "./lists.ts";
import { scopes } from "./scopes.ts";

/** A credential for programs: `Authorization: Bearer lk_…`. */
export const ApiKey = z
  .object({
    id: idOf("apikey"),
    object: z.literal("api_key"),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    /** The last four characters, to tell keys apart. */
    ends_with: z.string(),
    created_at: Instant,
    /** To the hour; null: never used. */
    last_used_at: Instant.nullable(),
    expires_at: Instant.nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;

export const apiKeyRoutes = {
  listApiKeys: route({
    id: "listApiKeys",
    method: "GET",
    path: "/v1/api_keys",
    summary: "The caller's API keys, newest first",
    access: "viewer",
    response: listOf(ApiKey),
  }),
  createApiKey: route({
    id: "createApiKey",
    method: "POST",
    path: "/v1/api_keys",
    summary: "Make an API key; its secret is in this answer and nowhere else",
    access: "viewer",
    status: 201,
    body: z.strictObject({
      name: line(limits.name_chars_max),
      scopes: z
        .array(z.enum(scopes))
        .min(1)
        .max(scopes.length)
        .transform((given) => scopes.filter((scope) => given.includes(scope))),
      /** Days until it ends by itself; null: never. */
      expires_in_days: z.int().min(1).max(limits.api_key_days_max).nullable().default(90),
    }),
    response: ApiKey.extend({ secret: z.string() }),
    errors: ["api_key_limit"],
  }),
  revokeApiKey: route({
    id: "revokeApiKey",
    method: "DELETE",
    path: "/v1/api_keys/:id",
    summary: "End an API key at once",
    access: "viewer",
    params: z.object({ id: idOf("apikey") }),
    response: z.object({ object: z.literal("deleted"), id: z.string() }),
    errors: ["not_found"],
  }),
} as const;
