import { cartRoutes } from "../../../../contract/cart.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { handle, type BoundRoute } from "../../../kernel/routing.ts";
import { once } from "../../../kernel/saved-answers.ts";
import { keyedRequest } from "../answer-once.ts";
import type { OrderDeps } from "../deps.ts";
import { changeCartLine, mergeCart, putInCart, rowsOfGuest, selectInCart, takeOutOfCart } from "./change-cart.ts";
import { readCart, viewCart } from "./read-cart.ts";
import { countCartLines } from "./store.ts";

/** Every change answers with the cart as it is then; a repeated `putInCart` puts nothing in again. */
export function bindCartRoutes(ctx: Context, deps: OrderDeps): BoundRoute[] {
  const changed = async (account_id: string, act: (tx: Tx) => Promise<unknown>) => {
    await ctx.db.transact(act);
    return readCart(ctx, deps, account_id);
  };
  return [
    handle(cartRoutes.getCart, ({ caller }) => readCart(ctx, deps, caller.account_id)),
    handle(cartRoutes.countCart, async ({ caller }) => ({
      object: "cart_count" as const,
      lines: await countCartLines(ctx.db.reader, caller.account_id),
    })),
    handle(cartRoutes.viewCart, async ({ body }) =>
      viewCart(ctx, deps, ctx.db.reader, await rowsOfGuest(ctx, deps, ctx.db.reader, "", body.lines), null),
    ),
    handle(cartRoutes.putInCart, (call) => {
      const { account_id } = call.caller;
      return changed(account_id, (tx) =>
        once(tx, ctx.clock, keyedRequest(cartRoutes.putInCart, call), async () => {
          await putInCart(ctx, deps, tx, account_id, call.body);
          return {};
        }),
      );
    }),
    handle(cartRoutes.changeCartLine, ({ caller: { account_id }, params, body }) =>
      changed(account_id, (tx) => changeCartLine(ctx, deps, tx, account_id, params.variant_id, body)),
    ),
    handle(cartRoutes.selectInCart, ({ caller: { account_id }, body }) =>
      changed(account_id, (tx) => selectInCart(ctx, tx, account_id, body.variant_ids, body.selected)),
    ),
    handle(cartRoutes.takeOutOfCart, ({ caller: { account_id }, body }) =>
      changed(account_id, (tx) => takeOutOfCart(ctx, tx, account_id, body.variant_ids)),
    ),
    handle(cartRoutes.mergeCart, ({ caller: { account_id }, body }) =>
      changed(account_id, (tx) => mergeCart(ctx, deps, tx, account_id, body.lines)),
    ),
  ];
}
