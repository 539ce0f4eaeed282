import { z } from "zod";
import { CategorySlug, Product } from "./catalog.ts";
import { HostCard } from "./hosts.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, listOf } from "./lists.ts";
import { LiveSession, Room } from "./live.ts";
import { ShopCard } from "./shops.ts";

export const searchKinds = ["room", "host", "shop", "product"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** What people type; anything is a question, most of it finds nothing. */
const Query = z
  .string()
  .max(limits.search_chars_max * 2)
  .default("");

export const ShopFound = z
  .object({ object: z.literal("shop_found"), shop: ShopCard, intro: z.string() })
  .meta({ id: "ShopFound" });
export type ShopFound = z.infer<typeof ShopFound>;

export const SearchResults = z
  .object({
    object: z.literal("search_results"),
    /** On air now. */
    rooms: z.array(LiveSession),
    hosts: z.array(HostCard),
    shops: z.array(ShopFound),
    products: z.array(Product),
    /** Which kinds hold more than is shown here; ask for one with `kind`. */
    more: z.array(z.enum(searchKinds)),
    /** With `kind`: where the next page begins. */
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "SearchResults" });
export type SearchResults = z.infer<typeof SearchResults>;

export const Suggestion = z
  .object({
    object: z.literal("suggestion"),
    kind: z.enum(searchKinds),
    id: z.string(),
    text: z.string(),
  })
  .meta({ id: "Suggestion" });
export type Suggestion = z.infer<typeof Suggestion>;

/** A room or a product: what a history keeps. */
const SubjectId = z.union([idOf("room"), idOf("prod")]);

/** Something the caller looked at; what no longer exists for them is left out of the list. */
export const Seen = z
  .object({
    object: z.literal("seen"),
    subject_id: SubjectId,
    at: Instant,
    room: Room.omit({ bag: true }).nullable(),
    product: Product.nullable(),
  })
  .meta({ id: "Seen" });
export type Seen = z.infer<typeof Seen>;

export const HistorySettings = z
  .object({ object: z.literal("history_settings"), kept: z.boolean() })
  .meta({ id: "HistorySettings" });

const Cleared = z.object({ object: z.literal("cleared") });

export const searchRoutes = {
  search: route({
    id: "search",
    method: "GET",
    path: "/v1/search",
    summary: "Rooms on air, hosts, shops and products, found by words, pinyin or initials",
    access: "guest",
    query: Page.extend({ q: Query, kind: z.enum(searchKinds).optional(), category: CategorySlug.optional() }),
    response: SearchResults,
  }),
  suggest: route({
    id: "suggest",
    method: "GET",
    path: "/v1/search/suggest",
    summary: "What could be meant, while somebody types",
    access: "guest",
    query: z.object({ q: Query }),
    response: listOf(Suggestion),
  }),
  listHistory: route({
    id: "listHistory",
    method: "GET",
    path: "/v1/history",
    summary: "Rooms and products the caller looked at in the last 90 days, the latest first",
    access: "viewer",
    query: Page.extend({ kind: z.enum(["room", "product"]).optional() }),
    response: listOf(Seen),
  }),
  rememberSeen: route({
    id: "rememberSeen",
    method: "PUT",
    path: "/v1/history/:subject_id",
    summary: "Note that the caller looks at a room or a product now; nothing is kept where the history is off",
    access: "viewer",
    params: z.object({ subject_id: SubjectId }),
    response: HistorySettings,
    errors: ["not_found"],
  }),
  forgetSeen: route({
    id: "forgetSeen",
    method: "DELETE",
    path: "/v1/history/:subject_id",
    summary: "Take one thing out of the history; repeating it changes nothing",
    access: "viewer",
    params: z.object({ subject_id: SubjectId }),
    response: Cleared,
  }),
  clearHistory: route({
    id: "clearHistory",
    method: "DELETE",
    path: "/v1/history",
    summary: "Empty the history",
    access: "viewer",
    response: Cleared,
  }),
  getHistorySettings: route({
    id: "getHistorySettings",
    method: "GET",
    path: "/v1/history_settings",
    summary: "Whether a history is kept",
    access: "viewer",
    response: HistorySettings,
  }),
  updateHistorySettings: route({
    id: "updateHistorySettings",
    method: "PUT",
    path: "/v1/history_settings",
    summary: "Keep a history, or none: turning it off empties it",
    access: "viewer",
    body: z.strictObject({ kept: z.boolean() }),
    response: HistorySettings,
  }),
} as const;
