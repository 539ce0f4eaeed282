import type { CheckoutCloseReason, CheckoutState } from "../../../../contract/checkout.ts";
import type { ChannelItem } from "../../../../contract/socket.ts";
import { assert, present } from "../../../kernel/assert.ts";
import { accountChannel } from "../../../kernel/channel.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { mergedLines } from "../cart/cart.ts";
import { changeCart } from "../cart/change-cart.ts";
import { saveCartLines } from "../cart/store.ts";
import type { CartLineRow } from "../cart/tables.ts";
import type { OrderDeps } from "../deps.ts";
import { ordersByKey } from "../store.ts";
import { checkoutTransitions, stateAfter } from "./checkout.ts";
import { lockCheckout, partsOf, saveCheckout, savePart } from "./store.ts";
import type { CheckoutKey, CheckoutRow, PartRow } from "./tables.ts";
import { wireCheckout } from "./view-checkout.ts";

const answer_purpose = "orders.checkout_answer";
export const openAnswer = (ctx: Context, sealed: string): unknown => JSON.parse(ctx.seal.open(sealed, answer_purpose));

/** What somebody decided about a checkout: parts that moved, and a state beside what the parts lead to. */
export interface Change {
  readonly parts?: readonly PartRow[];
  readonly state?: CheckoutState;
  readonly close_reason?: CheckoutCloseReason;
}

/**
 * Changes a checkout under its lock, and does once what belongs to each step: a deadline for the choice, the one charge of
 * the orders that stand, the answer that its key repeats; what came to nothing goes back into the cart. Does nothing
 * where `decide` has nothing to change.
 */
export async function changeCheckout(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  key: CheckoutKey,
  decide: (row: CheckoutRow, parts: readonly PartRow[]) => Change | null,
): Promise<CheckoutRow> {
  const before = present(await lockCheckout(tx, key), "a checkout that was found exists");
  const parts_before = (await partsOf(tx, key.account_id, [key.checkout_id])).get(key.checkout_id) ?? [];
  const change = decide(before, parts_before);
  if (change === null) return before;
  const moved = new Map((change.parts ?? []).map((part) => [part.shop_id, part]));
  const parts = parts_before.map((part) => moved.get(part.shop_id) ?? part);
  const wanted = change.state ?? before.state;
  assert(
    wanted === before.state || checkoutTransitions[before.state].includes(wanted),
    `a checkout goes from ${before.state} to ${wanted}`,
  );
  const state = stateAfter(wanted, parts);
  const at = ctx.clock.now();
  const standing = parts.filter((part) => part.state === "placed");
  const entered = (one: CheckoutState): boolean => state === one && before.state !== one;
  const row: CheckoutRow = {
    ...before,
    state,
    close_reason: closeReasonOf(before, state, change.close_reason),
    choose_by: entered("awaiting_choice") ? new Date(at.getTime() + limits.checkout_choice_ms) : before.choose_by,
    pay_by:
      standing.length > 0 && (entered("awaiting_choice") || entered("open"))
        ? await payBy(tx, standing)
        : before.pay_by,
  };
  for (const part of moved.values()) await savePart(tx, part);
  const left = before.state === "placing" && state !== "placing";
  const answer_sealed = left ? await answerOf(ctx, deps, tx, row, parts) : before.answer_sealed;
  await saveCheckout(tx, { ...row, answer_sealed });
  if (entered("awaiting_choice"))
    await ctx.timers.set(tx, [timerOf(key, "orders.checkout_choose", present(row.choose_by, "there is a deadline"))]);
  if (entered("closing")) await resumeSoon(ctx, tx, key);
  if (entered("open")) await charge(ctx, deps, tx, key.account_id, standing, present(row.pay_by, "it can be paid"));
  await putBack(ctx, tx, key.account_id, parts_before, parts);
  if (state !== before.state)
    ctx.db.afterCommit(tx, () =>
      ctx.channel.publish(accountChannel(key.account_id), {
        t: "checkout",
        checkout_id: key.checkout_id,
        state,
      } satisfies ChannelItem),
    );
  return { ...row, answer_sealed };
}

