import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { Seal } from "../../kernel/seal.ts";
import type { OrderKey, WireLife } from "../orders/index.ts";
import { answerOf, contentOf } from "./ask-content.ts";
import { parcelEnds } from "./parcel.ts";
import {
  asksOf,
  compensationsOf,
  correctionsOf,
  ordersHeardOf,
  parcelsOf,
  remindersOf,
  trackingEventsOf,
} from "./store.ts";
import type { AskRow } from "./tables.ts";

/** What stands on orders but is fulfillment's, by order id; the app hands this down to orders, which shows it. */
export function lifeReader(ctx: Pick<Context, "seal" | "config">) {
  return async (reader: Reader, keys: readonly OrderKey[]): Promise<Map<string, WireLife>> => {
    const parcels = await parcelsOf(reader, keys);
    const events = Map.groupBy(await trackingEventsOf(reader, parcels), (row) => row.parcel_id);
    const corrections = Map.groupBy(await correctionsOf(reader, parcels), (row) => row.parcel_id);
    const asks = Map.groupBy(await asksOf(reader, keys), (row) => row.order_id);
    const reminders = new Map((await remindersOf(reader, keys)).map((row) => [row.order_id, row.at]));
    const compensations = new Map((await compensationsOf(reader, keys)).map((row) => [row.order_id, row]));
    const byOrder = Map.groupBy(parcels, (row) => row.order_id);
    return new Map(
      keys.map(({ order_id }): [string, WireLife] => {
        const compensation = compensations.get(order_id);
        return [
          order_id,
          {
            parcels: (byOrder.get(order_id) ?? []).map((row) => ({
              id: row.parcel_id,
              object: "parcel",
              carrier: row.carrier,
              tracking_number: row.tracking_number,
              state: row.state,
              lines: row.whole ? null : row.lines.map(({ line_id, quantity }) => ({ line_id, quantity })),
              shipped_at: row.shipped_at.toISOString(),
              delivered_at: row.delivered_at?.toISOString() ?? null,
              events: (events.get(row.parcel_id) ?? []).map((event) => ({
                object: "tracking_event",
                code: event.code,
                at: event.at.toISOString(),
                text: event.text,
                place: event.place,
                source: event.source,
              })),
              corrections: (corrections.get(row.parcel_id) ?? []).map((was) => ({
                carrier: was.carrier,
                tracking_number: was.tracking_number,
                corrected_at: was.corrected_at.toISOString(),
              })),
            })),
            asks: (asks.get(order_id) ?? []).map((row) => wireAsk(ctx.seal, row)),
            compensation:
              compensation === undefined
                ? null
                : {
                    object: "compensation",
                    amount: wireMoney(compensation.amount, ctx.config.currency),
                    state: compensation.state,
                    promised: compensation.promised.toISOString(),
                    at: compensation.decided_at.toISOString(),
                  },
            reminded_at: reminders.get(order_id) ?? null,
          },
        ];
      }),
    );
  };
}

function wireAsk(seal: Seal, row: AskRow): WireLife["asks"][number] {
  const content = contentOf(seal, row);
  return {
    id: row.ask_id,
    object: "ask",
    kind: row.kind,
    state: row.state,
    asked_at: row.asked_at.toISOString(),
    answer_by: row.answer_by.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    delivery: content.delivery,
    ship_by: content.ship_by,
    reason: content.reason,
    answer: answerOf(seal, row),
  };
}

/** Of these orders those with a parcel that its carrier still speaks of; the app hands this down to orders. */
export async function ordersUnderWay(
  reader: Reader,
  shop_id: string,
  order_ids: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  return ordersHeardOf(reader, shop_id, order_ids, parcelEnds, new Date(at.getTime() - limits.carrier_silent_ms));
}
