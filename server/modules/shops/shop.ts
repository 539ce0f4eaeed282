import type { Picture } from "../../../contract/media.ts";
import type { Shop, ShopCard } from "../../../contract/shops.ts";
import { permissionsOf } from "./permission.ts";
import type { ShopRow, StaffRow } from "./tables.ts";

/** What somebody is in a shop. */
export type ShopPart = "owner" | "staff";

export function wireCard(row: ShopRow, logos: ReadonlyMap<string, Picture>): ShopCard {
  return { id: row.shop_id, object: "shop_card", name: row.name, logo: logoOf(row, logos) };
}

/** `pictures`: logos and banners. `me`: the caller's part in it, or null. */
export function wireShop(row: ShopRow, logos: ReadonlyMap<string, Picture>, me: StaffRow | null): Shop {
  return {
    id: row.shop_id,
    object: "shop",
    name: row.name,
    intro: row.intro,
    logo: logoOf(row, logos),
    banner: row.banner_picture_id === null ? null : (logos.get(row.banner_picture_id) ?? null),
    announcement: row.announcement,
    dispatch_hours: row.dispatch_hours,
    state: row.state,
    my_role: me?.part ?? null,
    my_permissions: me === null ? [] : [...permissionsOf(me)],
    created_at: row.created_at.toISOString(),
  };
}

function logoOf(row: ShopRow, logos: ReadonlyMap<string, Picture>): Picture | null {
  return row.logo_picture_id === null ? null : (logos.get(row.logo_picture_id) ?? null);
}
