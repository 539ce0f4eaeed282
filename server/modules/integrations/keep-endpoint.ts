import type { WebhookEndpoint, WebhookType } from "../../../contract/webhooks.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { open, purposes, wireEndpoint } from "./endpoint.ts";
import { mayPostTo } from "./post-webhook.ts";
import { secretText } from "./signature.ts";
import { deleteEndpoint, insertEndpoint, lockShop, selectEndpoints, updateEndpoint } from "./store.ts";
import type { EndpointRow } from "./tables.ts";

const secret_bytes = 32;
type WithSecret = WebhookEndpoint & { secret: string };

function requireUrl(ctx: Context, url: string): void {
  if (!mayPostTo(url, ctx.config.open)) refuse("webhook_url", { param: "url" });
}

/** The endpoint, while nobody else changes those of its shop. Refuses `not_found`. */
export async function lockEndpoint(tx: Tx, shop_id: string, endpoint_id: string): Promise<EndpointRow> {
  await lockShop(tx, shop_id);
  return (await selectEndpoints(tx, [shop_id])).find((row) => row.endpoint_id === endpoint_id) ?? refuse("not_found");
}

/** Refuses `webhook_url`, `webhook_limit`. The secret is in the answer and sealed in the row. */
export async function addEndpoint(
  ctx: Context,
  tx: Tx,
  shop_id: string,
  wanted: { url: string; description: string; types: WebhookType[] },
): Promise<WithSecret> {
  requireUrl(ctx, wanted.url);
  await lockShop(tx, shop_id);
  const max = limits.webhook_endpoints_per_shop_max;
  if ((await selectEndpoints(tx, [shop_id])).length >= max) refuse("webhook_limit", { details: { max } });
  const secret = secretText(ctx.random.bytes(secret_bytes));
  const row: EndpointRow = {
    shop_id,
    endpoint_id: newId(ctx, "hook"),
    url_sealed: ctx.seal.seal(wanted.url, purposes.url),
    description: wanted.description,
    types: wanted.types,
    state: "enabled",
    secret_sealed: ctx.seal.seal(secret, purposes.secret),
    previous_secret_sealed: null,
    previous_until: null,
    created_at: ctx.clock.now(),
    last_delivered_at: null,
    last_failed_at: null,
    failing_since: null,
  };
  await insertEndpoint(tx, row);
  return { ...wireEndpoint(ctx, row), secret };
}

/** Refuses `webhook_url`, `not_found`. Enabling forgets how long it had failed. */
export async function changeEndpoint(
  ctx: Context,
  tx: Tx,
  key: { shop_id: string; endpoint_id: string },
  changes: {
    url?: string | undefined;
    description?: string | undefined;
    types?: WebhookType[] | undefined;
    state?: "enabled" | "paused" | undefined;
  },
): Promise<WebhookEndpoint> {
  const before = await lockEndpoint(tx, key.shop_id, key.endpoint_id);
  if (changes.url !== undefined) requireUrl(ctx, changes.url);
  const row: EndpointRow = {
    ...before,
    url_sealed: changes.url === undefined ? before.url_sealed : ctx.seal.seal(changes.url, purposes.url),
    description: changes.description ?? before.description,
    types: changes.types ?? before.types,
    state: changes.state ?? before.state,
    failing_since: changes.state === "enabled" ? null : before.failing_since,
  };
  await updateEndpoint(tx, row);
  return wireEndpoint(ctx, row);
}

export async function removeEndpoint(tx: Tx, key: { shop_id: string; endpoint_id: string }): Promise<void> {
  await lockEndpoint(tx, key.shop_id, key.endpoint_id);
  await deleteEndpoint(tx, key.shop_id, key.endpoint_id);
}

/** The secret before it signs beside the new one for a while. */
export async function rotateSecret(
  ctx: Context,
  tx: Tx,
  key: { shop_id: string; endpoint_id: string },
): Promise<WithSecret> {
  const before = await lockEndpoint(tx, key.shop_id, key.endpoint_id);
  const secret = secretText(ctx.random.bytes(secret_bytes));
  const row: EndpointRow = {
    ...before,
    secret_sealed: ctx.seal.seal(secret, purposes.secret),
    previous_secret_sealed: ctx.seal.seal(open(ctx, before.secret_sealed, purposes.secret), purposes.secret),
    previous_until: new Date(ctx.clock.nowMs() + limits.webhook_secret_overlap_ms),
  };
  await updateEndpoint(tx, row);
  return { ...wireEndpoint(ctx, row), secret };
}
