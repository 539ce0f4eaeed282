import type { SearchKind } from "../../../contract/search.ts";
import type { Tx } from "../../kernel/db.ts";
import { printOf, type SearchParts } from "./needs.ts";
import { deleteEntries, putEntries } from "./store.ts";
import type { EntryRow } from "./tables.ts";
import { vectorOf, type Said } from "./vector.ts";

type Reading = (search: SearchParts, tx: Tx, ids: readonly string[]) => Promise<readonly EntryRow[]>;

/** How each kind is read; what is missing in the answer is not to be found. */
const readings: Readonly<Record<SearchKind, Reading>> = {
  product: readProducts,
  shop: readShops,
  host: readHosts,
  room: readRooms,
};

/** Brings the entries of these things in step with what they are now. */
export async function indexThings(
  search: SearchParts,
  tx: Tx,
  kind: SearchKind,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const wanted = [...new Set(ids)];
  const rows = await readings[kind](search, tx, wanted);
  const there = new Set(rows.map((row) => row.id));
  await deleteEntries(
    tx,
    wanted.filter((id) => !there.has(id)),
  );
  await putEntries(tx, rows);
}

async function readProducts(search: SearchParts, tx: Tx, ids: readonly string[]): Promise<readonly EntryRow[]> {
  const products = [...(await search.catalog.products(tx, ids)).values()].filter((one) => one.state === "on_sale");
  const shops = await search.shops.shops(tx, [...new Set(products.map((product) => product.shop.id))]);
  return products
    .filter((product) => shops.get(product.shop.id)?.state === "open")
    .map((product) =>
      entry(search, "product", product.id, new Date(product.created_at), {
        title: product.title,
        category: [product.category],
        said: [
          { text: product.title, weight: "A" },
          { text: product.variants.map((variant) => variant.title).join(" "), weight: "B" },
          { text: product.shop.name, weight: "B" },
          { text: product.description, weight: "C" },
        ],
      }),
    );
}

async function readShops(search: SearchParts, tx: Tx, ids: readonly string[]): Promise<readonly EntryRow[]> {
  return [...(await search.shops.shops(tx, ids)).values()]
    .filter((shop) => shop.state === "open")
    .map((shop) =>
      entry(search, "shop", shop.id, madeAt(shop.id), {
        title: shop.name,
        category: [],
        said: [
          { text: shop.name, weight: "A" },
          { text: shop.intro, weight: "C" },
        ],
      }),
    );
}

async function readHosts(search: SearchParts, tx: Tx, ids: readonly string[]): Promise<readonly EntryRow[]> {
  const hosts = [...(await search.accounts.hosts(tx, ids))];
  const [people, profiles] = [
    await search.accounts.publicAccounts(tx, hosts),
    await search.accounts.hostProfiles(tx, hosts),
  ];
  return hosts.map((id) => {
    const profile = profiles.get(id);
    return entry(search, "host", id, madeAt(id), {
      title: null,
      category: [],
      said: [
        { text: people.get(id)?.name ?? "", weight: "A", personal: true },
        { text: profile?.headline ?? "", weight: "B" },
        { text: profile?.region ?? "", weight: "B" },
        { text: profile?.bio ?? "", weight: "C" },
      ],
    });
  });
}

async function readRooms(search: SearchParts, tx: Tx, ids: readonly string[]): Promise<readonly EntryRow[]> {
  const rooms = await search.live.watchedRooms(tx, ids);
  const [people, cards, products] = [
    await search.accounts.publicAccounts(tx, [...new Set(rooms.map((room) => room.host_id))]),
    await search.shops.cards(tx, [...new Set(rooms.map((room) => room.shop_id))]),
    await search.catalog.products(tx, [...new Set(rooms.flatMap((room) => room.product_ids))]),
  ];
  return rooms.map((room) => {
    const bag = room.product_ids.flatMap((id) => {
      const product = products.get(id);
      return product?.state === "on_sale" ? [product] : [];
    });
    return entry(search, "room", room.room_id, room.started_at, {
      title: room.title,
      category: [...new Set(bag.map((product) => product.category))],
      said: [
        { text: room.title, weight: "A" },
        { text: people.get(room.host_id)?.name ?? "", weight: "B", personal: true },
        { text: cards.get(room.shop_id)?.name ?? "", weight: "B" },
        { text: bag.map((product) => product.title).join(" "), weight: "C" },
      ],
    });
  });
}

function entry(
  search: SearchParts,
  kind: SearchKind,
  id: string,
  at: Date,
  what: { readonly title: string | null; readonly category: readonly string[]; readonly said: readonly Said[] },
): EntryRow {
  const { title, category } = what;
  return { id, kind, title, category, at, terms: vectorOf(what.said, printOf(search.ctx)) };
}

/** The instant an id was made at: it begins with the time (kernel/ids.ts). */
function madeAt(id: string): Date {
  const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  const time = [...id.slice(id.indexOf("_") + 1, id.indexOf("_") + 11)];
  return new Date(time.reduce((sum, char) => sum * 32 + alphabet.indexOf(char), 0));
}
