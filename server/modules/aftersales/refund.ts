import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { OrderKey, OrderPort, WireRefund } from "../orders/index.ts";
import { purposes } from "./purposes.ts";
import { refundsByOrder } from "./store.ts";

/** The newest refund of each order, by order id; the app hands this down to orders, which shows it. */
export function refundReader(ctx: Pick<Context, "config" | "seal">): OrderPort<WireRefund> {
  return async (reader: Reader, keys: readonly OrderKey[]) =>
    new Map(
      (await refundsByOrder(reader, keys))
        .filter((row) => row.kind === "goods")
        .map((row) => [
          row.order_id,
          {
            id: row.refund_id,
            object: "refund",
            amount: wireMoney(row.amount, ctx.config.currency),
            state: row.state,
            reason: ctx.seal.open(row.reason_sealed, purposes.reason),
            created_at: row.created_at.toISOString(),
            succeeded_at: row.succeeded_at?.toISOString() ?? null,
          },
        ]),
    );
}
