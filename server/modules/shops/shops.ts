import type { ShopCard } from "../../../contract/shops.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Media } from "../media/index.ts";
import { readClosures } from "./close-shop.ts";
import { shopsRoutes } from "./routes.ts";
import { wireCard, type ShopPart } from "./shop.ts";
import * as store from "./store.ts";

/** What shops asks of the modules below. */
export interface ShopDeps {
  readonly accounts: Pick<
    Accounts,
    "verified" | "sellerIdentity" | "grantRole" | "find" | "spend" | "publicAccounts" | "audit"
  >;
  readonly media: Pick<Media, "pictures" | "ownPictures">;
}

/** What others need to know of a shop. */
export interface ShopFacts {
  readonly id: string;
  readonly name: string;
  readonly owner_id: string;
  readonly dispatch_hours: number;
  readonly state: "open" | "closed";
}

export interface Shops {
  cards(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, ShopCard>>;
  shops(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, ShopFacts>>;
  /** Refuses `not_found` (no such shop), `not_yours` unless the account is its owner or staff; returns which it is. */
  readonly requireStaff: (reader: Reader, shop_id: string, account_id: string) => Promise<ShopPart>;
  /** Account ids by shop, the owner's included. */
  staffOf(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, Set<string>>>;
  /** The shops an account works for, oldest first. */
  shopsOf(reader: Reader, account_id: string): Promise<string[]>;
  /** Which of these shops have an owner who is verified as a seller at `at`. */
  verifiedSellers(reader: Reader, shop_ids: readonly string[], at: Date): Promise<Set<string>>;
  /** Why shops that are closed were closed. */
  closures(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, string>>;
  readonly part: ModulePart;
}

export function createShops(ctx: Context, deps: ShopDeps): Shops {
  return {
    async cards(reader, shop_ids) {
      if (shop_ids.length === 0) return new Map();
      const rows = await store.selectShops(reader, shop_ids);
      const logos = await deps.media.pictures(
        reader,
        rows.flatMap((row) => row.logo_picture_id ?? []),
      );
      return new Map(rows.map((row) => [row.shop_id, wireCard(row, logos)]));
    },
    async shops(reader, shop_ids) {
      if (shop_ids.length === 0) return new Map();
      const rows = await store.selectShops(reader, shop_ids);
      return new Map(
        rows.map(({ shop_id: id, name, owner_id, dispatch_hours, state }) => [
          id,
          { id, name, owner_id, dispatch_hours, state },
        ]),
      );
    },
    async requireStaff(reader, shop_id, account_id) {
      // Every shop has an owner among its staff, so no rows means no shop.
      const staff = await store.selectStaff(reader, [shop_id]);
      if (staff.length === 0) refuse("not_found");
      return staff.find((member) => member.account_id === account_id)?.part ?? refuse("not_yours");
    },
    async staffOf(reader, shop_ids) {
      if (shop_ids.length === 0) return new Map();
      const staff = await store.selectStaff(reader, shop_ids);
      return new Map(
        [...Map.groupBy(staff, (row) => row.shop_id)].map(([shop_id, rows]) => [
          shop_id,
          new Set(rows.map((row) => row.account_id)),
        ]),
      );
    },
    async shopsOf(reader, account_id) {
      return (await store.selectShopsOf(reader, account_id)).map((row) => row.shop_id);
    },
    async verifiedSellers(reader, shop_ids, at) {
      if (shop_ids.length === 0) return new Set();
      const rows = await store.selectShops(reader, shop_ids);
      const verified = await deps.accounts.verified(
        reader,
        "seller",
        [...new Set(rows.map((row) => row.owner_id))],
        at,
      );
      return new Set(rows.filter((row) => verified.has(row.owner_id)).map((row) => row.shop_id));
    },
    closures: (reader, shop_ids) => readClosures(ctx, reader, shop_ids),
    part: { routes: shopsRoutes(ctx, deps) },
  };
}
