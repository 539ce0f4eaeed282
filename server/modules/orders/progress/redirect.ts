import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import { sealDelivery, type Delivery } from "../delivery.ts";
import type { OrderDeps } from "../deps.ts";
import { freightOf } from "../shipping.ts";
import { linesByKey, ordersByKey } from "../store.ts";
import type { OrderKey } from "../tables.ts";
import { changeDelivery } from "./store.ts";

/**
 * What delivery of an order would cost to a province by the rates of today. Where its goods are no longer offered nobody can say, and
 * only the province it was priced for stays: anything else is `region_not_served`.
 */
export async function freightTo(deps: OrderDeps, tx: Tx, key: OrderKey, region: string): Promise<bigint | Refusal> {
  const [order] = await ordersByKey(tx, [key]);
  const kept = present(order, "an order that was found exists");
  const lines = await linesByKey(tx, [key]);
  const quotes = await deps.catalog.quote(
    tx,
    lines.map((line) => line.variant_id),
  );
  const priced = lines.flatMap((line) => {
    const quote = quotes.get(line.variant_id);
    return quote === undefined
      ? []
      : [
          {
            unit_price: line.unit_price,
            quantity: line.quantity,
            shipping_fee: quote.shipping_fee,
            shipping_rates: quote.shipping_rates,
          },
        ];
  });
  const freight = freightOf(priced, region);
  if (freight instanceof Refusal) return freight;
  const known = priced.length === lines.length;
  const same = kept.shipping_basis !== null && kept.shipping_basis.region === freight.basis.region;
  if (!known && !same) return new Refusal("region_not_served", { param: "address_id", details: { region } });
  // The province it was priced for costs what it cost, whatever the rates are by now.
  return same && kept.shipping_basis.region !== null ? kept.shipping : freight.shipping;
}

/** Buyer and shop agreed on another address. */
export async function redirect(ctx: Context, tx: Tx, key: OrderKey, delivery: Delivery): Promise<void> {
  await changeDelivery(tx, key, sealDelivery(ctx.seal, delivery));
}
