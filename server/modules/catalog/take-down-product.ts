import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { CatalogDeps } from "./catalog.ts";
import { offeredOf } from "./price-history.ts";
import { notePrices } from "./save-product.ts";
import * as store from "./store.ts";
import { deleteTakedown, insertTakedown, selectTakedowns } from "./takedowns/store.ts";

const reason_purpose = "catalog.takedown";

/** What an operator decided about a product. */
export interface Takedown {
  readonly reason: string;
  readonly at: Date;
}
interface Wish {
  readonly product_id: string;
  readonly reason: string;
  readonly by: string;
}

/** Takedowns that stand, by product. */
export async function readTakedowns(
  ctx: Context,
  reader: Reader,
  product_ids: readonly string[],
): Promise<Map<string, Takedown>> {
  if (product_ids.length === 0) return new Map();
  const rows = await selectTakedowns(reader, product_ids);
  return new Map(
    rows.map((row) => [row.product_id, { reason: ctx.seal.open(row.reason_sealed, reason_purpose), at: row.taken_at }]),
  );
}

/** Nobody decides about goods of a shop they work for. Refuses `not_found`, `own_matter`. */
async function findShop(deps: CatalogDeps, reader: Reader, { product_id, by }: Wish): Promise<string> {
  const [found] = await store.selectProducts(reader, [product_id]);
  if (found === undefined) return refuse("not_found");
  if ((await deps.shops.staffOf(reader, [found.shop_id])).get(found.shop_id)?.has(by) === true) refuse("own_matter");
  return found.shop_id;
}

/**
 * Takes a product off sale, for good until it is lifted; a draft keeps its state and cannot leave it. Refuses `not_found`,
 * `own_matter`, `product_taken_down` where one stands already.
 */
export async function takeDownProduct(ctx: Context, deps: CatalogDeps, wish: Wish): Promise<void> {
  const { product_id, reason, by } = wish;
  await ctx.db.transact(async (tx) => {
    const shop_id = await findShop(deps, tx, wish);
    const product = (await store.lockProduct(tx, shop_id, product_id)) ?? refuse("not_found");
    const at = ctx.clock.now();
    const [standing] = await selectTakedowns(tx, [product_id]);
    if (standing !== undefined)
      refuse("product_taken_down", { details: { reason: ctx.seal.open(standing.reason_sealed, reason_purpose) } });
    await insertTakedown(tx, {
      shop_id,
      product_id,
      reason_sealed: ctx.seal.seal(reason, reason_purpose),
      taken_by: by,
      taken_at: at,
    });
    if (product.state === "on_sale") {
      const after = { ...product, state: "off" as const, version: product.version + 1, updated_at: at };
      const variants = await store.selectShownVariants(tx, [shop_id], [product_id]);
      await store.updateProduct(tx, after);
      await notePrices(tx, after, offeredOf(product, variants), offeredOf(after, variants));
    }
    await deps.accounts.audit(tx, [
      { account_id: by, action: "catalog.product_taken_down", subject_id: product_id, reason },
    ]);
    await ctx.outbox.emit(tx, [{ type: "product.changed", shop_id, product_id }]);
  });
}

/** Lets the shop put it on sale again. Refuses `not_found` (also where none stands), `own_matter`. */
export async function liftTakedown(ctx: Context, deps: CatalogDeps, wish: Wish): Promise<void> {
  const { product_id, reason, by } = wish;
  await ctx.db.transact(async (tx) => {
    const shop_id = await findShop(deps, tx, wish);
    await store.lockProduct(tx, shop_id, product_id);
    if (!(await deleteTakedown(tx, shop_id, product_id))) refuse("not_found");
    await deps.accounts.audit(tx, [
      { account_id: by, action: "catalog.takedown_lifted", subject_id: product_id, reason },
    ]);
  });
}
