import { createHash } from "node:crypto";
import type { PaymentIntent } from "../../../contract/payments.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { idBeside, newId } from "../../kernel/ids.ts";
import type { OrderDeps } from "./deps.ts";
import type { Delivery } from "./delivery.ts";
import type { Draft, Wish } from "./draft.ts";
import { factOf, gistOf } from "./gist.ts";
import type { BatchPricing, Taken } from "./pricing.ts";
import type { ReadFacts } from "./read-batch-facts.ts";
import { insertLines, insertOrders, keepPages } from "./store.ts";
import type { LineRow, OrderRow, PageBody } from "./tables.ts";

/** An order that stands, with all that its answer is made from. */
export interface Placed extends Taken {
  readonly lines: readonly LineRow[];
  readonly payment: PaymentIntent;
}

/** Somebody who gets what they asked for, and the id their order was promised. */
export interface Survivor {
  readonly wish: Wish;
  readonly draft: Draft;
  readonly order_id: string;
}

export interface WriteParts {
  readonly ctx: Context;
  readonly deps: OrderDeps;
  readonly sealOnce: (delivery: Delivery) => string;
  /** Item pages that are kept for sure, so that they need not be kept again: `shop_id page_hash`. */
  readonly keptPages: Set<string>;
  /** Marks the places in templates of answers; nobody else knows it. */
  readonly nonce: string;
}

/** An order whose rows are written, or about to be. */
export type Made = Survivor & { readonly order: OrderRow; readonly lines: readonly LineRow[] };

/** The rows of the survivors' orders. */
export function makeOrders(
  parts: WriteParts,
  facts: ReadFacts,
  survivors: readonly Survivor[],
  at: Date,
): readonly Made[] {
  return survivors.map((survivor) => ({
    ...survivor,
    order: orderOf(parts, facts, survivor, at),
    lines: linesOf(parts.ctx, facts.shop_id, survivor),
  }));
}

/** Writes the survivors, all doors in turn, and most of it in one round trip (kernel/client.ts). */
export async function writeOrders(
  parts: WriteParts,
  tx: Tx,
  facts: ReadFacts,
  pricing: BatchPricing,
  survivors: readonly Survivor[],
  at: Date,
): Promise<Placed[]> {
  if (survivors.length === 0) return [];
  const made = makeOrders(parts, facts, survivors, at);
  await keepNewPages(parts, tx, facts.shop_id, survivors);
  const placed = await writeMade(parts, tx, facts.shop_id, made, at);
  // Stock last: its change is the first to be answered, and what was copied so far travels with it.
  await reserveAll(parts.deps, tx, facts.shop_id, made);
  await pricing.write(tx, placed, at);
  return placed;
}

/** Writes orders with all that comes with them, but for their stock. */
export async function writeMade(
  { ctx, deps }: WriteParts,
  tx: Tx,
  shop_id: string,
  made: readonly Made[],
  at: Date,
): Promise<Placed[]> {
  const orders = made.map((one) => one.order);
  await insertOrders(tx, orders);
  await insertLines(
    tx,
    made.flatMap((one) => one.lines),
  );
  const payments = await deps.payments.createIntents(
    tx,
    orders.map((order) => ({
      id: idBeside(order.order_id, "pi"),
      shop_id,
      order_id: order.order_id,
      buyer_id: order.buyer_id,
      amount: order.total,
      expires_at: order.pay_by,
    })),
    at,
  );
  await setDeadlines(ctx, tx, shop_id, orders);
  await ctx.outbox.emit(
    tx,
    made.map(({ order, draft }) => ({ type: "order.placed", ...factOf(order), ...gistOf(order, draft.lines) })),
  );
  return made.map((one) => ({ ...one, payment: present(payments.get(one.order_id), "every order has an intent") }));
}

/**
 * One deadline for all orders of the batch that must be paid by the same time: its subject is their range of ids
 * (`first..last`), and whoever handles it looks for what is unpaid there.
 */
async function setDeadlines(ctx: Context, tx: Tx, shop_id: string, orders: readonly OrderRow[]): Promise<void> {
  const byTime = Map.groupBy(orders, (order) => order.pay_by.getTime());
  await ctx.timers.begin(
    tx,
    [...byTime].map(([ms, mine]) => {
      const ids = mine.map((order) => order.order_id).toSorted();
      const [first = "", last = ""] = [ids[0], ids.at(-1)];
      return {
        kind: "shop" as const,
        key: shop_id,
        name: "orders.unpaid_close",
        subject_id: first === last ? first : `${first}..${last}`,
        due_at: new Date(ms),
      };
    }),
  );
}

