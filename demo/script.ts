import type { Locale } from "../contract/errors.ts";
import { drawPicture } from "./art/index.ts";
import { chatOf, type ArtShop, type Said, type ShopCategory } from "./art/shops.ts";

/** A product as a shop of the demo puts it on its shelf. Prices in minor units. */
export interface ProductScript {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** One of the platform's categories. */
  readonly category: string;
  readonly shipping_fee: number;
  readonly return_policy: "seven_days" | "exempt_perishable" | "exempt_made_to_order";
  readonly pictures: readonly (() => Promise<Uint8Array>)[];
  readonly variants: readonly {
    readonly title: string;
    readonly price: number;
    readonly compare_at_price: number | null;
    readonly compare_at_basis: string | null;
    readonly initial_stock: number;
  }[];
  readonly talking_points: readonly string[];
}

/** Something somebody may say in a room, and what its host answers. */
export interface Line {
  readonly locale: Locale;
  readonly text: string;
  readonly reply: string | null;
  /** Title of the product it is about; null when it is about none. */
  readonly product: string | null;
}

/** One shop of the demo and whoever runs it. */
export interface ShopScript {
  readonly slug: string;
  /** What its host writes and speaks. */
  readonly locale: Locale;
  readonly name: string;
  readonly intro: string;
  readonly dispatch_hours: number;
  readonly logo: () => Promise<Uint8Array>;
  readonly banner: () => Promise<Uint8Array>;
  readonly host: {
    readonly name: string;
    readonly headline: string;
    readonly bio: string;
    readonly region: string;
    readonly avatar: () => Promise<Uint8Array>;
  };
  readonly session_title: string;
  /** Name of its film below art/loops; null for a shop that does not broadcast. */
  readonly loop: string | null;
  readonly on_air: boolean;
  readonly products: readonly ProductScript[];
  readonly lines: readonly Line[];
  /** Sign-in: one of the demo's roles, or an address made from the slug. */
  readonly role: "merchant" | "host" | null;
}

/** The first orchard is the one-click merchant's, the tea shop the one-click host's. */
const roles: Readonly<Record<string, "merchant" | "host">> = { orchard: "merchant", tea: "host" };

/** What the platform calls the kinds of goods. */
const categories: Readonly<Record<ShopCategory, string>> = {
  farm: "fruit",
  tea: "tea",
  ceramics: "ceramics",
  outdoor: "outdoor",
  tools: "tools",
  kitchen: "kitchen",
  textile: "clothing",
  snacks: "food",
  stationery: "books",
  flowers: "pets",
  pets: "pets",
  soap: "beauty",
};

/** These shops are written in English and in nothing else, the others in Chinese: as shops are. */
const english = new Set(["outdoor", "textile", "stationery", "soap"]);

export function scriptOf(shop: ArtShop): ShopScript {
  const locale = english.has(shop.slug) ? "en" : "zh-CN";
  const said = (text: Said): string => (locale === "en" ? text.en : text.zh);
  const products = shop.products.map((product): ProductScript => ({
    title: said(product.title),
    description: said(product.description),
    unit: said(product.unit),
    category: categories[shop.category],
    shipping_fee: product.shipping_fee,
    return_policy: product.return_policy,
    pictures: product.pictures.map((id) => () => drawPicture(id)),
    variants: product.variants.map(({ title, compare_at_basis, ...numbers }) => ({
      ...numbers,
      title: said(title),
      compare_at_basis: compare_at_basis === null ? null : said(compare_at_basis),
    })),
    talking_points: product.talking_points.map(said),
  }));
  const titles = new Map(shop.products.map((product) => [product.slug, said(product.title)]));
  return {
    slug: shop.slug,
    locale,
    name: said(shop.name),
    intro: said(shop.intro),
    dispatch_hours: shop.dispatch_hours,
    logo: () => drawPicture(shop.logo),
    banner: () => drawPicture(shop.banner),
    host: {
      name: said(shop.host.name),
      headline: said(shop.host.headline),
      bio: said(shop.host.bio),
      region: said(shop.host.region),
      avatar: () => drawPicture(shop.host.avatar),
    },
    session_title: said(shop.session_title),
    loop: shop.loop,
    on_air: shop.on_air,
    products,
    lines: chatOf(shop).map((line) => ({
      locale: line.language === "en" ? "en" : "zh-CN",
      text: line.text,
      reply: line.reply,
      product: line.product === null ? null : (titles.get(line.product) ?? null),
    })),
    role: roles[shop.slug] ?? null,
  };
}
