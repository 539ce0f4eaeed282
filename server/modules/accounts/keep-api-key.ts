import { apiKeyRoutes, type ApiKey } from "../../../contract/api-keys.ts";
import { scopes, type Scope } from "../../../contract/scopes.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { randomText } from "../../kernel/random.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { deleteKey, insertKey, selectKeys } from "./api-keys/store.ts";
import { token_chars } from "./auth.ts";
import { key_prefix, type Authenticator } from "./authenticate.ts";
import { purposes } from "./sealed-columns.ts";
import { lockName } from "./store.ts";
import type { ApiKeyRow } from "./tables.ts";

export interface ApiKeyDeps {
  readonly ctx: Context;
  readonly authenticator: Authenticator;
}

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expires_in_days: number | null;
}

/** Makes a key. The secret is returned once; what is kept is its fingerprint. Refuses `api_key_limit`. */
export async function createApiKey(
  ctx: Context,
  tx: Tx,
  account_id: string,
  wanted: NewApiKey,
): Promise<{ row: ApiKeyRow; secret: string }> {
  await lockName(tx, `api_keys ${account_id}`);
  if ((await selectKeys(tx, account_id)).length >= limits.api_keys_per_account_max) refuse("api_key_limit");
  const secret = `${key_prefix}${randomText(ctx.random, token_chars)}`;
  const nowMs = ctx.clock.nowMs();
  const row: ApiKeyRow = {
    id: newId(ctx, "apikey"),
    account_id,
    secret_index: ctx.seal.index(secret, purposes.token),
    name: wanted.name,
    scopes: [...wanted.scopes],
    ends_with: secret.slice(-4),
    created_at: new Date(nowMs),
    last_used_at: null,
    expires_at: wanted.expires_in_days === null ? null : new Date(nowMs + wanted.expires_in_days * 24 * 3600_000),
  };
  await insertKey(tx, row);
  return { row, secret };
}

export function apiKeyRoutesOf({ ctx, authenticator }: ApiKeyDeps): BoundRoute[] {
  return [
    handle(apiKeyRoutes.listApiKeys, async ({ caller }) => ({
      object: "list" as const,
      data: (await selectKeys(ctx.db.reader, caller.account_id)).map(wireKey),
      has_more: false,
      next_cursor: null,
    })),
    handle(apiKeyRoutes.createApiKey, async ({ caller, body }) => {
      const { row, secret } = await ctx.db.transact((tx) => createApiKey(ctx, tx, caller.account_id, body));
      return { ...wireKey(row), secret };
    }),
    handle(apiKeyRoutes.revokeApiKey, async ({ caller, params }) => {
      await ctx.db.transact(async (tx) => {
        if (!(await deleteKey(tx, caller.account_id, params.id))) refuse("not_found");
        await authenticator.changed(tx, caller.account_id);
      });
      return { object: "deleted" as const, id: params.id };
    }),
  ];
}

function wireKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    object: "api_key",
    name: row.name,
    scopes: scopes.filter((scope) => row.scopes.includes(scope)),
    ends_with: row.ends_with,
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
  };
}
