import type { ShopPermission } from "../../../contract/permissions.ts";

/** shops.shop */
export interface ShopRow {
  readonly shop_id: string;
  readonly owner_id: string;
  readonly name: string;
  readonly intro: string;
  readonly logo_picture_id: string | null;
  readonly dispatch_hours: number;
  readonly banner_picture_id: string | null;
  readonly announcement: string;
  readonly state: "open" | "closed";
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** shops.staff */
export interface StaffRow {
  readonly shop_id: string;
  readonly account_id: string;
  readonly part: "owner" | "staff";
  readonly permissions: readonly ShopPermission[];
  readonly since: Date;
}
