import { Checkout, checkoutRoutes } from "../../../../contract/checkout.ts";
import { idOf } from "../../../../contract/ids.ts";
import type { Route } from "../../../../contract/http.ts";
import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import { wireMoney } from "../../../kernel/money.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute } from "../../../kernel/routing.ts";
import { once } from "../../../kernel/saved-answers.ts";
import { keyedRequest } from "../answer-once.ts";
import type { OrderDeps } from "../deps.ts";
import { payOrder } from "../pay-order.ts";
import { advanceCheckout, type Advancing } from "./advance-checkout.ts";
import { changeCheckout, keysOf, openAnswer } from "./change-checkout.ts";
import { totalOf } from "./checkout.ts";
import { createCheckout } from "./create-checkout.ts";
import { quoteCheckout } from "./quote-checkout.ts";
import { checkoutById, listCheckouts, partsOf } from "./store.ts";
import type { CheckoutKey, CheckoutRow } from "./tables.ts";
import { readCheckouts } from "./view-checkout.ts";

export function bindCheckoutRoutes(advancing: Advancing): BoundRoute[] {
  const { ctx, deps } = advancing;
  const own = async (account_id: string, checkout_id: string): Promise<CheckoutRow> =>
    (await checkoutById(ctx.db.reader, { account_id, checkout_id })) ?? refuse("not_found");
  const look = async (row: CheckoutRow) =>
    present((await readCheckouts(ctx, deps, ctx.db.reader, [row]))[0], "a checkout that was found can be read");
  return [
    handle(checkoutRoutes.quoteCheckout, ({ caller, body }) => quoteCheckout(ctx, deps, caller.account_id, body)),
    handle(checkoutRoutes.createCheckout, async (call) => {
      const { account_id } = call.caller;
      const key = await createCheckout(ctx, deps, { account_id, key: keyOf(call), fields: call.body });
      ctx.reach("orders.checkout: written, nothing placed");
      const row = await advanceCheckout(advancing, key);
      // Some shop's lane is full, or PostgreSQL is away: asking again with the same key goes on from here.
      if (row.answer_sealed === null) return refuse("unavailable");
      return Checkout.parse(openAnswer(ctx, row.answer_sealed));
    }),
    handle(checkoutRoutes.listCheckouts, async ({ caller: { account_id }, query }) => {
      if (query.cursor !== undefined && !idOf("chk").safeParse(query.cursor).success)
        refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
      const rows = await listCheckouts(ctx.db.reader, account_id, {
        before: query.cursor ?? null,
        limit: query.limit + 1,
        unpaid: query.state === "unpaid",
      });
      const page = rows.slice(0, query.limit);
      const has_more = rows.length > page.length;
      return {
        object: "list" as const,
        data: await readCheckouts(ctx, deps, ctx.db.reader, page),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.checkout_id ?? null) : null,
      };
    }),
    handle(checkoutRoutes.getCheckout, async ({ caller, params }) =>
      look(await own(caller.account_id, params.checkout_id)),
    ),
    handle(checkoutRoutes.takeRest, async (call) => {
      const row = await own(call.caller.account_id, call.params.checkout_id);
      await bindKey(ctx, checkoutRoutes.takeRest, call);
      return look(
        await ctx.db.transact((tx) =>
          changeCheckout(ctx, deps, tx, row, ({ state }) => {
            if (state === "open") return null;
            return state === "awaiting_choice" ? { state: "open" } : refuse("checkout_state", { details: { state } });
          }),
        ),
      );
    }),
    handle(checkoutRoutes.payCheckout, async (call) => {
      const row = await own(call.caller.account_id, call.params.checkout_id);
      await bindKey(ctx, checkoutRoutes.payCheckout, call);
      const { first, together, amount } = await toPay(ctx, row);
      const options = { ...call.body, locale: call.request.locale, address: call.request.address };
      const intent = await payOrder(ctx, deps, first, options, together);
      return {
        object: "checkout_payment" as const,
        checkout_id: row.checkout_id,
        amount: wireMoney(amount, ctx.config.currency),
        provider: intent.provider,
        pay_url: intent.pay_url,
        pay_code: intent.pay_code,
        expires_at: intent.expires_at,
      };
    }),
    handle(checkoutRoutes.cancelCheckout, async (call) => {
      const row = await own(call.caller.account_id, call.params.checkout_id);
      await bindKey(ctx, checkoutRoutes.cancelCheckout, call);
      await ctx.db.transact((tx) => startCancel(ctx, deps, tx, row));
      return look(await advanceCheckout(advancing, row));
    }),
  ];
}

/** A key belongs to one request; the answer is asked for each time, since what is done is done once anyway. */
async function bindKey(ctx: Context, route: Route, call: Parameters<typeof keyedRequest>[1]): Promise<void> {
  await ctx.db.transact((tx) => once(tx, ctx.clock, keyedRequest(route, call), () => Promise.resolve({})));
}

/** Any order that waits to be paid leads to the one page where all are; and what they come to. */
async function toPay(ctx: Context, row: CheckoutRow) {
  if (row.state === "paid") refuse("already_paid");
  if (row.state === "closed" && row.close_reason === "expired") refuse("order_expired");
  if (row.state !== "open") refuse("checkout_state", { details: { state: row.state } });
  const parts = (await partsOf(ctx.db.reader, row.account_id, [row.checkout_id])).get(row.checkout_id) ?? [];
  const standing = parts.filter((part) => part.state === "placed");
  const together = keysOf(standing);
  const first = together[0] ?? refuse("already_paid");
  return { first, together, amount: totalOf(standing) };
}

async function startCancel(
  ctx: Context,
  deps: OrderDeps,
  tx: Parameters<Parameters<Context["db"]["transact"]>[0]>[0],
  key: CheckoutKey,
): Promise<void> {
  await changeCheckout(ctx, deps, tx, key, ({ state }) => {
    if (state === "closing" || state === "closed") return null;
    if (state === "paid") return refuse("already_paid");
    if (state === "placing") return refuse("checkout_state", { details: { state } });
    return { state: "closing", close_reason: state === "awaiting_choice" ? "released" : "cancelled" };
  });
}
