import type { ShopFile } from "../../../contract/operator-goods.ts";
import type { Shop } from "../../../contract/shops.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { ShopDeps } from "./shops.ts";
import * as store from "./store.ts";
import type { ShopRow } from "./tables.ts";

const reason_purpose = "shops.closure";

/** Reasons of the shops that are closed, by shop. */
export async function readClosures(
  ctx: Context,
  reader: Reader,
  shop_ids: readonly string[],
): Promise<Map<string, string>> {
  if (shop_ids.length === 0) return new Map();
  const rows = await store.selectClosures(reader, shop_ids);
  return new Map(rows.map((row) => [row.shop_id, ctx.seal.open(row.reason_sealed, reason_purpose)]));
}

/** Keeps why a shop that has just been closed was, and says so: its broadcasts end, nothing of it is on sale. */
export async function noteClosure(
  ctx: Context,
  tx: Tx,
  closure: { readonly shop_id: string; readonly reason: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const { shop_id, reason, by, at } = closure;
  await store.insertClosure(tx, {
    shop_id,
    reason_sealed: ctx.seal.seal(reason, reason_purpose),
    closed_by: by,
    closed_at: at,
  });
  await ctx.outbox.emit(tx, [{ type: "shop.closed", shop_id }]);
}

/**
 * An operator closes a shop, or opens it again. Closing says so with `shop.closed`: broadcasts of the shop end, and the
 * catalog shows nothing of it as on sale. Orders under way go on. Refuses `not_found`, `own_matter` to whoever works
 * there, `shop_state` where it is so already.
 */
export async function setShopState(
  ctx: Context,
  deps: ShopDeps,
  wish: { shop_id: string; state: ShopRow["state"]; reason: string; by: string },
): Promise<void> {
  const { shop_id, state, reason, by } = wish;
  await ctx.db.transact(async (tx) => {
    const row = (await store.lockShop(tx, shop_id)) ?? refuse("not_found");
    if ((await store.selectStaff(tx, [shop_id])).some((member) => member.account_id === by)) refuse("own_matter");
    if (row.state === state) refuse("shop_state");
    const at = ctx.clock.now();
    await store.updateShopState(tx, shop_id, state, at);
    if (state === "closed") await noteClosure(ctx, tx, { shop_id, reason, by, at });
    else {
      await store.deleteClosure(tx, shop_id);
      await ctx.outbox.emit(tx, [{ type: "shop.reopened", shop_id }]);
    }
    await deps.accounts.audit(tx, [
      { account_id: by, action: state === "closed" ? "shops.closed" : "shops.reopened", subject_id: shop_id, reason },
    ]);
  });
}

/** Shops as operators see them, in the order of `shops`. */
export async function filesOf(
  ctx: Context,
  deps: ShopDeps,
  reader: Reader,
  shops: readonly { readonly row: ShopRow; readonly shop: Shop }[],
): Promise<ShopFile[]> {
  const ids = shops.map(({ row }) => row.shop_id);
  const closures = new Map((await store.selectClosures(reader, ids)).map((row) => [row.shop_id, row]));
  const staff = Map.groupBy(await store.selectStaff(reader, ids), (member) => member.shop_id);
  const people = await deps.accounts.publicAccounts(reader, [
    ...new Set([...shops.map(({ row }) => row.owner_id), ...[...closures.values()].map((row) => row.closed_by)]),
  ]);
  const person = (id: string) => present(people.get(id), "owners and operators are not deleted");
  return shops.map(({ row, shop }) => {
    const closure = closures.get(row.shop_id);
    return {
      object: "shop_file",
      shop,
      owner: person(row.owner_id),
      staff_count: staff.get(row.shop_id)?.length ?? 0,
      closure:
        closure === undefined
          ? null
          : {
              reason: ctx.seal.open(closure.reason_sealed, reason_purpose),
              by: person(closure.closed_by),
              at: closure.closed_at.toISOString(),
            },
    };
  });
}
