import sharp from "sharp";
import type { ProductFields } from "../../contract/catalog.ts";
import type { z } from "zod";
import { listener, type Heard } from "../../server/kernel/outbox.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { createCatalog } from "../../server/modules/catalog/index.ts";
import { createInventory, createStockPort } from "../../server/modules/inventory/index.ts";
import { createMedia } from "../../server/modules/media/index.ts";
import { createShops } from "../../server/modules/shops/index.ts";
import { callRoute } from "./call-route.ts";
import { testContext } from "./context.ts";
import { testPeople } from "./people.ts";

type Told = Heard<"stock.changed" | "product.changed">;

/** People, pictures, shops, catalog and inventory over one database, as the app wires them. */
export async function testGoods() {
  const ctx = await testContext();
  const people = testPeople(ctx);
  const { accounts } = people;
  const media = createMedia(ctx, { accounts });
  const shops = createShops(ctx, { accounts, media });
  const stock = createStockPort(ctx);
  const catalog = createCatalog(ctx, { shops, media, stock });
  const inventory = createInventory(ctx, { accounts, shops, catalog });
  const parts = [accounts.part, media.part, shops.part, catalog.part, inventory.part];
  const told: Told[] = [];
  const ear = listener(
    "test.ear",
    ["stock.changed", "product.changed"],
    async (_tx, events) => void told.push(...events),
  );
  await ctx.begin([...parts, { listeners: [ear] }]);

  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  const upload = (caller: Caller) => callRoute(parts, "createPicture", { caller, body: picture });
  return {
    ctx,
    parts,
    people,
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
    /** A merchant with an open shop, verified as a seller unless told otherwise. */
    async seller(options: { verified?: boolean } = {}): Promise<{ caller: Caller; shop_id: string }> {
      const caller = await people.person();
      if (options.verified !== false) await people.verify(caller, "seller");
      const shop = await callRoute(parts, "createShop", { caller, body: { name: "Old Friend Orchards", intro: "" } });
      return { caller: await people.again(caller), shop_id: shop.id };
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
export type TestGoods = Awaited<ReturnType<typeof testGoods>>;