const timerOf = (key: CheckoutKey, name: string, due_at: Date) => ({
  kind: "account" as const,
  key: key.account_id,
  name,
  subject_id: key.checkout_id,
  due_at,
});

/** Should whoever is at it die, somebody goes on. */
export async function resumeSoon(ctx: Context, tx: Tx, key: CheckoutKey): Promise<void> {
  const due_at = new Date(ctx.clock.nowMs() + limits.checkout_resume_ms);
  await ctx.timers.set(tx, [timerOf(key, "orders.checkout_resume", due_at)]);
}

/** Why a checkout is, or is about to be, closed. Without a word of anybody's its orders were cancelled one by one. */
function closeReasonOf(
  before: CheckoutRow,
  state: CheckoutState,
  said: CheckoutCloseReason | undefined,
): CheckoutCloseReason | null {
  if (state !== "closing" && state !== "closed") return null;
  return before.close_reason ?? said ?? (before.state === "placing" ? "refused" : "cancelled");
}

/** A checkout must be paid before the first of its orders closes. */
async function payBy(tx: Tx, standing: readonly PartRow[]): Promise<Date> {
  const orders = await ordersByKey(tx, keysOf(standing));
  return new Date(Math.min(...orders.map((order) => order.pay_by.getTime())));
}

export const keysOf = (parts: readonly PartRow[]) =>
  parts.flatMap(({ shop_id, order_id }) => (order_id === null ? [] : [{ shop_id, order_id }]));

/** One payment for the orders of several shops; a single order is paid as any other. */
async function charge(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  account_id: string,
  standing: readonly PartRow[],
  expires_at: Date,
): Promise<void> {
  if (standing.length < 2) return;
  const keys = keysOf(standing);
  const intents = await deps.payments.intentsAcross(tx, keys);
  const members = standing.map(({ shop_id, order_id, total }) => {
    const intent = present(intents.get(order_id ?? ""), "an order that stands has its intent");
    assert(BigInt(intent.amount.amount) === total, "a part costs what its order is paid with");
    return { shop_id, order_id: order_id ?? "", intent_id: intent.id, amount: total };
  });
  await deps.payments.createCharge?.(tx, { id: newId(ctx, "pi"), account_id, members, expires_at }, ctx.clock.now());
}

async function answerOf(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  row: CheckoutRow,
  parts: readonly PartRow[],
): Promise<string> {
  const cards = await deps.shops.cards(
    tx,
    parts.map((part) => part.shop_id),
  );
  return ctx.seal.seal(JSON.stringify(wireCheckout(row, parts, cards, ctx.config.currency)), answer_purpose);
}

/** What came to nothing goes back where it came from: refused lines as they were, let-go ones without being selected. */
async function putBack(
  ctx: Context,
  tx: Tx,
  account_id: string,
  before: readonly PartRow[],
  parts: readonly PartRow[],
): Promise<void> {
  const ended = parts.filter(
    (part, index) => (part.state === "refused" || part.state === "closed") && before[index]?.state !== part.state,
  );
  const brought = ended.flatMap((part) =>
    part.lines.map((line): CartLineRow => ({
      account_id,
      variant_id: line.variant_id,
      product_id: line.product_id,
      shop_id: part.shop_id,
      quantity: line.quantity,
      selected: part.state === "refused",
      price_seen: BigInt(line.price_seen),
      put_in_at: new Date(line.put_in_at),
      moment: line.moment,
    })),
  );
  if (brought.length === 0) return;
  await changeCart(ctx, tx, account_id, async (lines) => {
    await saveCartLines(tx, mergedLines([...lines.values()], brought, limits.cart_lines_max));
  });
}
