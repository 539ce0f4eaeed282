import type { Context } from "../../../kernel/context.ts";
import { limits } from "../../../kernel/limits.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { viewCart } from "../cart/read-cart.ts";
import { cartLines, deleteCart } from "../cart/store.ts";
import { listCheckouts } from "../checkout/store.ts";
import { readCheckouts } from "../checkout/view-checkout.ts";
import type { OrderDeps } from "../deps.ts";
import { readOrders } from "../read-orders.ts";
import { listBuyersOrders } from "../store.ts";
import { countBuying, countSelling } from "./store.ts";

/**
 * Orders, with their parcels, payments and refunds, stay for three years (DOMAIN §5 rule 2), the address in them sealed; so
 * only the cart is erased here, and nothing may be under way when its account goes.
 */
export function personalOrders(ctx: Context, deps: OrderDeps): PersonalData {
  return {
    name: "orders",
    async exportOf(reader, account_id) {
      const keys = await listBuyersOrders(reader, account_id, { before: null, limit: limits.export_rows_per_list_max });
      return {
        bought: await readOrders(ctx, deps, reader, keys, "buyer"),
        cart: await viewCart(ctx, deps, reader, await cartLines(reader, account_id), account_id),
        checkouts: await readCheckouts(
          ctx,
          deps,
          reader,
          await listCheckouts(reader, account_id, {
            before: null,
            limit: limits.export_rows_per_list_max,
            unpaid: false,
          }),
        ),
      };
    },
    erase: (tx, account_id) => deleteCart(tx, account_id),
    async obstaclesOf(reader, account_id) {
      const works = await deps.shops.shopsOf(reader, account_id);
      const owned = [...(await deps.shops.shops(reader, works)).values()]
        .filter((shop) => shop.owner_id === account_id)
        .map((shop) => shop.id);
      const balances = owned.length === 0 ? new Map<string, never>() : await deps.ledger.balances(reader, owned);
      let balance = 0n;
      for (const one of balances.values()) balance += one.shop + one.escrow + one.deposit;
      return [
        { reason: "orders_bought", count: await countBuying(reader, account_id) },
        { reason: "orders_sold", count: await countSelling(reader, owned) },
        { reason: "shop_balance", count: Number(balance) },
      ];
    },
  };
}
