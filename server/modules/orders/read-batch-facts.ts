import type { ShopCard } from "../../../contract/shops.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Quote } from "../programs/index.ts";
import type { OrderDeps } from "./deps.ts";
import type { BatchFacts, MomentAnswer, Wish } from "./draft.ts";

/** Everything a batch is decided by besides stock and prices that are locked, with one question to each door, all asked at once. */
export interface ReadFacts extends BatchFacts {
  readonly moments: ReadonlyMap<Wish, MomentAnswer>;
  readonly fees: Quote;
  readonly card: ShopCard;
  /** By account id. */
  readonly names: ReadonlyMap<string, string>;
  /** Units of the variants that could be bought when it was asked. Only a guess: nothing is locked. */
  readonly available: ReadonlyMap<string, number>;
}

export async function readBatchFacts(
  ctx: Context,
  deps: OrderDeps,
  shop_id: string,
  wishes: readonly Wish[],
  at: Date,
): Promise<ReadFacts> {
  const reader = ctx.db.gathered;
  const asked = wishes.flatMap((wish) =>
    wish.fields.moment === null ? [] : [{ wish, wanted: { shop_id, ...wish.fields.moment } }],
  );
  const nameless = wishes.filter((wish) => wish.buyer_name === null).map((wish) => wish.buyer_id);
  const variant_ids = [...new Set(wishes.flatMap((wish) => wish.fields.lines.map((line) => line.variant_id)))];
  const [quotes, available, verified, staff, cards, fees, addresses, people, answers] = await Promise.all([
    deps.catalog.quote(reader, variant_ids),
    deps.inventory.available(reader, variant_ids),
    deps.shops.verifiedSellers(reader, [shop_id], at),
    deps.shops.staffOf(reader, [shop_id]),
    deps.shops.cards(reader, [shop_id]),
    deps.programs.quote(reader, [shop_id], at),
    deps.accounts.addressesOfMany(
      reader,
      wishes
        .filter((wish) => wish.kept_address === undefined)
        .map((wish) => ({ account_id: wish.buyer_id, address_id: wish.fields.address_id })),
    ),
    deps.accounts.publicAccounts(reader, [...new Set(nameless)]),
    asked.length === 0
      ? []
      : deps.live.moments(
          reader,
          asked.map((one) => one.wanted),
          at,
        ),
  ]);
  assert(answers.length === asked.length, "every moment is answered");
  return {
    shop_id,
    quotes,
    available,
    verified: verified.has(shop_id),
    staff: staff.get(shop_id) ?? new Set(),
    addresses,
    card: present(cards.get(shop_id), "a variant's shop exists"),
    fees: present(fees.get(shop_id), "every shop has a fee policy"),
    names: new Map([
      ...[...people].map(([id, person]) => [id, person.name] as const),
      ...wishes.flatMap((wish) => (wish.buyer_name === null ? [] : [[wish.buyer_id, wish.buyer_name] as const])),
    ]),
    moments: new Map(asked.map((one, index) => [one.wish, present(answers[index], "every moment is answered")])),
  };
}
