import { aftersaleRoutes } from "../../../contract/aftersale-routes.ts";
import type { AftersaleSide } from "../../../contract/aftersale-words.ts";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { orderRoutes } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import { keyedRequest } from "../orders/index.ts";
import { actOnAftersale } from "./act-on-aftersale.ts";
import { applyAftersale, quoteAftersale } from "./apply-aftersale.ts";
import type { AftersaleParts } from "./deps.ts";
import { keepRules, readRules } from "./keep-rules.ts";
import { countAftersales, listForBuyer, listForShop } from "./list-aftersales.ts";
import { purposes } from "./purposes.ts";
import { readAftersales } from "./read-aftersales.ts";
import { refundOrder } from "./refund-order.ts";
import { aftersalesByKey, findAnyAftersale, findBuyersAftersale, ofOrders } from "./store.ts";
import type { AftersaleKey } from "./tables.ts";

/** What the audit log calls an operator's steps. */
const ruledAs = {
  rule_for_buyer: { action: "aftersales.rule_for_buyer" },
  rule_for_seller: { action: "aftersales.rule_for_seller" },
  execute: { action: "aftersales.execute" },
  reopen: { action: "aftersales.reopen" },
  pay_again: { action: "aftersales.pay_again" },
} as const;

export function bindAftersalesRoutes(parts: AftersaleParts): BoundRoute[] {
  return [...buyerRoutes(parts), ...shopRoutes(parts), ...operatorRoutes(parts)];
}

/** Does something once per Idempotency-Key and repeats the first answer; it names people and addresses, so it is kept as ciphertext. */
async function answerOnce(
  { ctx }: AftersaleParts,
  request: Parameters<typeof once>[2],
  act: (tx: Tx) => Promise<Aftersale>,
): Promise<Aftersale> {
  const sealed = await ctx.db.transact((tx) =>
    once(tx, ctx.clock, request, async () => ctx.seal.seal(JSON.stringify(await act(tx)), purposes.answer)),
  );
  return JSON.parse(ctx.seal.open(sealed, purposes.answer)) as Aftersale;
}

async function show(parts: AftersaleParts, tx: Tx, key: AftersaleKey, side: AftersaleSide): Promise<Aftersale> {
  return present((await readAftersales(parts, tx, [key], side))[0], "an after-sale that was found exists");
}

