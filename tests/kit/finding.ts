import sharp from "sharp";
import type { ProductFields } from "../../contract/catalog.ts";
import type { z } from "zod";
import { present } from "../../server/kernel/assert.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { createCatalog } from "../../server/modules/catalog/index.ts";
import { createFans } from "../../server/modules/fans/index.ts";
import { createInventory, createStockPort } from "../../server/modules/inventory/index.ts";
import { createLive } from "../../server/modules/live/index.ts";
import { createMedia, FlvHub } from "../../server/modules/media/index.ts";
import { createSearch } from "../../server/modules/search/index.ts";
import { createShops } from "../../server/modules/shops/index.ts";
import { callRoute } from "./call-route.ts";
import { testContext } from "./context.ts";
import { feedRoom, type Encoder } from "./live.ts";
import { testPeople } from "./people.ts";

export interface Seller {
  readonly caller: Caller;
  readonly shop_id: string;
}

/** Everything that can be found over one database, as the app wires it. */
export async function testFinding() {
  const ctx = await testContext();
  const people = testPeople(ctx);
  const { accounts } = people;
  const fans = createFans(ctx, { accounts });
  const media = createMedia(ctx, { accounts });
  const shops = createShops(ctx, { accounts, media });
  const catalog = createCatalog(ctx, { shops, media, stock: createStockPort(ctx) });
  const inventory = createInventory(ctx, { accounts, shops, catalog });
  const hub = new FlvHub({ clock: ctx.clock });
  const live = createLive(ctx, { accounts, media, shops, catalog, hub, disconnectEncoder: () => undefined });
  const search = createSearch(ctx, { accounts, fans, shops, catalog, live });
  const parts = [accounts, fans, media, shops, catalog, inventory, live, search].map((one) => one.part);
  await ctx.begin(parts);
  const dot = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  return {
    ctx,
    parts,
    people,
    search,
    live,
    doors: { shops, catalog },
    fans,
    /** A verified host with a shop of this name, verified as its seller. */
    async seller(name: string, intro = ""): Promise<Seller> {
      const caller = await people.person();
      await people.verify(caller, "seller");
      await people.verify(caller, "host");
      const shop = await callRoute(parts, "createShop", { caller, body: { name, intro } });
      return { caller: await people.again(caller), shop_id: shop.id };
    },
    /** A product on sale, unless told otherwise. */
    async product(
      { caller, shop_id }: Seller,
      fields: Partial<z.input<typeof ProductFields>>,
      state: "on_sale" | "draft" = "on_sale",
    ) {
      const picture = await callRoute(parts, "createPicture", { caller, body: dot });
      const made = await callRoute(parts, "createProduct", {
        caller,
        params: { shop_id },
        body: {
          title: "Apples",
          description: "",
          unit: "box",
          picture_ids: [picture.id],
          return_policy: "seven_days",
          variants: [{ title: "Red", price: 2990, initial_stock: 10 }],
          ...fields,
        },
      });
      return state === "draft" ? made : this.put({ caller, shop_id }, made.id, state);
    },
    put: ({ caller, shop_id }: Seller, product_id: string, state: "on_sale" | "off") =>
      callRoute(parts, "setProductState", { caller, params: { shop_id, product_id }, body: { state } }),
    /** Goes on air with these products. */
    async onAir({ caller, shop_id }: Seller, title: string, product_ids: readonly string[]) {
      const body = { title, broadcast: "self" as const, shop_id, product_ids: [...product_ids] };
      const draft = await callRoute(parts, "createSession", { caller, body });
      const encoder: Encoder = feedRoom({ hub, live }, draft.room_id);
      const session = await callRoute(parts, "startSession", { caller, params: { session_id: draft.id } });
      return { session: present(session, "it is on air"), encoder };
    },
    /** Ids of what is found, once everything is heard. */
    async find(q: string, more: { kind?: "room" | "host" | "shop" | "product"; category?: string } = {}) {
      await ctx.settle();
      const found = await callRoute(parts, "search", { query: { q, ...more } });
      return [
        ...found.rooms.map((room) => room.room_id),
        ...found.hosts.map((card) => card.host.id),
        ...found.shops.map((one) => one.shop.id),
        ...found.products.map((product) => product.id),
      ];
    },
  };
}
