import type { Call } from "../contract/client.ts";
import { trainingAnswers, trainingVersion } from "../contract/law.ts";
import type { Product } from "../contract/catalog.ts";
import type { Shop } from "../contract/shops.ts";
import { emailOf, type People, type Person } from "./people/person.ts";
import type { ShopScript } from "./script.ts";
import { ensureCoupons } from "./trade/promotions.ts";
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

/** The owner signs in, is verified and trained: from then on they may publish. */
export async function ownerOf(
  script: ShopScript,
  number: number,
  people: People,
  operator: () => Promise<Call>,
): Promise<Person> {
  const { name, region } = script.host;
  const english = script.locale === "en";
  // The demo's own accounts come verified.
  const owner = await (script.role === null
    ? people.signIn({ email: emailOf(`owner-${script.slug}`), name, locale: script.locale })
    : people.role(script.role));
  const account = await owner.call("getAccount");
  if (account.name !== name) await owner.call("updateAccount", { body: { name } });
  if (!account.verified.host || !account.verified.seller)
    await ensureVerified(owner, await operator(), {
      legal_name: english ? `${name} (demo)` : `${name}（演示）`,
      company: english ? `${script.name} (demo)` : `${script.name}（演示）`,
      number: 100 + number,
      birth_date: `19${70 + (number % 25)}-0${1 + (number % 9)}-15`,
      address: english ? `${number + 1} Demo Road, ${region}` : `${region}演示路 ${number + 1} 号`,
      contact_phone: `+86 130 0000 ${1000 + number}`,
    });
  if (account.training_valid_until === null)
    await owner.call("acknowledgeTraining", { body: { version: trainingVersion, answers: trainingAnswers } });
  return owner;
}

/** The shop with its first products. */
export async function openStall(script: ShopScript, owner: Person): Promise<Stall> {
  const shop = await ensureShop(owner, script);
  const products = await ensureProducts(owner, shop, script.products.slice(0, first_products));
  return { script, owner, shop, products };
}

/** The rest of the shelf, the shop's banner, and what its owner tells about themselves. */
export async function furnish(stall: Stall): Promise<void> {
  const { owner, script, shop } = stall;
  const { host } = script;
  stall.products = await ensureProducts(owner, shop, script.products);
  await ensureCoupons(owner, shop, script.locale);
  if ((await owner.call("getAccount")).avatar_url === null) {
    const face = await owner.call("createPicture", { body: await host.avatar() });
    await owner.call("updateAccount", { body: { avatar_picture_id: face.id } });
  }
  const profile = await owner.call("getHostProfile");
  if (shop.banner !== null && profile.banner !== null) return;
  const banner_picture_id = (await owner.call("createPicture", { body: await script.banner() })).id;
  await owner.call("setShopLook", {
    params: { shop_id: shop.id },
    body: { banner_picture_id, announcement: shop.announcement },
  });
  await owner.call("updateHostProfile", {
    body: { headline: host.headline, bio: host.bio, region: host.region, banner_picture_id },
  });
}
