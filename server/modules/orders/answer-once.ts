import type { Route } from "../../../contract/http.ts";
import type { Order } from "../../../contract/orders.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { keyOf, type Caller, type RequestInfo } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";

const purpose = "orders.answer";

/** A request as its saved answer is found again. */
export type KeyedRequest = Parameters<typeof once>[2];

export function keyedRequest(
  route: Route,
  call: { readonly caller: Caller; readonly request: RequestInfo; readonly params: unknown; readonly body: unknown },
): KeyedRequest {
  return {
    account_id: call.caller.account_id,
    key: keyOf(call),
    content: { route: route.id, params: call.params, body: call.body },
  };
}

/**
 * Does something to an order once per Idempotency-Key and repeats the first answer. An order's answer holds an address,
 * so it is saved as ciphertext.
 */
export async function answerOnce(ctx: Context, request: KeyedRequest, act: (tx: Tx) => Promise<Order>): Promise<Order> {
  const sealed = await ctx.db.transact((tx) =>
    once(tx, ctx.clock, request, async () => ctx.seal.seal(JSON.stringify(await act(tx)), purpose)),
  );
  return JSON.parse(ctx.seal.open(sealed, purpose)) as Order;
}
