import type { BulkAct } from "../../../contract/product-desk.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";

type PriceAct = Extract<BulkAct, { kind: "price_permille" | "price_amount" }>;

/**
 * A price after it was changed, in minor units, half a unit rounded up. Refuses `invalid_param` where it would be nothing or more than
 * a price may be, and `compare_price_basis` where it would reach the struck-through price.
 */
export function reprice(price: bigint, compare_at_price: bigint | null, act: PriceAct): bigint | Refusal {
  const after = act.kind === "price_amount" ? price + BigInt(act.by) : (price * BigInt(1000 + act.by) + 500n) / 1000n;
  if (after < 1n || after > BigInt(limits.price_minor_max))
    return new Refusal("invalid_param", { param: "act.by", details: { detail: String(after) } });
  if (compare_at_price !== null && after >= compare_at_price)
    return new Refusal("compare_price_basis", { param: "act.by" });
  return after;
}
