import type { ShopAsk } from "../../../contract/permissions.ts";
import type { ShopCard } from "../../../contract/shops.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Media } from "../media/index.ts";
import { personalShops } from "./personal/personal-data.ts";
import { readClosures } from "./close-shop.ts";
import { refusalOf } from "./permission.ts";
import { shopsRoutes } from "./routes.ts";
import type { ShippingRates } from "./shipping.ts";
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
  readonly intro: string;
  readonly owner_id: string;
  readonly dispatch_hours: number;
  readonly state: "open" | "closed";
}

export interface Shops {
  cards(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, ShopCard>>;
  shops(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, ShopFacts>>;
  /**
   * May this account do what `ask` names in this shop? Refuses `not_found` (no such shop), `not_yours` unless it works there,
   * `permission_missing` where it does but not for this; returns what it is there.
   */
  readonly requireStaff: (reader: Reader, shop_id: string, account_id: string, ask: ShopAsk) => Promise<ShopPart>;
  /** Account ids by shop, the owner's included; only those who may do what `ask` names. */
  staffOf(reader: Reader, shop_ids: readonly string[], ask?: ShopAsk): Promise<Map<string, Set<string>>>;
  /** The shops an account works for, oldest first; only those in which it may do what `ask` names. */
  shopsOf(reader: Reader, account_id: string, ask?: ShopAsk): Promise<string[]>;
  /** What delivery costs by these templates, whoever's they are. */
  shippingRates(
    reader: Reader,
    template_ids: readonly string[],
  ): Promise<Map<string, ShippingRates & { shop_id: string }>>;
  /** Every shop by id, behind `after`; for those who walk through all of them. */
  shopsAfter(reader: Reader, after: string | null, limit: number): Promise<readonly string[]>;
  /** Which of these shops have an owner who is verified as a seller at `at`. */
  verifiedSellers(reader: Reader, shop_ids: readonly string[], at: Date): Promise<Set<string>>;
  /** Why shops that are closed were closed. */
  closures(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, string>>;
  /** The id of a shop's template by its name; the oldest where several have it. */
  templateNamed(reader: Reader, shop_id: string, name: string): Promise<string | undefined>;
  /** Which of these shops have a shipping template. */
  haveTemplates(reader: Reader, shop_ids: readonly string[]): Promise<Set<string>>;
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
        rows.map(({ shop_id: id, name, intro, owner_id, dispatch_hours, state }) => [
          id,
          { id, name, intro, owner_id, dispatch_hours, state },
        ]),
      );
    },
    async requireStaff(reader, shop_id, account_id, ask) {
      // Every shop has an owner among its staff, so no rows means no shop.
      const staff = await store.selectStaff(reader, [shop_id]);
      if (staff.length === 0) refuse("not_found");
      const member = staff.find((one) => one.account_id === account_id);
      const refusal = refusalOf(member, ask);
      if (refusal !== null) throw refusal;
      return present(member, "somebody who may work there does").part;
    },
    async staffOf(reader, shop_ids, ask = "member") {
      if (shop_ids.length === 0) return new Map();
      const staff = await store.selectStaff(reader, shop_ids);
      return new Map(
        [...Map.groupBy(staff, (row) => row.shop_id)].map(([shop_id, rows]) => [
          shop_id,
          new Set(rows.filter((row) => refusalOf(row, ask) === null).map((row) => row.account_id)),
        ]),
      );
    },
    async shopsOf(reader, account_id, ask = "member") {
      const parts = await store.selectShopsOf(reader, account_id);
      return parts.filter((row) => refusalOf(row, ask) === null).map((row) => row.shop_id);
    },
    async shippingRates(reader, template_ids) {
      if (template_ids.length === 0) return new Map();
      return new Map((await store.selectTemplates(reader, template_ids)).map((row) => [row.id, row]));
    },
    shopsAfter: (reader, after, limit) => store.selectShopsAfter(reader, after, limit),
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
    async templateNamed(reader, shop_id, name) {
      return (await store.selectShopTemplates(reader, shop_id)).find((row) => row.name === name)?.id;
    },
    haveTemplates: (reader, shop_ids) => store.shopsWithTemplates(reader, shop_ids),
    part: { routes: shopsRoutes(ctx, deps), personal: personalShops(ctx) },
  };
}
