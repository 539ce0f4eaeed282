import type { Tx } from "../../kernel/db.ts";
import type { Refusal } from "../../kernel/refusal.ts";
import type { OrderDeps } from "./deps.ts";
import type { Draft, Wish } from "./draft.ts";
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

/** Locks what prices depend on (law 4: before inventory.lock, everybody in one order), for the members in order of arrival. */
export async function lockPricing(
  _deps: OrderDeps,
  _tx: Tx,
  _shop_id: string,
  _members: readonly (readonly [Wish, Draft])[],
  _at: Date,
): Promise<BatchPricing> {
  return {
    price: (_wish, draft) => draft,
    take: () => undefined,
    write: () => Promise.resolve(),
  };
}
