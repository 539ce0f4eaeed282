import { shopPermissions, type ShopAsk, type ShopPermission } from "../../../contract/permissions.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { StaffRow } from "./tables.ts";

/** What somebody may do in the shop they work for: everything where they own it. */
export function permissionsOf(member: Pick<StaffRow, "part" | "permissions">): readonly ShopPermission[] {
  return member.part === "owner" ? shopPermissions : shopPermissions.filter((one) => member.permissions.includes(one));
}

/**
 * Why somebody may not do what a route asks for, or null where they may. `not_yours`: they do not work there, or it is the
 * owner's alone; `permission_missing`: they do, but not for this.
 */
export function refusalOf(member: Pick<StaffRow, "part" | "permissions"> | undefined, ask: ShopAsk): Refusal | null {
  if (member === undefined) return new Refusal("not_yours");
  if (ask === "member" || member.part === "owner") return null;
  if (ask === "owner") return new Refusal("not_yours");
  return permissionsOf(member).includes(ask) ? null : new Refusal("permission_missing");
}
