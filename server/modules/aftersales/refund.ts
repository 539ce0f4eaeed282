import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { OrderKey, OrderPort, WireRefund } from "../orders/index.ts";
import { refundsByKey } from "./store.ts";
import type { RefundState } from "./tables.ts";

/** What a refund's reason is sealed for. */
export const reason_purpose = "aftersales.refund.reason";

/** The part of DOMAIN §3's refund states that a refund by an operator goes through. */
export const transitions: Readonly<Record<RefundState, readonly RefundState[]>> = {
  paying: ["success"],
  success: [],
};

/** Refunds by order id; the app hands this down to orders, which shows them. */
export function refundReader(ctx: Pick<Context, "config" | "seal">): OrderPort<WireRefund> {
  return async (reader: Reader, keys: readonly OrderKey[]) =>
    new Map(
      (await refundsByKey(reader, keys)).map((row) => [
        row.order_id,
        {
          id: row.refund_id,
          object: "refund",
          amount: wireMoney(row.amount, ctx.config.currency),
          state: row.state,
          reason: ctx.seal.open(row.reason_sealed, reason_purpose),
          created_at: row.created_at.toISOString(),
          succeeded_at: row.succeeded_at?.toISOString() ?? null,
        },
      ]),
    );
}
