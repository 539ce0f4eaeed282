import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { randomInt } from "../../kernel/random.ts";
import { isDatabaseAway } from "../../kernel/db.ts";
import { open, purposes } from "./endpoint.ts";
import { postWebhook, type Posted } from "./post-webhook.ts";
import { signatureOf } from "./signature.ts";
import { finishAttempt, leaseDeliveries, noteAccepted, noteRefused, selectDue, type DueDelivery } from "./store.ts";
import { nextAttempt, outcomeOf } from "./webhook.ts";

const poll_ms = 500;
const per_endpoint_max = 4;
/** A shop whose endpoints all hang does not keep the others waiting. */
const per_shop_max = 8;

type Destination = Pick<DueDelivery, "endpoint_id" | "shop_id">;

/** Sends what is due, outside any transaction. Every process may run one: a delivery is leased before it is sent. */
export interface Deliverer {
  start(): void;
  /** Looks now; call it after a commit that made something due. */
  readonly wake: () => void;
  /** Sends until nothing is due. For tests. */
  readonly drain: () => Promise<void>;
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

export function createDeliverer(ctx: Context): Deliverer {
  const { clock, log } = ctx;
  /** How many are under way, by endpoint and by shop. */
  const busy = new Map<string, number>();
  const keysOf = ({ endpoint_id, shop_id }: Destination): readonly string[] => [endpoint_id, shop_id];
  const busyFrom = (prefix: string, max: number): readonly string[] =>
    [...busy].filter(([id, count]) => id.startsWith(prefix) && count >= max).map(([id]) => id);
  const underWay = new Set<Promise<void>>();
  const attempts = ctx.metrics.counter("webhook_attempts_total", "Webhooks sent to shops, by outcome", ["outcome"]);
  let stopPolling: (() => void) | null = null;
  let looking: Promise<number> | null = null;

  /** Those for which there is room beside what is under way already: a shop with seven places taken has one left, not eight. */
  function withinLimits<D extends Destination>(due: readonly D[]): D[] {
    const counts = new Map(busy);
    return due.filter((one) => {
      const endpoint = counts.get(one.endpoint_id) ?? 0;
      const shop = counts.get(one.shop_id) ?? 0;
      if (endpoint >= per_endpoint_max || shop >= per_shop_max) return false;
      counts.set(one.endpoint_id, endpoint + 1).set(one.shop_id, shop + 1);
      return true;
    });
  }

  /** Takes what is due and begins to send it; returns how many. */
  async function look(): Promise<number> {
    const room = Math.min(
      limits.webhook_deliveries_at_once_max - underWay.size,
      limits.webhook_deliveries_per_claim_max,
    );
    if (room <= 0) return 0;
    const at = clock.now();
    const due = await selectDue(ctx.db.reader, {
      at,
      max: room,
      per_endpoint: per_endpoint_max,
      per_shop: per_shop_max,
      busy_endpoints: busyFrom("hook_", per_endpoint_max),
      busy_shops: busyFrom("shop_", per_shop_max),
    });
    let taken = 0;
    const until = new Date(at.getTime() + limits.webhook_lease_ms);
    for (const [shop_id, rows] of Map.groupBy(withinLimits(due), (row) => row.shop_id)) {
      const ids = rows.map((row) => row.delivery_id);
      for (const one of await ctx.db.transact((tx) => leaseDeliveries(tx, shop_id, ids, at, until))) {
        taken += 1;
        begin(one);
      }
    }
    return taken;
  }

  function begin(one: DueDelivery): void {
    for (const key of keysOf(one)) busy.set(key, (busy.get(key) ?? 0) + 1);
    const sending = attempt(one)
      .catch((error: unknown) => {
        // The lease runs out and it is sent again, under the same id.
        if (!isDatabaseAway(error)) log.error({ err: error, delivery_id: one.delivery_id }, "a webhook broke off");
      })
      .then(() => {
        underWay.delete(sending);
        for (const key of keysOf(one)) {
          const left = (busy.get(key) ?? 1) - 1;
          if (left === 0) busy.delete(key);
          else busy.set(key, left);
        }
        wake();
      });
    underWay.add(sending);
  }

  async function attempt(one: DueDelivery): Promise<void> {
    const at = clock.now();
    const posted = await postWebhook(clock, ctx.config.open, {
      url: open(ctx, one.url_sealed, purposes.url),
      headers: headersOf(ctx, one, at),
      body: one.body,
    });
    attempts.inc({ outcome: posted.error ?? outcomeOf(posted.status) });
    await ctx.db.transact((tx) => settle(ctx, tx, one, at, posted));
  }

  function wake(): void {
    if (stopPolling === null || looking !== null) return;
    looking = look().catch((error: unknown) => {
      log.warn({ err: error }, "due webhooks could not be read; it will be tried again");
      return 0;
    });
    void looking.then(() => {
      looking = null;
    });
  }

  return {
    start() {
      stopPolling = clock.every(poll_ms, wake);
      wake();
    },
    wake,
    async drain() {
      while ((await look()) > 0 || underWay.size > 0) await Promise.all(underWay);
    },
    async stop() {
      stopPolling?.();
      stopPolling = null;
      await looking;
      await Promise.all(underWay);
    },
  };
}

function headersOf(ctx: Context, one: DueDelivery, at: Date): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000);
  const secrets = [open(ctx, one.secret_sealed, purposes.secret)];
  if (one.previous_secret_sealed !== null && one.previous_until !== null && one.previous_until > at)
    secrets.push(open(ctx, one.previous_secret_sealed, purposes.secret));
  return {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Laotie-Webhooks/1",
    "webhook-id": one.event_id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatureOf(secrets, { id: one.event_id, seconds, body: one.body }),
  };
}

async function settle(ctx: Context, tx: Tx, one: DueDelivery, at: Date, posted: Posted): Promise<void> {
  const number = one.attempts + 1;
  const outcome = posted.error === null ? outcomeOf(posted.status) : "refused";
  const again = outcome === "refused" ? nextAttempt(number, ctx.clock.now(), randomInt(ctx.random, 1000) / 1000) : null;
  const state = outcome === "accepted" ? "delivered" : again === null ? "failed" : "waiting";
  const { shop_id, delivery_id, endpoint_id } = one;
  const { duration_ms, status, error, answer } = posted;
  const row = { shop_id, delivery_id, number, at, duration_ms, status, error, answer };
  if (!(await finishAttempt(tx, row, { state, next_at: again }))) return;
  if (outcome === "accepted") return noteAccepted(tx, shop_id, endpoint_id, at);
  await noteRefused(tx, shop_id, endpoint_id, at, {
    gone: outcome === "gone",
    failing_before: new Date(at.getTime() - limits.webhook_failing_ms),
  });
}