/** The item pages of these orders that are not known to be kept. */
function newPages(parts: WriteParts, shop_id: string, survivors: readonly Survivor[]): Map<string, PageBody> {
  return new Map(
    survivors
      .flatMap(({ draft }) => draft.lines)
      .filter((line) => !parts.keptPages.has(`${shop_id} ${line.page_hash}`))
      .map((line) => [line.page_hash, line.page]),
  );
}

async function keepNewPages(parts: WriteParts, tx: Tx, shop_id: string, survivors: readonly Survivor[]): Promise<void> {
  const pages = newPages(parts, shop_id, survivors);
  if (pages.size === 0) return;
  await keepPages(tx, shop_id, pages);
  parts.ctx.db.afterCommit(tx, () => {
    if (parts.keptPages.size > 10_000) parts.keptPages.clear();
    for (const hash of pages.keys()) parts.keptPages.add(`${shop_id} ${hash}`);
  });
}

/**
 * Keeps the item pages of orders that are about to be written, by themselves: a page is named by what stands in it, so one whose order
 * never came to be is in nobody's way, and nobody waits for a batch because it is the first with a page.
 */
export async function keepPagesFirst(
  parts: WriteParts,
  shop_id: string,
  survivors: readonly Survivor[],
): Promise<void> {
  if (newPages(parts, shop_id, survivors).size > 0)
    await parts.ctx.db.transact((tx) => keepNewPages(parts, tx, shop_id, survivors));
}

function orderOf(parts: WriteParts, facts: ReadFacts, { wish, draft, order_id }: Survivor, at: Date): OrderRow {
  const { fees, shop_id } = facts;
  const minutes = draft.flash_sale_id === null ? fees.unpaid_close_minutes : fees.flash_unpaid_close_minutes;
  return {
    shop_id,
    order_id,
    buyer_id: wish.buyer_id,
    idempotency_key: wish.idempotency_key,
    fingerprint: wish.fingerprint,
    state: "unpaid",
    close_reason: null,
    goods: draft.goods,
    shipping: draft.shipping,
    shop_discount: draft.shop_discount,
    subsidy: draft.subsidy,
    total: draft.total,
    refunded_goods: 0n,
    refunded_shipping: 0n,
    subsidy_returned: null,
    checkout_id: wish.checkout_id,
    flash_sale_id: draft.flash_sale_id,
    delivery_sealed: parts.sealOnce(draft.delivery),
    delivery_changed_sealed: null,
    moment: draft.moment,
    policy_id: fees.policy_id,
    take_rate_permille: fees.take_rate_permille,
    settlement_days: fees.settlement_days,
    auto_receive_days: fees.auto_receive_days,
    dispatch_hours: Math.min(...draft.lines.map((line) => line.page.item_page.dispatch_hours)),
    ship_by: null,
    shipping_basis: draft.shipping_basis,
    settlement_held: false,
    placed_at: at,
    pay_by: new Date(at.getTime() + minutes * 60_000),
    paid_at: null,
    shipped_at: null,
    auto_receive_at: null,
    receipt_extended_at: null,
    received_at: null,
    settles_at: null,
    settled_at: null,
    closed_at: null,
  };
}

function linesOf(ctx: Context, shop_id: string, { draft, order_id }: Survivor): LineRow[] {
  return draft.lines.map((line, position) => ({
    shop_id,
    order_id,
    // An order of one line shares its signs with it; further lines have their own.
    line_id: position === 0 ? idBeside(order_id, "line") : newId(ctx, "line"),
    position,
    product_id: line.product_id,
    variant_id: line.variant_id,
    quantity: line.quantity,
    unit_price: line.unit_price,
    shop_discount: line.shop_discount,
    subsidy: line.subsidy,
    page_hash: line.page_hash,
  }));
}

/** Seals what orders are delivered to, the same text once while it is remembered. Remembered by a fingerprint, not by the text. */
export function sealerOnce(seal: (delivery: Delivery) => string, max: number): (delivery: Delivery) => string {
  const sealed = new Map<string, string>();
  return (delivery) => {
    const key = createHash("sha256").update(JSON.stringify(delivery)).digest("base64url");
    const known = sealed.get(key);
    if (known !== undefined) return known;
    const made = seal(delivery);
    if (sealed.size >= max) sealed.clear();
    sealed.set(key, made);
    return made;
  };
}

/** Reserves off the shelf, or out of what a flash sale has set aside. */
async function reserveAll(
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  made: readonly { readonly order: OrderRow; readonly lines: readonly LineRow[] }[],
): Promise<void> {
  const shelf = made.filter(({ order }) => order.flash_sale_id === null).flatMap(({ lines }) => lines);
  const aside = made.flatMap(({ order: { flash_sale_id }, lines }) =>
    flash_sale_id === null ? [] : lines.map((line) => ({ ...line, holder_id: flash_sale_id })),
  );
  await deps.inventory.reserve(tx, shop_id, shelf);
  await deps.inventory.reserveAside(tx, shop_id, aside);
}
