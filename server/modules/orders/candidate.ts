import { errorCodeOf, type Reader } from "../../kernel/db.ts";
import type { Outcome } from "../../kernel/intake.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Claim } from "./claims/claim-keys.ts";
import type { Wish } from "./draft.ts";
import { savedOrders } from "./store.ts";
import type { Placed } from "./write-orders.ts";

/** A wish and the id its order would have. */
export interface Candidate {
  readonly wish: Wish;
  readonly order_id: string;
  readonly claim: Claim;
}
/** What stands under a wish's key: the order placed now, or the id of one placed before. */
export type Stands = { readonly placed: Placed } | { readonly order_id: string };
/** What became of the members of a batch so far. */
export type Decided = Map<Wish, Outcome<Stands>>;

export const keyOfWish = (wish: { buyer_id: string; idempotency_key: string }): string =>
  `${wish.buyer_id} ${wish.idempotency_key}`;
export const refused = (refusal: Refusal): Outcome<never> => ({ ok: false, refusal });
export const reused = (): Outcome<never> => refused(new Refusal("idempotency_key_reused"));

/** Answers those under whose key an order stands by now. */
export async function answerSaved(
  reader: Reader,
  shop_id: string,
  known: readonly Wish[],
  outcomes: Decided,
): Promise<void> {
  if (known.length === 0) return;
  const saved = new Map((await savedOrders(reader, shop_id, known)).map((one) => [keyOfWish(one), one]));
  for (const wish of known) {
    const first = saved.get(keyOfWish(wish));
    if (first === undefined) continue;
    const same = first.fingerprint === wish.fingerprint;
    outcomes.set(wish, same ? { ok: true, value: { order_id: first.order_id } } : reused());
  }
}

/** True where another process placed an order under the same key between our looking and our writing. */
export function isRepeat(error: unknown): boolean {
  return errorCodeOf(error) === "23505" && (error as { constraint?: unknown }).constraint === "order_once";
}

/** True where somebody else's order under a key was being written, and was not waited for any longer (`waitBriefly`). */
export const isHeldElsewhere = (error: unknown): boolean => errorCodeOf(error) === "55P03";
