import type { WebhookEvent } from "../../../contract/webhooks.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { insertDeliveries, selectEndpoints } from "./store.ts";
import type { DeliveryRow } from "./tables.ts";

/** Puts events in line for the enabled endpoints of their shops that want them; an event once per endpoint. */
export async function queueWebhooks(ctx: Context, tx: Tx, events: readonly WebhookEvent[]): Promise<void> {
  const endpoints = await selectEndpoints(tx, [...new Set(events.map((event) => event.shop_id))]);
  if (endpoints.length === 0) return;
  await insertDeliveries(
    tx,
    events.flatMap((event) =>
      endpoints
        .filter(
          (endpoint) =>
            endpoint.shop_id === event.shop_id &&
            endpoint.state === "enabled" &&
            (endpoint.types as readonly string[]).includes(event.type),
        )
        .map((endpoint) => deliveryOf(ctx, endpoint.endpoint_id, event)),
    ),
  );
}

export function deliveryOf(ctx: Context, endpoint_id: string, event: WebhookEvent): DeliveryRow {
  const at = ctx.clock.now();
  return {
    shop_id: event.shop_id,
    delivery_id: newId(ctx, "dlv"),
    endpoint_id,
    event_id: event.id,
    type: event.type,
    body: JSON.stringify(event),
    state: "waiting",
    attempts: 0,
    next_at: at,
    created_at: at,
  };
}
