import type { Order } from "../../../contract/orders.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { errorCodeOf, isDatabaseAway, type Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { Intake, type Outcome } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { shelfOf, wantedOf } from "./allotment.ts";
import type { OrderDeps } from "./deps.ts";
import { sealDelivery } from "./delivery.ts";
import { asExpected, draftOrder, pagesOnce, type Draft, type MomentAnswer, type Wish } from "./draft.ts";
import { factOf, gistOf } from "./gist.ts";
import { lockPricing, type BatchPricing } from "./pricing.ts";
import { readOrdersAsPlaced } from "./read-orders.ts";
import {
  doNotWaitForDisk,
  fileForBuyers,
  insertLines,
  insertOrders,
  keepPages,
  ordersFiledElsewhere,
  savedOrders,
} from "./store.ts";
import type { LineRow, OrderRow } from "./tables.ts";

/** A wish on its way through the intake. */
interface Member {
  readonly shop_id: string;
  readonly wish: Wish;
}
interface Placed {
  readonly wish: Wish;
  readonly draft: Draft;
  readonly order: OrderRow;
  readonly lines: readonly LineRow[];
}

const keyOfWish = (wish: { buyer_id: string; idempotency_key: string }): string =>
  `${wish.buyer_id} ${wish.idempotency_key}`;
const refused = (refusal: Refusal): Outcome<never> => ({ ok: false, refusal });
const reused = (): Outcome<never> => refused(new Refusal("idempotency_key_reused"));

/**
 * Placing orders through the kernel's intake: one lane per shop, one transaction per batch, each caller its own answer
 * (DESIGN §3). However many wishes a batch has, it asks the database about twenty questions.
 */
export function createOrderIntake(
  ctx: Context,
  deps: OrderDeps,
): { place(shop_id: string, wish: Wish): Promise<Order>; readonly waiting_count: number } {
  const intake = new Intake<Member, Order>({
    batch_max: limits.order_batch_max,
    queue_max: limits.intake_queue_per_lane_max,
    laneOf: (member) => member.shop_id,
    run: (shop_id, members) =>
      placeBatch(
        ctx,
        deps,
        shop_id,
        members.map((member) => member.wish),
      ),
    isShared: isDatabaseAway,
    reach: ctx.reach,
  });
  return {
    place: (shop_id, wish) => intake.submit({ shop_id, wish }),
    get waiting_count() {
      return intake.waiting_count;
    },
  };
}

/** Places what can be placed and answers everyone. Whoever comes with a key of an earlier member gets that member's answer. */
async function placeBatch(
  ctx: Context,
  deps: OrderDeps,
  shop_id: string,
  wishes: readonly Wish[],
): Promise<Outcome<Order>[]> {
  const leaders = new Map<string, Wish>();
  for (const wish of wishes) if (!leaders.has(keyOfWish(wish))) leaders.set(keyOfWish(wish), wish);
  const led = [...leaders.values()];
  const outcomes = new Map<Wish, Outcome<Order>>(
    (await answer(ctx, deps, shop_id, led)).map((outcome, index) => [
      present(led[index], "an outcome for each"),
      outcome,
    ]),
  );
  const again: Wish[] = [];
  for (const wish of wishes) {
    const leader = present(leaders.get(keyOfWish(wish)), "every key has a leader");
    const outcome = present(outcomes.get(leader), "every leader has an outcome");
    if (wish.fingerprint === leader.fingerprint) outcomes.set(wish, outcome);
    else if (outcome.ok) outcomes.set(wish, reused());
    // A refusal keeps nothing, so another content may use the key.
    else again.push(wish);
  }
  if (again.length > 0)
    for (const [index, outcome] of (await placeBatch(ctx, deps, shop_id, again)).entries())
      outcomes.set(present(again[index], "an outcome for each"), outcome);
  return wishes.map((wish) => present(outcomes.get(wish), "every wish has an outcome"));
}

/**
 * One transaction, then one reading of what stands in it. If the reading fails after the commit the intake tries halves
 * again, and they find their orders saved: placing is safe to repeat by its keys.
 */
