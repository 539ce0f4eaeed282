import type { Category, Product } from "../../contract/catalog.ts";
import type { Locale } from "../../contract/errors.ts";
import type { Room } from "../../contract/live.ts";
import type { Picture } from "../../contract/media.ts";
import type { Money } from "../../contract/money.ts";
import type { Shop } from "../../contract/shops.ts";
import { paintHome, paintProduct, paintRoom } from "./first-paint.ts";

/** What somebody sees of a page in a chat window or a search result. */
export interface Card {
  readonly title: string;
  readonly description: string;
  /** A path of ours, or null for the seal. */
  readonly picture: string | null;
  readonly type: "website" | "product" | "profile" | "video.other";
  readonly price?: Money;
}

/** Who looks, and what else was read for the page. */
export interface Around {
  readonly guest: boolean;
  readonly search: URLSearchParams;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A page that anyone may share: what it reads first, what it is made of, and its card. */
export interface PageKind {
  readonly path: RegExp;
  /** The file of the page's component, for the browser to fetch at once. */
  readonly source: string;
  /** It plays live video. */
  readonly plays?: true;
  /** The calls its first look needs; the first is the thing itself, and where that is not, the page is not. */
  readonly reads: (id: string, search: URLSearchParams) => readonly string[];
  /** The calls that its first look needs as soon as the thing itself is known. */
  readonly reads_next?: (read: unknown) => readonly string[];
  readonly card: (read: unknown, locale: Locale) => Card;
  /** The picture that is largest on the first screen of a phone. */
  readonly hero: (read: unknown) => string | null;
  /** Its first look as HTML, until the app is here. */
  readonly paint?: (read: unknown, locale: Locale, around: Around) => string;
}

const texts = {
  en: {
    title: "Laotie: live commerce you can check",
    description: "Watch, ask, and buy from people who show you what they sell. Every promise has its proof.",
    live: "Live now",
    ended: "This session has ended; its products are still for sale",
    from: "From",
    shop: "A shop on Laotie",
    host: "A host on Laotie",
  },
  "zh-CN": {
    title: "老铁：看得见、查得到的直播买卖",
    description: "看着货，问清楚，再下单。每一句承诺都查得到。",
    live: "正在直播",
    ended: "本场已结束，商品还在售",
    from: "起价",
    shop: "老铁上的店铺",
    host: "老铁上的主播",
  },
} as const;

const coverOf = (room: Room): Picture | null => {
  const pinned = room.bag.find(({ id }) => id === room.session?.pinned_product_id);
  return room.session?.cover ?? (pinned ?? room.bag[0])?.pictures[0] ?? null;
};

/** What the host page answers, as far as the card is concerned (contract/hosts.ts where that route exists). */
interface HostRead {
  readonly host: { readonly name: string; readonly avatar_url: string | null };
  readonly profile?: { readonly headline?: string; readonly bio?: string; readonly banner?: Picture | null };
}

export const pageKinds: readonly PageKind[] = [
  {
    path: /^\/$/,
    source: "web/pages/home/home.tsx",
    reads: (_, search) => {
      const category = categoryOf(search);
      if (category !== null)
        return [`/v1/rooms?category=${category}`, "/v1/categories", `/v1/products?limit=12&category=${category}`];
      return [
        "/v1/rooms",
        "/v1/categories",
        "/v1/sessions/upcoming?limit=6",
        "/v1/sessions/ended?limit=10",
        "/v1/products?limit=12",
      ];
    },
    card: (_, locale) => ({
      title: texts[locale].title,
      description: texts[locale].description,
      picture: null,
      type: "website",
    }),
    hero: (read) => {
      const [first] = (read as { data: readonly Room[] }).data;
      return first === undefined ? null : (coverOf(first)?.urls.medium ?? null);
    },
    // A category has its own heading, which the app writes.
    paint: (read, locale, { guest, search, answers }) =>
      categoryOf(search) === null
        ? paintHome(read, locale, {
            guest,
            categories: (answers["/v1/categories"] as { readonly data: readonly Category[] } | undefined)?.data ?? [],
          })
        : "",
  },
  {
    path: /^\/rooms\/([\w-]+)$/,
    source: "web/pages/room/room.tsx",
    plays: true,
    reads: (id) => [`/v1/rooms/${id}`],
    reads_next: (read) => {
      const { host, session } = read as Room;
      const said = session === null ? [] : [`/v1/sessions/${session.id}/chat?limit=30`];
      return [`/v1/hosts/${(session?.host ?? host).id}`, ...said];
    },
    card: (read, locale) => {
      const room = read as Room;
      const { session } = room;
      const words = texts[locale];
      const live = session?.state === "on_air" || session?.state === "interrupted";
      const bag = room.bag.map(({ title }) => title).slice(0, 3);
      return {
        title: session === null ? room.host.name : `${session.title} · ${room.host.name}`,
        description: [session === null ? words.host : live ? words.live : words.ended, session?.shop.name, ...bag]
          .filter((part) => part !== undefined)
          .join(" · "),
        picture: coverOf(room)?.urls.large ?? null,
        type: "video.other",
      };
    },
    hero: (read) => (read as Room).session?.cover?.urls.small ?? null,
    paint: paintRoom,
  },
  {
    path: /^\/products\/([\w-]+)$/,
    source: "web/pages/product/product.tsx",
    reads: (id) => [`/v1/products/${id}`, `/v1/products/${id}/price_history`],
    card: (read, locale) => {
      const product = read as Product;
      const cheapest = product.variants.toSorted((a, b) => a.price.amount - b.price.amount)[0]?.price;
      const price = cheapest === undefined ? "" : `${texts[locale].from} ${priceText(cheapest, locale)}`;
      return {
        title: `${product.title} · ${product.shop.name}`,
        description: [price, product.description].filter((part) => part !== "").join(" · "),
        picture: product.pictures[0]?.urls.large ?? null,
        type: "product",
        ...(cheapest === undefined ? {} : { price: cheapest }),
      };
    },
    hero: (read) => (read as Product).pictures[0]?.urls.medium ?? null,
    paint: paintProduct,
  },
  {
    path: /^\/shops\/([\w-]+)$/,
    source: "web/pages/shop/shop.tsx",
    reads: (id) => [
      `/v1/shops/${id}`,
      `/v1/shops/${id}/seller`,
      `/v1/rooms?shop_id=${id}`,
      `/v1/shops/${id}/products?state=on_sale`,
      "/v1/categories",
      `/v1/sessions/upcoming?shop_id=${id}&limit=4`,
      `/v1/sessions/ended?shop_id=${id}&limit=10`,
    ],
    card: (read, locale) => {
      const shop = read as Shop;
      return {
        title: shop.name,
        description: shop.intro === "" ? texts[locale].shop : shop.intro,
        picture: shop.logo?.urls.large ?? null,
        type: "profile",
      };
    },
    hero: () => null,
  },
  {
    path: /^\/hosts\/([\w-]+)$/,
    source: "web/pages/host/host.tsx",
    reads: (id) => [
      `/v1/hosts/${id}`,
      `/v1/sessions/upcoming?host_id=${id}&limit=6`,
      `/v1/sessions/ended?host_id=${id}&limit=12`,
    ],
    card: (read, locale) => {
      const { host, profile } = read as HostRead;
      const said = [profile?.headline, profile?.bio].find((text) => text !== undefined && text !== "");
      return {
        title: host.name,
        description: said ?? texts[locale].host,
        picture: profile?.banner?.urls.large ?? host.avatar_url,
        type: "profile",
      };
    },
    hero: () => null,
  },
];

/** The kind of goods the home is narrowed to, as the app reads it. */
function categoryOf(search: URLSearchParams): string | null {
  const category = search.get("category");
  return category !== null && /^[a-z_]{2,20}$/.test(category) ? category : null;
}

function priceText(money: Money, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: money.currency }).format(money.amount / 100);
}
