import type { WebhookEndpoint } from "../../../contract/webhooks.ts";
import type { Context } from "../../kernel/context.ts";
import type { EndpointRow } from "./tables.ts";

export const purposes = { url: "integrations.endpoint.url", secret: "integrations.endpoint.secret" } as const;

export function open(ctx: Pick<Context, "seal">, sealed: string, purpose: string): string {
  return ctx.seal.open(sealed, purpose);
}

export function wireEndpoint(ctx: Pick<Context, "seal">, row: EndpointRow): WebhookEndpoint {
  return {
    id: row.endpoint_id,
    object: "webhook_endpoint",
    shop_id: row.shop_id,
    url: open(ctx, row.url_sealed, purposes.url),
    description: row.description,
    types: row.types,
    state: row.state,
    created_at: row.created_at.toISOString(),
    last_delivered_at: row.last_delivered_at?.toISOString() ?? null,
    last_failed_at: row.last_failed_at?.toISOString() ?? null,
  };
}
