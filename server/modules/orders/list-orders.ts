import { idOf } from "../../../contract/ids.ts";
import type { z } from "zod";
import type { Order, OrderState, ShopOrderQuery } from "../../../contract/orders.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { OrderDeps } from "./deps.ts";
import { filterShopsOrders } from "./desk/store.ts";
import { readOrders } from "./read-orders.ts";
import { listAnyOrders, listBuyersOrders, ordersInState } from "./store.ts";
import type { OrderKey } from "./tables.ts";
import type { OrderView } from "./view.ts";

export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly state?: OrderState | undefined;
}
export interface OrderList {
  object: "list";
  data: Order[];
  has_more: boolean;
  next_cursor: string | null;
}

const orderId = idOf("ord");

/** A cursor is the id of the last order seen: ids sort by time. */
function before(query: ListQuery): string | null {
  if (query.cursor === undefined) return null;
  if (!orderId.safeParse(query.cursor).success)
    refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return query.cursor;
}

async function toList(
  ctx: Context,
  deps: OrderDeps,
  keys: readonly OrderKey[],
  limit: number,
  view: OrderView,
  more = keys.length > limit,
): Promise<OrderList> {
  const page = keys.slice(0, limit);
  return {
    object: "list",
    data: await readOrders(ctx, deps, ctx.db.reader, page, view),
    has_more: more,
    next_cursor: more ? (page.at(-1)?.order_id ?? null) : null,
  };
}

export async function listShopOrders(
  ctx: Context,
  deps: OrderDeps,
  shop_id: string,
  query: ListQuery & Partial<z.output<typeof ShopOrderQuery>>,
): Promise<OrderList> {
  const filter = {
    before: before(query),
    limit: query.limit + 1,
    state: query.state ?? null,
    from: query.from ?? null,
    to: query.to ?? null,
    product_id: query.product_id ?? null,
    deadline: query.deadline ?? null,
    flag: query.flag ?? null,
    q: query.q ?? null,
  };
  const keys = await filterShopsOrders(ctx.db.reader, shop_id, filter, {
    time_zone: ctx.config.time_zone,
    now: ctx.clock.now(),
  });
  return toList(ctx, deps, keys, query.limit, "shop");
}

/** Everybody's orders, newest first, for operators. */
export async function listAllOrders(
  ctx: Context,
  deps: OrderDeps,
  query: ListQuery & {
    readonly shop_id?: string | undefined;
    readonly buyer_id?: string | undefined;
    readonly from?: string | undefined;
    readonly until?: string | undefined;
  },
): Promise<OrderList> {
  if (query.buyer_id !== undefined) return listMyOrders(ctx, deps, query.buyer_id, query, "operator");
  const instant = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
  const keys = await listAnyOrders(ctx.db.reader, {
    shop_id: query.shop_id ?? null,
    from: instant(query.from),
    until: instant(query.until),
    before: before(query),
    limit: query.limit + 1,
    state: query.state ?? null,
  });
  return toList(ctx, deps, keys, query.limit, "operator");
}

/**
 * A buyer's orders, newest first. Where they are is filed by account, what has become of them stands by shop, and no
 * query joins the two kinds: keys are read in strides and sifted by state until the page is full. After so many strides
 * the page is given as it is, with a cursor to go on from.
 */
export async function listMyOrders(
  ctx: Context,
  deps: OrderDeps,
  account_id: string,
  query: ListQuery,
  view: OrderView = "buyer",
): Promise<OrderList> {
  const { state } = query;
  let from = before(query);
  if (state === undefined)
    return toList(
      ctx,
      deps,
      await listBuyersOrders(ctx.db.reader, account_id, { before: from, limit: query.limit + 1 }),
      query.limit,
      view,
    );
  const found: OrderKey[] = [];
  for (let stride = 0; stride < limits.order_list_strides_max; stride += 1) {
    const keys = await listBuyersOrders(ctx.db.reader, account_id, {
      before: from,
      limit: limits.order_list_stride_keys,
    });
    const fitting = keys.length === 0 ? new Set<string>() : await ordersInState(ctx.db.reader, keys, state);
    found.push(...keys.filter((key) => fitting.has(key.order_id)));
    from = keys.at(-1)?.order_id ?? from;
    if (found.length > query.limit || keys.length < limits.order_list_stride_keys)
      return toList(ctx, deps, found, query.limit, view);
  }
  const list = await toList(ctx, deps, found, query.limit, view, true);
  return { ...list, next_cursor: from };
}
