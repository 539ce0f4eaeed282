import type { z } from "zod";
import type { ShopFields, ShopLook } from "../../../contract/shops.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { ShopDeps } from "./shops.ts";
import * as store from "./store.ts";
import type { ShopRow } from "./tables.ts";

type Fields = z.output<typeof ShopFields>;

/**
 * Opens a shop; its owner becomes a merchant. Refuses `shop_limit`, and `not_found` for a logo that is not the owner's
 * own picture.
 */
export async function openShop(ctx: Context, deps: ShopDeps, owner_id: string, fields: Fields): Promise<ShopRow> {
  const at = ctx.clock.now();
  return ctx.db.transact(async (tx) => {
    await store.lockOwner(tx, owner_id);
    if ((await store.countOwned(tx, owner_id)) >= limits.shops_per_account_max) refuse("shop_limit");
    await requirePicture(deps, tx, owner_id, "logo_picture_id", fields.logo_picture_id, null);
    const row: ShopRow = {
      shop_id: newId(ctx, "shop"),
      owner_id,
      ...fields,
      banner_picture_id: null,
      announcement: "",
      state: "open",
      created_at: at,
      updated_at: at,
    };
    await store.insertShop(tx, row);
    await deps.accounts.grantRole(tx, owner_id, "merchant");
    await ctx.outbox.emit(tx, [{ type: "shop.changed", shop_id: row.shop_id }]);
    return row;
  });
}

/**
 * Changes a shop. Only its owner may: the name is what fans trust. Refuses `not_found`, `not_yours`.
 */
export async function changeShop(
  ctx: Context,
  deps: ShopDeps,
  account_id: string,
  shop_id: string,
  fields: Fields,
): Promise<ShopRow> {
  return ctx.db.transact(async (tx) => {
    const row = (await store.lockShop(tx, shop_id)) ?? refuse("not_found");
    if (row.owner_id !== account_id) refuse("not_yours");
    await requirePicture(deps, tx, account_id, "logo_picture_id", fields.logo_picture_id, row.logo_picture_id);
    const changed: ShopRow = { ...row, ...fields, updated_at: ctx.clock.now() };
    await store.updateShop(tx, changed);
    await ctx.outbox.emit(tx, [{ type: "shop.changed", shop_id }]);
    return changed;
  });
}

/**
 * Changes banner and announcement of the shop's page. Whether the caller may is asked before. Refuses `not_found` for a
 * banner that is not the caller's own picture, unless it hangs already.
 */
export async function changeLook(
  ctx: Context,
  deps: ShopDeps,
  account_id: string,
  shop_id: string,
  look: z.output<typeof ShopLook>,
): Promise<ShopRow> {
  return ctx.db.transact(async (tx) => {
    const row = (await store.lockShop(tx, shop_id)) ?? refuse("not_found");
    await requirePicture(deps, tx, account_id, "banner_picture_id", look.banner_picture_id, row.banner_picture_id);
    const changed: ShopRow = { ...row, ...look, updated_at: ctx.clock.now() };
    await store.updateShop(tx, changed);
    return changed;
  });
}

/** A picture is the caller's own; the one that hangs already may stay. */
async function requirePicture(
  deps: ShopDeps,
  tx: Tx,
  account_id: string,
  param: string,
  picture_id: string | null,
  hanging: string | null,
): Promise<void> {
  if (picture_id === null || picture_id === hanging) return;
  const own = await deps.media.ownPictures(tx, account_id, [picture_id]);
  if (!own.has(picture_id)) refuse("not_found", { param });
}
