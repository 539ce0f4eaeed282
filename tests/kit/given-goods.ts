import sharp from "sharp";
import type { AccountRole, PublicAccount } from "../../contract/accounts.ts";
import type { ProductFields } from "../../contract/catalog.ts";
import type { z } from "zod";
import { newId } from "../../server/kernel/ids.ts";
import { listener, type Heard } from "../../server/kernel/outbox.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import type { ModulePart } from "../../server/kernel/module.ts";
import { createCatalog, type Catalog } from "../../server/modules/catalog/index.ts";
import { createInventory, createStockPort } from "../../server/modules/inventory/index.ts";
import { createMedia, type Media } from "../../server/modules/media/index.ts";
import { createShops, type Shops } from "../../server/modules/shops/index.ts";
import { callerOf, callRoute } from "./call-route.ts";
import { testContext, type TestContext } from "./context.ts";

/** What modules above the goods are made over. */
export interface GoodsBelow {
  readonly ctx: TestContext;
  readonly verified: Set<string>;
  readonly media: Media;
  readonly shops: Shops;
  readonly catalog: Catalog;
  readonly parts: readonly ModulePart[];
}

type Told = Heard<"stock.changed" | "product.changed">;

/**
 * Pictures, shops, catalog and inventory over one database, as the app wires them. Accounts is the one thing that is
 * given: who is verified is `verified`, an account's id in it. `above` makes the modules under test.
 */
export async function givenGoods(above: (goods: GoodsBelow) => readonly ModulePart[] = () => []) {
  const ctx = await testContext();
  const verified = new Set<string>();
  const accounts = {
    verified: async (_reader: unknown, _kind: string, ids: readonly string[]) =>
      new Set(ids.filter((id) => verified.has(id))),
    sellerIdentity: async () => undefined,
    grantRole: async (_tx: unknown, _id: string, _role: AccountRole) => undefined,
    // Nobody can be found by e-mail here: people are ids.
    find: async () => undefined,
    spend: async () => undefined,
    publicAccounts: async () => new Map<string, PublicAccount>(),
  };
  const media = createMedia(ctx, { accounts });
  const shops = createShops(ctx, { accounts, media });
  const stock = createStockPort(ctx);
  const catalog = createCatalog(ctx, { shops, media, stock });
  const inventory = createInventory(ctx, { accounts, shops, catalog });
  const parts = [media.part, shops.part, catalog.part, inventory.part];
  const told: Told[] = [];
  const ear = listener(
    "test.ear",
    ["stock.changed", "product.changed"],
    async (_tx, events) => void told.push(...events),
  );
  await ctx.begin([...parts, ...above({ ctx, verified, media, shops, catalog, parts }), { listeners: [ear] }]);

  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  const upload = (caller: Caller) => callRoute(parts, "createPicture", { caller, body: picture });
  return {
    ctx,
    parts,
    verified,
    media,
    shops,
    catalog,
    inventory,
    upload,
    /** What was told since the last time, once everything is delivered. */
    async heard(): Promise<readonly Told[]> {
      await ctx.settle();
      return told.splice(0);
    },
    /** A verified seller with an open shop. */
    async seller(): Promise<{ caller: Caller; shop_id: string }> {
      const caller = callerOf(newId(ctx, "acct"), "merchant");
      verified.add(caller.account_id);
      const shop = await callRoute(parts, "createShop", { caller, body: { name: "Old Friend Orchards", intro: "" } });
      return { caller, shop_id: shop.id };
    },
    /** A product with one picture and one variant of 10 units, as a draft. */
    async product(seller: { caller: Caller; shop_id: string }, more: Partial<z.input<typeof ProductFields>> = {}) {
      return callRoute(parts, "createProduct", {
        caller: seller.caller,
        params: { shop_id: seller.shop_id },
        body: await this.fields(seller.caller, more),
      });
    },
    async fields(
      caller: Caller,
      more: Partial<z.input<typeof ProductFields>> = {},
    ): Promise<z.input<typeof ProductFields>> {
      return {
        title: "Apples",
        description: "From Yantai.",
        unit: "5 斤 / box",
        picture_ids: more.picture_ids ?? [(await upload(caller)).id],
        shipping_fee: 800,
        return_policy: "seven_days",
        variants: [{ title: "Red", price: 2990, initial_stock: 10 }],
        ...more,
      };
    },
    sell(
      seller: { caller: Caller; shop_id: string },
      product_id: string,
      state: "on_sale" | "off" | "draft" = "on_sale",
    ) {
      return callRoute(parts, "setProductState", {
        caller: seller.caller,
        params: { shop_id: seller.shop_id, product_id },
        body: { state },
      });
    },
  };
}
export type TestGoods = Awaited<ReturnType<typeof givenGoods>>;
