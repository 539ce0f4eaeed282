import type { Category, Product } from "../../contract/catalog.ts";
import type { Locale } from "../../contract/errors.ts";
import type { Room } from "../../contract/live.ts";
import { escaped } from "./page-html.ts";

/**
 * What stands on the screen while the app is on its way: the first look of the page in plain HTML, with the same classes
 * at the same places, which the app replaces with itself. It holds pictures and words, nothing that could be pressed.
 * theme.css names this file as a source of classes.
 */
const words = {
  en: {
    name: "Laotie",
    live: "Live now",
    all: "All",
    intro: "Live shops run by real people. Watch, ask, then buy; the seller is paid after your parcel arrives.",
    more: "How it works",
    buy: "Buy",
  },
  "zh-CN": {
    name: "老铁",
    live: "正在直播",
    all: "全部",
    intro: "真人开播的小店。先看、先问、再买；你收到货，钱才到商家手里。",
    more: "怎么买",
    buy: "去抢",
  },
} as const;
/** As many rooms as a first screen shows. */
const rooms_painted_max = 8;
/** Of those, whose covers are fetched before anything else; as many as the app calls eager. */
const rooms_first = 4;

/** Stock and price change while the page is on its way; they have their place, and the app writes them. */
const room_card_lines = `<p class="mt-0.5 text-xs">&nbsp;</p><p class="mt-1"><span class="inline-flex items-baseline text-xs"><span class="text-lg leading-none">&nbsp;</span></span></p>`;

const image = (url: string | undefined, classes: string, eager = true): string =>
  url === undefined
    ? `<div class="bg-wash ${classes}"></div>`
    : `<img src="${escaped(url)}" alt="" decoding="async"${eager ? ' fetchpriority="high"' : ""} class="bg-wash object-cover ${classes}" />`;

function framed(locale: Locale, content: string): string {
  return `<header class="sticky top-0 z-30 border-b border-line bg-surface/95 pt-[env(safe-area-inset-top)]"><div class="mx-auto flex h-13 max-w-6xl items-center gap-4 px-4 md:h-15 md:px-6"><span class="flex items-center gap-2 text-md font-bold tracking-[-0.01em]"><span aria-hidden="true" class="inline-grid size-[26px] shrink-0 place-items-center rounded-[6px] bg-ember font-serif leading-none font-black text-white">铁</span>${words[locale].name}</span></div></header><main class="outline-none">${content}</main>`;
}

/** What stands above and in the first screen of the home; `guest` reads what this place is. */
export function paintHome(
  read: unknown,
  locale: Locale,
  more: { readonly guest: boolean; readonly categories: readonly Category[] },
): string {
  const rooms = (read as { data: readonly Room[] }).data.flatMap(({ session, bag }) =>
    session === null ? [] : [{ session, bag }],
  );
  const alone = rooms.length === 1;
  const around = alone ? "md:grid md:grid-cols-[300px_1fr] md:items-center md:gap-10" : "";
  const cards = rooms.slice(0, rooms_painted_max).map(({ session, bag }, index) => {
    const pinned = bag.find(({ id }) => id === session.pinned_product_id);
    const cover = session.cover ?? (pinned ?? bag[0])?.pictures[0];
    return `<li><div class="${around}"><div class="relative aspect-[3/4] overflow-hidden rounded-m bg-scrim"><div class="absolute inset-0">${image(cover?.urls.medium, "absolute inset-0 size-full transition duration-200 ease-house", index < rooms_first)}</div><div class="absolute inset-x-0 top-0 h-16 bg-linear-to-b from-black/45 to-transparent"></div><div class="absolute inset-x-0 bottom-0 h-28 bg-linear-to-t from-black/75 to-transparent"></div></div><div><h3 class="mt-2 line-clamp-2 leading-snug font-semibold">${escaped(session.title)}</h3><div class="mt-1 flex h-[20px] items-center text-xs text-muted"><span class="truncate pl-6.5">${escaped(session.host.name)} · ${escaped(session.shop.name)}</span></div></div></div></li>`;
  });
  const { intro, more: learn, all, live } = words[locale];
  const lead = more.guest
    ? `<p class="mb-4 text-sm text-muted md:text-base">${intro} <span class="inline-flex items-center pr-[15px] font-semibold text-ink">${learn}</span></p>`
    : "";
  const chips = [all, ...more.categories.map(({ name }) => name[locale])].map(
    (label, index) =>
      `<li class="shrink-0"><span class="grid min-h-9 place-items-center rounded-full px-3.5 text-sm whitespace-nowrap ${index === 0 ? "bg-ink font-semibold text-paper" : "bg-wash"}">${escaped(label)}</span></li>`,
  );
  return framed(
    locale,
    `<div class="mx-auto w-full max-w-6xl px-4 pt-4 pb-12 md:px-6 md:pt-8">${lead}<div class="-mx-4 mb-4 min-h-9 overflow-hidden px-4 md:-mx-6 md:px-6"><ul class="flex gap-2 md:pr-12">${chips.join("")}</ul></div><h1 class="mb-3 text-lg font-bold">${live}</h1><ul class="${alone ? "max-md:max-w-80" : "grid grid-cols-2 gap-x-3 gap-y-5 md:grid-cols-3 md:gap-x-5 lg:grid-cols-4"}">${cards.join("")}</ul></div>`,
  );
}

export function paintRoom(read: unknown, locale: Locale): string {
  const { session, host, bag } = read as Room;
  const pinned = bag.find(({ id }) => id === session?.pinned_product_id);
  const card =
    pinned === undefined
      ? ""
      : `<div class="absolute inset-x-3 bottom-[calc(env(safe-area-inset-bottom)+59px)] grid grid-cols-[78px_1fr_auto] items-center gap-3 rounded-[18px] bg-cream/95 p-2.5 text-cream-ink md:hidden">${image(pinned.pictures[0]?.urls.medium, "size-19.5 rounded-[12px]")}<div class="min-w-0"><h2 class="line-clamp-2 leading-snug font-semibold">${escaped(pinned.title)}</h2>${room_card_lines}</div><span aria-hidden="true" class="invisible min-h-11 px-4 text-base font-semibold">${words[locale].buy}</span></div>`;
  return `<div class="fixed inset-0 overflow-clip bg-scrim text-white">${image(session?.cover?.urls.small, "absolute inset-0 size-full scale-110 !bg-scrim blur-2xl brightness-60")}<div class="absolute top-[calc(env(safe-area-inset-top)+10px)] left-3 md:hidden"><div class="chip flex min-h-11 min-w-0 items-center gap-2 rounded-full py-1 pr-4 pl-4"><p class="truncate text-sm font-semibold">${escaped(host.name)}</p></div></div>${card}</div>`;
}

export function paintProduct(read: unknown, locale: Locale): string {
  const product = read as Product;
  return framed(
    locale,
    `<div class="mx-auto grid w-full max-w-6xl items-start gap-6 px-4 pt-4 pb-12 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] md:gap-10 md:px-6 md:pt-10"><div>${image(product.pictures[0]?.urls.medium, "aspect-square w-full rounded-m")}</div><h1 class="text-xl font-bold">${escaped(product.title)}</h1></div>`,
  );
}
