import type { z } from "zod";
import {
  webhookRoutes as routes,
  WebhookEvent,
  type WebhookAttempt,
  type WebhookDelivery,
} from "../../../contract/webhooks.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import type { Shops } from "../shops/index.ts";
import type { Deliverer } from "./deliver-webhooks.ts";
import { wireEndpoint } from "./endpoint.ts";
import { addEndpoint, changeEndpoint, lockEndpoint, removeEndpoint, rotateSecret } from "./keep-endpoint.ts";
import { deliveryOf } from "./queue-webhooks.ts";
import * as store from "./store.ts";
import type { AttemptRow, DeliveryRow } from "./tables.ts";

export interface IntegrationDeps {
  readonly shops: Pick<Shops, "requireStaff">;
}

export function integrationRoutes(ctx: Context, deps: IntegrationDeps, deliverer: Deliverer): BoundRoute[] {
  /** Runs `act` for somebody of the shop and looks for what became due. */
  const act = async <T>(shop_id: string, account_id: string, change: (tx: Tx) => Promise<T>): Promise<T> => {
    await deps.shops.requireStaff(ctx.db.reader, shop_id, account_id, "settings");
    return ctx.db.transact(async (tx) => {
      ctx.db.afterCommit(tx, deliverer.wake);
      return change(tx);
    });
  };
  const one = async (reader: Reader, shop_id: string, id: string): Promise<WebhookDelivery> => {
    const row = (await store.selectDelivery(reader, shop_id, id)) ?? refuse("not_found");
    const [attempt] = await store.selectAttempts(reader, shop_id, [id]);
    return wireDelivery(row, attempt ?? null);
  };

  return [
    handle(routes.listWebhookEndpoints, async ({ caller, params }) => {
      await deps.shops.requireStaff(ctx.db.reader, params.shop_id, caller.account_id, "settings");
      const rows = await store.selectEndpoints(ctx.db.reader, [params.shop_id]);
      const data = rows.map((row) => wireEndpoint(ctx, row));
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(routes.createWebhookEndpoint, ({ caller, params, body }) =>
      act(params.shop_id, caller.account_id, (tx) => addEndpoint(ctx, tx, params.shop_id, body)),
    ),
    handle(routes.updateWebhookEndpoint, ({ caller, params, body }) =>
      act(params.shop_id, caller.account_id, (tx) => changeEndpoint(ctx, tx, params, body)),
    ),
    handle(routes.deleteWebhookEndpoint, async ({ caller, params }) => {
      await act(params.shop_id, caller.account_id, (tx) => removeEndpoint(tx, params));
      return { object: "deleted" as const, id: params.endpoint_id };
    }),
    handle(routes.rotateWebhookSecret, ({ caller, params }) =>
      act(params.shop_id, caller.account_id, (tx) => rotateSecret(ctx, tx, params)),
    ),
    handle(routes.testWebhookEndpoint, ({ caller, params }) =>
      act(params.shop_id, caller.account_id, async (tx) => {
        await lockEndpoint(tx, params.shop_id, params.endpoint_id);
        const delivery = deliveryOf(ctx, params.endpoint_id, {
          id: newId(ctx, "evt"),
          object: "event",
          type: "ping",
          created_at: ctx.clock.now().toISOString(),
          shop_id: params.shop_id,
          data: {},
        });
        await store.insertDeliveries(tx, [delivery]);
        return wireDelivery(delivery, null);
      }),
    ),
    handle(routes.listWebhookDeliveries, async ({ caller, params, query }) => {
      await deps.shops.requireStaff(ctx.db.reader, params.shop_id, caller.account_id, "settings");
      const { cursor, limit, ...filter } = query;
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      const rows = await store.selectDeliveries(ctx.db.reader, params.shop_id, {
        ...given,
        before: cursor ?? null,
        limit: limit + 1,
      });
      const shown = rows.slice(0, limit);
      const attempts = await newestAttempts(ctx.db.reader, params.shop_id, shown);
      return {
        object: "list" as const,
        data: shown.map((row) => wireDelivery(row, attempts.get(row.delivery_id) ?? null)),
        has_more: rows.length > limit,
        next_cursor: rows.length > limit ? present(shown.at(-1), "a full page").delivery_id : null,
      };
    }),
    handle(routes.getWebhookDelivery, async ({ caller, params }) => {
      await deps.shops.requireStaff(ctx.db.reader, params.shop_id, caller.account_id, "settings");
      const row =
        (await store.selectDelivery(ctx.db.reader, params.shop_id, params.delivery_id)) ?? refuse("not_found");
      const attempts = await store.selectAttempts(ctx.db.reader, params.shop_id, [row.delivery_id]);
      return { ...wireDelivery(row, attempts[0] ?? null), attempt_log: attempts.map(wireAttempt) };
    }),
    handle(routes.replayWebhookDelivery, ({ caller, params }) =>
      act(params.shop_id, caller.account_id, async (tx) => {
        await store.replayDelivery(tx, params.shop_id, params.delivery_id, ctx.clock.now());
        return one(tx, params.shop_id, params.delivery_id);
      }),
    ),
    handle(routes.replayWebhookEndpoint, ({ caller, params, body }) =>
      act(params.shop_id, caller.account_id, async (tx) => {
        await lockEndpoint(tx, params.shop_id, params.endpoint_id);
        const deliveries = await store.replayFailed(
          tx,
          params,
          new Date(body.since),
          ctx.clock.now(),
          limits.webhook_replay_deliveries_max,
        );
        return { object: "replay" as const, deliveries };
      }),
    ),
  ];
}

async function newestAttempts(
  reader: Reader,
  shop_id: string,
  rows: readonly DeliveryRow[],
): Promise<Map<string, AttemptRow>> {
  const attempts = await store.selectAttempts(
    reader,
    shop_id,
    rows.map((row) => row.delivery_id),
  );
  const newest = new Map<string, AttemptRow>();
  for (const attempt of attempts) if (!newest.has(attempt.delivery_id)) newest.set(attempt.delivery_id, attempt);
  return newest;
}

function wireAttempt({ at, duration_ms, status, error, answer }: AttemptRow): z.infer<typeof WebhookAttempt> {
  return { object: "webhook_attempt", at: at.toISOString(), duration_ms, status, error, answer };
}

function wireDelivery(row: DeliveryRow, attempt: AttemptRow | null): WebhookDelivery {
  return {
    id: row.delivery_id,
    object: "webhook_delivery",
    endpoint_id: row.endpoint_id,
    event: WebhookEvent.parse(JSON.parse(row.body)),
    state: row.state,
    attempts: row.attempts,
    next_attempt_at: row.next_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    last_attempt: attempt === null ? null : wireAttempt(attempt),
  };
}
