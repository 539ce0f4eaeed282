import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { Admission, asksNothing, type Ask, type FlashShare, type Reduction } from "../promotion/index.ts";
import type { OrderDeps } from "./deps.ts";
import type { Draft, Wish } from "./draft.ts";
import { goodsOf } from "./order.ts";
import { freightOf } from "./shipping.ts";
import type { OrderRow } from "./tables.ts";

/** A member of a batch that got all it asked for. */
export interface Taken {
  readonly wish: Wish;
  readonly draft: Draft;
  readonly order: OrderRow;
}

/**
 * What the members of one batch cost once everything that is limited besides stock was asked. `price` and `take` are pure
 * but for what they remember of the batch: they are called in order of arrival, `take` only for whoever also gets stock.
 */
export interface BatchPricing {
  /** The draft as it is priced now that its turn has come, or why it may not be. Uses nothing up yet. */
  price(wish: Wish, draft: Draft): Draft | Refusal;
  /** This member is placed: what it used is used up for those behind it. */
  take(wish: Wish, draft: Draft): void;
  /** Writes what the survivors used up, after their orders. */
  write(tx: Tx, taken: readonly Taken[], at: Date): Promise<void>;
}

const plain: BatchPricing = {
  price: (_wish, draft) => draft,
  take: () => undefined,
  write: () => Promise.resolve(),
};

/** True where what somebody pays depends on more than the goods and where they go: a flash sale, a coupon. */
export const asksForPromotion = (wish: Wish): boolean => !asksNothing(askOf(wish));

const askOf = ({ buyer_id, fields }: Wish): Ask => ({
  buyer_id,
  flash_sale_id: fields.flash_sale_id,
  coupon_ids: fields.coupon_ids,
});

/**
 * Locks what prices depend on (law 4: before inventory.lock, everybody in one order), for the members in order of arrival.
 * A batch in which nobody names a flash sale or a coupon asks the database nothing here.
 */
export async function lockPricing(
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  members: readonly (readonly [Wish, Draft])[],
  at: Date,
): Promise<BatchPricing> {
  const asks = new Map(
    members.map(([wish]): [Wish, Ask] => [wish, askOf(wish)]).filter(([, ask]) => !asksNothing(ask)),
  );
  if (asks.size === 0) return plain;
  const admission = new Admission(await deps.promotion.lock(tx, shop_id, [...asks.values()], at));
  const priced = new Map<Wish, { readonly flash: FlashShare | null; readonly reduction: Reduction }>();
  return {
    price(wish, draft) {
      const ask = asks.get(wish);
      if (ask === undefined) return draft;
      const flash = admission.flash(ask, draft.lines);
      if (flash instanceof Refusal) return flash;
      const before = atFlashPrice(draft, flash, draft.delivery.region);
      if (before instanceof Refusal) return before;
      const lines = before.lines.map((line) => ({ ...line, flash: flash !== null }));
      const reduction = admission.reduction(ask, lines, before.shipping);
      if (reduction instanceof Refusal) return reduction;
      priced.set(wish, { flash, reduction });
      return reduced(before, reduction);
    },
    take(wish) {
      const ask = asks.get(wish);
      if (ask !== undefined) admission.take(ask, priced.get(wish)?.flash ?? null);
    },
    write: (tx, taken, at) =>
      deps.promotion.write(
        tx,
        shop_id,
        taken.flatMap(({ wish, order }) => {
          const [ask, price] = [asks.get(wish), priced.get(wish)];
          return ask === undefined || price === undefined ? [] : [{ order_id: order.order_id, ask, ...price }];
        }),
        at,
      ),
  };
}

/** The order at the flash sale's price: freight may depend on what the goods cost, so it is asked again. */
function atFlashPrice(draft: Draft, flash: FlashShare | null, region: string): Draft | Refusal {
  if (flash === null) return draft;
  const lines = draft.lines.map((line) => ({ ...line, unit_price: flash.price }));
  const goods = goodsOf(lines);
  const freight = freightOf(lines, region);
  if (freight instanceof Refusal) return freight;
  return {
    ...draft,
    lines,
    goods,
    shipping: freight.shipping,
    shipping_basis: freight.basis,
    total: goods + freight.shipping,
    flash_sale_id: flash.flash_sale_id,
  };
}

/** The order with its coupons taken off, line by line. */
function reduced(draft: Draft, reduction: Reduction): Draft {
  return {
    ...draft,
    lines: draft.lines.map((line, index) => ({
      ...line,
      ...present(reduction.lines[index], "every line has its share"),
    })),
    shop_discount: reduction.shop_discount,
    subsidy: reduction.subsidy,
    total: draft.goods + draft.shipping - reduction.shop_discount - reduction.subsidy,
  };
}
