import type { ShopPermission } from "../../../contract/permissions.ts";
import type { ShopStaff } from "../../../contract/shops.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Rate } from "../accounts/index.ts";
import { permissionsOf } from "./permission.ts";
import type { ShopDeps } from "./shops.ts";
import * as store from "./store.ts";
import type { ShopRow, StaffRow } from "./tables.ts";

const tries_per_shop: Rate = {
  name: "staff_tries_per_shop",
  max: limits.staff_tries_per_shop_per_hour_max,
  window_ms: 3600_000,
};

/** Whoever works for the shop may see who does, the owner first. Refuses `not_found`, `not_yours`. */
export async function readStaff(
  deps: ShopDeps,
  reader: Reader,
  account_id: string,
  shop_id: string,
): Promise<ShopStaff[]> {
  const staff = await store.selectStaff(reader, [shop_id]);
  if (staff.length === 0) refuse("not_found");
  if (!staff.some((member) => member.account_id === account_id)) refuse("not_yours");
  return wireStaff(
    deps,
    reader,
    staff.toSorted(
      (a, b) =>
        Number(b.part === "owner") - Number(a.part === "owner") ||
        a.since.getTime() - b.since.getTime() ||
        (a.account_id < b.account_id ? -1 : 1),
    ),
  );
}

/**
 * Lets the account that signs in with `identifier` work for the shop, as a merchant from the next request on. Refuses
 * `not_found`, `not_yours` to all but the owner, `identifier_invalid`, `staff_unknown`, `staff_limit`. Every try counts
 * (`rate_limited`): the answer tells whether somebody has an account here.
 */
export async function addStaff(
  ctx: Context,
  deps: ShopDeps,
  owner_id: string,
  given: { shop_id: string; identifier: string; permissions: readonly ShopPermission[] },
): Promise<ShopStaff> {
  const { shop_id } = given;
  requireOwner((await store.selectShops(ctx.db.reader, [shop_id]))[0], owner_id);
  await deps.accounts.spend(tries_per_shop, shop_id);
  const account_id =
    (await deps.accounts.find(ctx.db.reader, given.identifier)) ?? refuse("staff_unknown", { param: "identifier" });
  return ctx.db.transact(async (tx) => {
    const staff = await lockStaff(tx, owner_id, shop_id);
    let member = staff.find((one) => one.account_id === account_id);
    if (member === undefined) {
      if (staff.length >= limits.staff_per_shop_max)
        refuse("staff_limit", { details: { max: limits.staff_per_shop_max } });
      member = { shop_id, account_id, part: "staff", permissions: given.permissions, since: ctx.clock.now() };
      await store.insertStaff(tx, member);
      await deps.accounts.grantRole(tx, account_id, "merchant");
    }
    return present((await wireStaff(deps, tx, [member]))[0], "an account that was found is there");
  });
}

/**
 * They may nothing in this shop any more, from the next request on. Everybody may leave: nobody was asked before they were
 * added. Refuses `not_found` (also for somebody who does not work there), `not_yours` to all others but the owner,
 * `staff_owner`.
 */
export async function removeStaff(
  ctx: Context,
  by: string,
  gone: { shop_id: string; account_id: string },
): Promise<void> {
  await ctx.db.transact(async (tx) => {
    const shop = await store.lockShop(tx, gone.shop_id);
    if (by !== gone.account_id) requireOwner(shop, by);
    const staff = await store.selectStaff(tx, [gone.shop_id]);
    const member = staff.find((one) => one.account_id === gone.account_id) ?? refuse("not_found");
    if (member.part === "owner") refuse("staff_owner");
    await store.deleteStaff(tx, gone.shop_id, gone.account_id);
    await ctx.outbox.emit(tx, [{ type: "staff.removed", shop_id: gone.shop_id, account_id: gone.account_id }]);
  });
}

/**
 * What somebody may do from their next request on. Refuses `not_found` (also for somebody who does not work there),
 * `not_yours` to all but the owner, `staff_owner`.
 */
export async function setPermissions(
  ctx: Context,
  deps: ShopDeps,
  owner_id: string,
  wanted: { shop_id: string; account_id: string; permissions: readonly ShopPermission[] },
): Promise<ShopStaff> {
  const { shop_id, account_id, permissions } = wanted;
  return ctx.db.transact(async (tx) => {
    const staff = await lockStaff(tx, owner_id, shop_id);
    const member = staff.find((one) => one.account_id === account_id) ?? refuse("not_found");
    if (member.part === "owner") refuse("staff_owner");
    await store.updatePermissions(tx, shop_id, account_id, permissions);
    await ctx.outbox.emit(tx, [{ type: "staff.changed", shop_id, account_id }]);
    return present((await wireStaff(deps, tx, [{ ...member, permissions }]))[0], "somebody who works there is there");
  });
}

/** The staff of the owner's shop, which nobody else changes until the transaction ends. */
async function lockStaff(tx: Tx, owner_id: string, shop_id: string): Promise<readonly StaffRow[]> {
  requireOwner(await store.lockShop(tx, shop_id), owner_id);
  return store.selectStaff(tx, [shop_id]);
}

function requireOwner(shop: ShopRow | undefined, account_id: string): void {
  if (shop === undefined) refuse("not_found");
  if (shop.owner_id !== account_id) refuse("not_yours");
}

async function wireStaff(deps: ShopDeps, reader: Reader, rows: readonly StaffRow[]): Promise<ShopStaff[]> {
  const accounts = await deps.accounts.publicAccounts(
    reader,
    rows.map((row) => row.account_id),
  );
  return rows.flatMap((row) => {
    const account = accounts.get(row.account_id);
    return account === undefined
      ? []
      : [
          {
            object: "shop_staff" as const,
            account,
            part: row.part,
            permissions: [...permissionsOf(row)],
            added_at: row.since.toISOString(),
          },
        ];
  });
}
