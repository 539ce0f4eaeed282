import type { Picture } from "../../../contract/media.ts";
import type { Shop, ShopCard } from "../../../contract/shops.ts";
import type { ShopRow } from "./tables.ts";

/** What somebody is in a shop. */
export type ShopPart = "owner" | "staff";

export function wireCard(row: ShopRow, logos: ReadonlyMap<string, Picture>): ShopCard {
  return { id: row.shop_id, object: "shop_card", name: row.name, logo: logoOf(row, logos) };
}

export function wireShop(
  row: ShopRow,
  logos: ReadonlyMap<string, Picture>,
  my_role: ShopPart | null,
  closed_reason?: string,
): Shop {
  return {
    id: row.shop_id,
    object: "shop",
    name: row.name,
    intro: row.intro,
    logo: logoOf(row, logos),
    dispatch_hours: row.dispatch_hours,
    state: row.state,
    ...(closed_reason === undefined ? {} : { closed_reason }),
    my_role,
    created_at: row.created_at.toISOString(),
  };
}

function logoOf(row: ShopRow, logos: ReadonlyMap<string, Picture>): Picture | null {
  return row.logo_picture_id === null ? null : (logos.get(row.logo_picture_id) ?? null);
}
