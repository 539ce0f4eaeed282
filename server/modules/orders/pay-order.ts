import type { Locale } from "../../../contract/errors.ts";
import type { PaymentIntent } from "../../../contract/payments.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { BeginOptions } from "../payments/index.ts";
import type { OrderDeps } from "./deps.ts";
import { payTitle } from "./gist.ts";
import { linesByKey, ordersByKey } from "./store.ts";
import type { OrderKey } from "./tables.ts";

/**
 * Where the buyer pays. Outside any transaction, because it asks the provider; safe to repeat, because the provider
 * knows the intent by its id. Whether it is captured is for payments to say. `together`: all orders that one payment is for.
 */
export async function payOrder(
  ctx: Context,
  deps: OrderDeps,
  key: OrderKey,
  options: { return_path: string; locale: Locale } & Pick<BeginOptions, "provider" | "method" | "address">,
  together: readonly OrderKey[] = [key],
): Promise<PaymentIntent> {
  const order = present((await ordersByKey(ctx.db.reader, [key]))[0], "an order that was found exists");
  if (order.state === "closed")
    refuse(order.close_reason === "unpaid_expired" ? "order_expired" : "order_state", {
      details: { state: order.state },
    });
  if (order.state !== "unpaid") refuse("already_paid");
  const lines = Map.groupBy(await linesByKey(ctx.db.reader, together), (line) => line.order_id);
  const shops = await deps.shops.shops(ctx.db.reader, [...new Set(together.map((one) => one.shop_id))]);
  const title = payTitle(
    [...new Set(together.map((one) => shops.get(one.shop_id)?.name ?? ""))].filter((name) => name !== ""),
    together.flatMap(({ order_id }) => lines.get(order_id) ?? []),
    options.locale,
  );
  const { return_path, ...rest } = options;
  return deps.payments.begin(key.shop_id, key.order_id, {
    ...rest,
    return_url: `${ctx.public_url}${return_path}`,
    title,
  });
}
