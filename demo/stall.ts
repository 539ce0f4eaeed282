import type { Call } from "../contract/client.ts";
import type { Product } from "../contract/catalog.ts";
import type { Shop } from "../contract/shops.ts";
import { emailOf, type People, type Person } from "./people/person.ts";
import type { ShopScript } from "./script.ts";
import { ensureProducts, ensureShop } from "./trade/shop.ts";
import { ensureVerified } from "./trade/verify.ts";

/** A shop of the demo with whoever runs it. */
export interface Stall {
  readonly script: ShopScript;
  readonly owner: Person;
  readonly shop: Shop;
  products: readonly Product[];
}

/** What a room needs before it can be shown: a few products are enough to begin with. */
const first_products = 2;

/** The owner signs in and is verified: from then on they may publish. */
export async function ownerOf(
  script: ShopScript,
  number: number,
  people: People,
  operator: () => Promise<Call>,
): Promise<Person> {
  // The demo's own accounts come verified.
  if (script.role !== null) {
    const owner = await people.role(script.role);
    if ((await owner.call("getAccount")).name !== script.host.name)
      await owner.call("updateAccount", { body: { name: script.host.name } });
    return owner;
  }
  const owner = await people.signIn({
    email: emailOf(`owner-${script.slug}`),
    name: script.host.name,
    locale: "zh-CN",
  });
  await ensureVerified(owner, await operator(), {
    legal_name: `${script.host.name}（演示）`,
    company: `${script.name}（演示）`,
    number: 100 + number,
    birth_date: `19${70 + (number % 25)}-0${1 + (number % 9)}-15`,
    address: `${script.host.region}演示路 ${number + 1} 号`,
    contact_phone: `+86 130 0000 ${1000 + number}`,
  });
  return owner;
}

/** The shop with its first products. */
export async function openStall(script: ShopScript, owner: Person): Promise<Stall> {
  const shop = await ensureShop(owner, script);
  const products = await ensureProducts(owner, shop, script.products.slice(0, first_products));
  return { script, owner, shop, products };
}

/** The rest of the shelf, and the owner's face. */
export async function furnish(stall: Stall): Promise<void> {
  const { owner, script, shop } = stall;
  stall.products = await ensureProducts(owner, shop, script.products);
  if ((await owner.call("getAccount")).avatar_url !== null) return;
  const face = await owner.call("createPicture", { body: await script.host.avatar() });
  await owner.call("updateAccount", { body: { avatar_picture_id: face.id } });
}