function buyerRoutes(parts: AftersaleParts): BoundRoute[] {
  const { ctx, deps } = parts;
  const { reader } = ctx.db;
  const ownOrder = async (caller: Parameters<typeof deps.orders.find>[0], order_id: string) => {
    const found = await deps.orders.find(caller, order_id);
    return found.view === "buyer" ? found.key : refuse("not_found");
  };
  const own = async (account_id: string, aftersale_id: string) =>
    (await findBuyersAftersale(reader, account_id, aftersale_id)) ?? refuse("not_found");
  return [
    handle(aftersaleRoutes.quoteAftersale, async (call) => {
      const key = await ownOrder(call.caller, call.params.order_id);
      return ctx.db.transact(async (tx) => {
        const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id);
        return quoteAftersale(parts, tx, order ?? refuse("not_found"), call.body);
      });
    }),
    handle(aftersaleRoutes.applyAftersale, async (call) => {
      const key = await ownOrder(call.caller, call.params.order_id);
      return answerOnce(parts, keyedRequest(aftersaleRoutes.applyAftersale, call), async (tx) =>
        show(parts, tx, await applyAftersale(parts, tx, key, call.caller.account_id, call.body), "buyer"),
      );
    }),
    handle(aftersaleRoutes.listOrderAftersales, async (call) => {
      const { key, view } = await deps.orders.find(call.caller, call.params.order_id);
      const rows = await ofOrders(reader, key.shop_id, [key.order_id]);
      const side = view === "shop" ? "seller" : view;
      const data = await readAftersales(parts, reader, rows.toReversed(), side);
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(aftersaleRoutes.listMyAftersales, (call) => listForBuyer(parts, call.caller.account_id, call.query)),
    handle(aftersaleRoutes.getAftersale, async (call) => {
      const key = await own(call.caller.account_id, call.params.aftersale_id);
      return present((await readAftersales(parts, reader, [key], "buyer"))[0], "an after-sale that was found exists");
    }),
    handle(aftersaleRoutes.actAsBuyer, async (call) => {
      const { account_id } = call.caller;
      const key = await own(account_id, call.params.aftersale_id);
      return answerOnce(parts, keyedRequest(aftersaleRoutes.actAsBuyer, call), async (tx) => {
        await actOnAftersale(parts, tx, key, { by: "buyer", account_id }, call.body);
        return show(parts, tx, key, "buyer");
      });
    }),
  ];
}

function shopRoutes(parts: AftersaleParts): BoundRoute[] {
  const { ctx, deps } = parts;
  const { reader } = ctx.db;
  const staff = deps.shops.requireStaff;
  const inShop = async (key: AftersaleKey): Promise<AftersaleKey> =>
    (await aftersalesByKey(reader, [key]))[0] ?? refuse("not_found");
  return [
    handle(aftersaleRoutes.listShopAftersales, async (call) => {
      await staff(reader, call.params.shop_id, call.caller.account_id, "orders");
      return listForShop(parts, call.params.shop_id, call.query, "seller");
    }),
    handle(aftersaleRoutes.countShopAftersales, async (call) => {
      await staff(reader, call.params.shop_id, call.caller.account_id, "member");
      return countAftersales(parts, call.params.shop_id);
    }),
    handle(aftersaleRoutes.getShopAftersale, async (call) => {
      await staff(reader, call.params.shop_id, call.caller.account_id, "orders");
      const key = await inShop(call.params);
      return present((await readAftersales(parts, reader, [key], "seller"))[0], "an after-sale that was found exists");
    }),
    handle(aftersaleRoutes.actAsSeller, async (call) => {
      const { account_id } = call.caller;
      await staff(reader, call.params.shop_id, account_id, "orders");
      const key = await inShop(call.params);
      return answerOnce(parts, keyedRequest(aftersaleRoutes.actAsSeller, call), async (tx) => {
        await actOnAftersale(parts, tx, key, { by: "seller", account_id }, call.body);
        return show(parts, tx, key, "seller");
      });
    }),
    handle(aftersaleRoutes.getAftersaleRules, async (call) => {
      await staff(reader, call.params.shop_id, call.caller.account_id, "orders");
      return readRules(parts, reader, call.params.shop_id);
    }),
    handle(aftersaleRoutes.setAftersaleRules, async (call) => {
      const { shop_id } = call.params;
      await staff(reader, shop_id, call.caller.account_id, "settings");
      return ctx.db.transact(async (tx) => {
        await keepRules(parts, tx, shop_id, call.body);
        return readRules(parts, tx, shop_id);
      });
    }),
  ];
}

function operatorRoutes(parts: AftersaleParts): BoundRoute[] {
  const { ctx, deps } = parts;
  const { reader } = ctx.db;
  const any = async (aftersale_id: string) => (await findAnyAftersale(reader, aftersale_id)) ?? refuse("not_found");
  return [
    handle(aftersaleRoutes.listAllAftersales, (call) =>
      listForShop(parts, call.query.shop_id ?? null, call.query, "operator"),
    ),
    handle(aftersaleRoutes.countAllAftersales, () => countAftersales(parts, null)),
    handle(aftersaleRoutes.getAnyAftersale, async (call) => {
      const key = await any(call.params.aftersale_id);
      return ctx.db.transact(async (tx) => {
        const { account_id } = call.caller;
        await deps.accounts.audit(tx, [
          { account_id, action: "aftersales.aftersale_shown", subject_id: key.aftersale_id, reason: null },
        ]);
        return show(parts, tx, key, "operator");
      });
    }),
    handle(aftersaleRoutes.actAsOperator, async (call) => {
      const { account_id } = call.caller;
      const key = await any(call.params.aftersale_id);
      return answerOnce(parts, keyedRequest(aftersaleRoutes.actAsOperator, call), async (tx) => {
        const [row] = await aftersalesByKey(tx, [key]);
        const staff = (await deps.shops.staffOf(tx, [key.shop_id])).get(key.shop_id);
        // Nobody decides on what they bought or sold themselves.
        if (row?.buyer_id === account_id || staff?.has(account_id) === true) refuse("own_matter");
        await actOnAftersale(parts, tx, key, { by: "operator", account_id }, call.body);
        await deps.accounts.audit(tx, [
          {
            account_id,
            ...ruledAs[call.body.action],
            subject_id: key.aftersale_id,
            reason: call.body.note === "" ? null : call.body.note,
          },
        ]);
        return show(parts, tx, key, "operator");
      });
    }),
    handle(orderRoutes.refundOrder, async (call) => {
      const { key } = await deps.orders.find(call.caller, call.params.order_id);
      return deps.orders.answerOnce(keyedRequest(orderRoutes.refundOrder, call), async (tx) => {
        await refundOrder(parts, tx, key, { reason: call.body.reason, decided_by: call.caller.account_id });
        return present((await deps.orders.orders(tx, [key], "operator"))[0], "an order that was found exists");
      });
    }),
  ];
}
