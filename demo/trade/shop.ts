import type { Product } from "../../contract/catalog.ts";
import type { Shop } from "../../contract/shops.ts";
import type { Person } from "../people/person.ts";
import type { ProductScript, ShopScript } from "../script.ts";

/** The owner's shop of that name, opened on the first visit. */
export async function ensureShop(owner: Person, script: ShopScript): Promise<Shop> {
  const { data } = await owner.call("listMyShops");
  const mine = data.find((shop) => shop.name === script.name);
  if (mine !== undefined) return mine;
  const logo = await owner.call("createPicture", { body: await script.logo() });
  return owner.call("createShop", {
    body: {
      name: script.name,
      intro: script.intro,
      logo_picture_id: logo.id,
      dispatch_hours: script.dispatch_hours,
    },
  });
}

/** The shop's products of those titles, in the script's order; each that is missing is added and put on sale. */
export async function ensureProducts(owner: Person, shop: Shop, wanted: readonly ProductScript[]): Promise<Product[]> {
  const { data } = await owner.call("listShopProducts", { params: { shop_id: shop.id }, query: { limit: 100 } });
  const products: Product[] = [];
  for (const script of wanted) {
    const existing = data.find((product) => product.title === script.title);
    products.push(existing ?? (await addProduct(owner, shop, script)));
  }
  return products;
}

async function addProduct(owner: Person, shop: Shop, script: ProductScript): Promise<Product> {
  const { pictures, talking_points: _said, ...fields } = script;
  const picture_ids: string[] = [];
  for (const draw of pictures) picture_ids.push((await owner.call("createPicture", { body: await draw() })).id);
  const product = await owner.call("createProduct", {
    params: { shop_id: shop.id },
    body: { ...fields, variants: fields.variants.map((variant) => ({ ...variant })), picture_ids },
  });
  return owner.call("setProductState", {
    params: { shop_id: shop.id, product_id: product.id },
    body: { state: "on_sale" },
  });
}

/** Fills up what has nearly sold out, by as much as there was in the beginning; what began scarce stays scarce. */
export async function restock(owner: Person, shop: Shop, { locale, products: wanted }: ShopScript): Promise<void> {
  const { data } = await owner.call("listShopProducts", { params: { shop_id: shop.id }, query: { limit: 100 } });
  for (const product of data) {
    const script = wanted.find((one) => one.title === product.title);
    for (const variant of product.variants) {
      const began = script?.variants.find((one) => one.title === variant.title)?.initial_stock ?? 0;
      if (began < 10 || variant.available > began / 5) continue;
      await owner.call("adjustStock", {
        params: { shop_id: shop.id, variant_id: variant.id },
        body: { change: began - variant.available, reason: locale === "en" ? "Restocked" : "到货补仓" },
      });
    }
  }
}