async function answer(
  ctx: Context,
  deps: OrderDeps,
  shop_id: string,
  wishes: readonly Wish[],
): Promise<Outcome<Order>[]> {
  const placed = await placeOnce(ctx, deps, shop_id, wishes);
  ctx.reach("orders.place: committed, not filed");
  const filed = placed.flatMap((outcome, index) => {
    const wish = present(wishes[index], "an outcome for each");
    return outcome.ok
      ? [
          {
            account_id: wish.buyer_id,
            order_id: outcome.value,
            shop_id,
            idempotency_key: wish.idempotency_key,
            fingerprint: wish.fingerprint,
          },
        ]
      : [];
  });
  if (filed.length > 0) {
    // A buyer finds the order in their list as soon as they have the answer. The outbox files it too, should this be lost.
    await ctx.db.transact(async (tx) => {
      await doNotWaitForDisk(tx);
      await fileForBuyers(tx, filed);
    });
  }
  ctx.reach("orders.place: filed, not answered");
  const orders = new Map((await readOrdersAsPlaced(ctx, deps, ctx.db.reader, filed)).map((order) => [order.id, order]));
  return placed.map((outcome) =>
    outcome.ok ? { ok: true, value: present(orders.get(outcome.value), "a placed order can be read") } : outcome,
  );
}

/** True where another process placed an order under the same key between our looking and our writing. */
function isRepeat(error: unknown): boolean {
  return errorCodeOf(error) === "23505" && (error as { constraint?: unknown }).constraint === "order_once";
}

async function placeOnce(
  ctx: Context,
  deps: OrderDeps,
  shop_id: string,
  wishes: readonly Wish[],
): Promise<Outcome<string>[]> {
  const elsewhere = new Set((await ordersFiledElsewhere(ctx.db.reader, shop_id, wishes)).map(keyOfWish));
  const act = () => ctx.db.transact((tx) => placeInTransaction(ctx, deps, tx, shop_id, wishes, elsewhere));
  try {
    return await act();
  } catch (error) {
    if (!isRepeat(error)) throw error;
    return act();
  }
}

/** Saved answers first; then facts, lock, decide, write. Gives order ids. */
async function placeInTransaction(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  wishes: readonly Wish[],
  elsewhere: ReadonlySet<string>,
): Promise<Outcome<string>[]> {
  const outcomes = new Map<Wish, Outcome<string>>();
  const saved = new Map((await savedOrders(tx, shop_id, wishes)).map((one) => [keyOfWish(one), one]));
  for (const wish of wishes) {
    const first = saved.get(keyOfWish(wish));
    if (first !== undefined)
      outcomes.set(wish, first.fingerprint === wish.fingerprint ? { ok: true, value: first.order_id } : reused());
    else if (elsewhere.has(keyOfWish(wish))) outcomes.set(wish, reused());
  }
  const at = ctx.clock.now();
  const drafts = await draftAll(
    deps,
    tx,
    shop_id,
    wishes.filter((wish) => !outcomes.has(wish)),
    at,
    outcomes,
  );
  const members = [...drafts.entries()];
  if (members.length > 0) {
    const pricing = await lockPricing(deps, tx, shop_id, members, at);
    const stock = await deps.inventory.lock(
      tx,
      shop_id,
      [...new Set(members.flatMap(([, draft]) => draft.lines.map((line) => line.variant_id)))].toSorted(),
    );
    const shelf = shelfOf(new Map([...stock].map(([variant_id, row]) => [variant_id, row.available])));
    const survivors: [Wish, Draft][] = [];
    for (const [wish, draft] of members) {
      const decided = admit(shelf, pricing, wish, draft);
      if (decided instanceof Refusal) outcomes.set(wish, refused(decided));
      else survivors.push([wish, decided]);
    }
    const placed = await writeAll(ctx, deps, tx, shop_id, survivors, at);
    await pricing.write(tx, placed, at);
    for (const one of placed) outcomes.set(one.wish, { ok: true, value: one.order.order_id });
  }
  return wishes.map((wish) => present(outcomes.get(wish), "every wish is decided"));
}

/** One member's turn, in order of arrival: what it costs now, and whether there is stock for it. */
function admit(shelf: ReturnType<typeof shelfOf>, pricing: BatchPricing, wish: Wish, draft: Draft): Draft | Refusal {
  const priced = pricing.price(wish, draft);
  const expected = priced instanceof Refusal ? priced : asExpected(wish, priced);
  if (expected instanceof Refusal) return expected;
  const share = shelf.take(wantedOf(expected.lines));
  if (!share.ok)
    return new Refusal("sold_out", {
      param: `lines.${expected.lines.findIndex((line) => line.variant_id === share.variant_id)}.quantity`,
      details: { available: share.available },
    });
  pricing.take(wish, expected);
  return expected;
}

