import type { Context } from "../../kernel/context.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { claimsOf } from "./claims/store.ts";
import type { OrderDeps } from "./deps.ts";
import type { Wish } from "./draft.ts";

type Shelves = {
  readonly inventory: Pick<OrderDeps["inventory"], "soldOut">;
  readonly promotion: Pick<OrderDeps["promotion"], "soldOut">;
};

/** Why a wish comes too late, as far as is known without asking; null where something may be left. A flash sale's units are not on the shelf. */
export function tooLate({ inventory, promotion }: Shelves, { fields }: Wish): Refusal | null {
  const details = { available: 0 };
  if (fields.flash_sale_id !== null)
    return promotion.soldOut(fields.flash_sale_id)
      ? new Refusal("flash_sale_sold_out", { param: "lines.0.quantity", details })
      : null;
  const line = fields.lines.findIndex((one) => inventory.soldOut(one.variant_id));
  return line < 0 ? null : new Refusal("sold_out", { param: `lines.${line}.quantity`, details });
}

/**
 * Who comes too late, answered without a write. Whoever has something under their key already goes the usual way, which
 * finds it: a saved answer comes before anything that has changed since.
 */
export async function refuseSoldOut(
  ctx: Context,
  deps: OrderDeps,
  wishes: readonly Wish[],
): Promise<ReadonlyMap<Wish, Refusal>> {
  const late = wishes.flatMap((wish) => {
    const refusal = tooLate(deps, wish);
    return refusal === null ? [] : [{ wish, refusal }];
  });
  if (late.length === 0) return new Map();
  const asked = late.map(({ wish }) => ({ account_id: wish.buyer_id, idempotency_key: wish.idempotency_key }));
  const claimed = new Set(
    (await claimsOf(ctx.db.reader, asked)).map((row) => `${row.account_id} ${row.idempotency_key}`),
  );
  return new Map(
    late
      .filter(({ wish }) => !claimed.has(`${wish.buyer_id} ${wish.idempotency_key}`))
      .map(({ wish, refusal }) => [wish, refusal]),
  );
}