/** Asks each door once for the whole batch, then says of each wish what order it would be; refusals go into `outcomes`. */
async function draftAll(
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  wishes: readonly Wish[],
  at: Date,
  outcomes: Map<Wish, Outcome<string>>,
): Promise<Map<Wish, Draft>> {
  const drafts = new Map<Wish, Draft>();
  if (wishes.length === 0) return drafts;
  const quotes = await deps.catalog.quote(tx, [
    ...new Set(wishes.flatMap((wish) => wish.fields.lines.map((line) => line.variant_id))),
  ]);
  const verified = (await deps.shops.verifiedSellers(tx, [shop_id], at)).has(shop_id);
  const staff = (await deps.shops.staffOf(tx, [shop_id])).get(shop_id) ?? new Set<string>();
  const asked = wishes.flatMap((wish) =>
    wish.fields.moment === null ? [] : [{ wish, wanted: { shop_id, ...wish.fields.moment } }],
  );
  const answers =
    asked.length === 0
      ? []
      : await deps.live.moments(
          tx,
          asked.map((one) => one.wanted),
          at,
        );
  assert(answers.length === asked.length, "every moment is answered");
  const moments = new Map<Wish, MomentAnswer>(
    asked.map((one, index) => [one.wish, present(answers[index], "every moment is answered")]),
  );
  const page = pagesOnce();
  for (const wish of wishes) {
    const draft = draftOrder(wish, { shop_id, quotes, verified, staff }, moments.get(wish) ?? null, page);
    if (draft instanceof Refusal) outcomes.set(wish, refused(draft));
    else drafts.set(wish, draft);
  }
  return drafts;
}

/** Writes the survivors, all doors in turn, one statement each. */
async function writeAll(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  survivors: readonly (readonly [Wish, Draft])[],
  at: Date,
): Promise<Placed[]> {
  if (survivors.length === 0) return [];
  const quote = present((await deps.programs.quote(tx, [shop_id], at)).get(shop_id), "every shop has a fee policy");
  const pay_by = new Date(at.getTime() + quote.unpaid_close_minutes * 60_000);
  const placed = survivors.map(([wish, draft]): Placed => {
    const order_id = newId(ctx, "ord");
    const order: OrderRow = {
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
      checkout_id: wish.checkout_id,
      flash_sale_id: draft.flash_sale_id,
      delivery_sealed: sealDelivery(ctx.seal, draft.delivery),
      delivery_changed_sealed: null,
      moment: draft.moment,
      policy_id: quote.policy_id,
      take_rate_permille: quote.take_rate_permille,
      settlement_days: quote.settlement_days,
      auto_receive_days: quote.auto_receive_days,
      dispatch_hours: Math.min(...draft.lines.map((line) => line.page.item_page.dispatch_hours)),
      ship_by: null,
      shipping_basis: draft.shipping_basis,
      settlement_held: false,
      placed_at: at,
      pay_by,
      paid_at: null,
      shipped_at: null,
      auto_receive_at: null,
      receipt_extended_at: null,
      received_at: null,
      settles_at: null,
      settled_at: null,
      closed_at: null,
    };
    const lines = draft.lines.map((line, position) => ({
      shop_id,
      order_id,
      line_id: newId(ctx, "line"),
      position,
      product_id: line.product_id,
      variant_id: line.variant_id,
      quantity: line.quantity,
      unit_price: line.unit_price,
      shop_discount: line.shop_discount,
      subsidy: line.subsidy,
      page_hash: line.page_hash,
    }));
    return { wish, draft, order, lines };
  });
  const lines = placed.flatMap((one) => one.lines);
  await insertOrders(
    tx,
    placed.map((one) => one.order),
  );
  await keepPages(
    tx,
    shop_id,
    new Map(placed.flatMap((one) => one.draft.lines.map((line) => [line.page_hash, line.page]))),
  );
  await insertLines(tx, lines);
  await deps.inventory.reserve(tx, shop_id, lines);
  await deps.payments.createIntents(
    tx,
    placed.map(({ order }) => ({
      id: newId(ctx, "pi"),
      shop_id,
      order_id: order.order_id,
      buyer_id: order.buyer_id,
      amount: order.total,
      expires_at: pay_by,
    })),
    at,
  );
  await ctx.timers.set(
    tx,
    placed.map(({ order }) => ({
      kind: "shop",
      key: shop_id,
      name: "orders.unpaid_close",
      subject_id: order.order_id,
      due_at: pay_by,
    })),
  );
  await ctx.outbox.emit(
    tx,
    placed.map(({ order, draft }) => ({ type: "order.placed", ...factOf(order), ...gistOf(order, draft.lines) })),
  );
  return placed;
}
