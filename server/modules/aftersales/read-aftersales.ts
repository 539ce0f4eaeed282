import type { z } from "zod";
import type { AftersaleSide } from "../../../contract/aftersale-words.ts";
import type { Aftersale, ReturnAddress } from "../../../contract/aftersales.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader } from "../../kernel/db.ts";
import type { AftersaleParts } from "./deps.ts";
import { purposes } from "./purposes.ts";
import { aftersalesByKey, entriesByKey, linesByKey, refundsByOrder, shopRules } from "./store.ts";
import type { AftersaleKey, ShopRuleRow } from "./tables.ts";
import { viewAftersale } from "./view.ts";

/** Wire after-sales as `side` may see them, in the order of the keys, with one question to each door however many they are. */
export async function readAftersales(
  { ctx, deps }: AftersaleParts,
  reader: Reader,
  keys: readonly AftersaleKey[],
  side: AftersaleSide,
): Promise<Aftersale[]> {
  if (keys.length === 0) return [];
  const rows = new Map((await aftersalesByKey(reader, keys)).map((row) => [row.aftersale_id, row]));
  const all = [...rows.values()];
  const lines = Map.groupBy(await linesByKey(reader, keys), (line) => line.aftersale_id);
  const entries = Map.groupBy(await entriesByKey(reader, keys), (entry) => entry.aftersale_id);
  const refunds = Map.groupBy(await refundsByOrder(reader, all), (refund) => refund.aftersale_id);
  const pages = new Map(
    [...(await deps.orders.lines(reader, all)).values()].flat().map((line) => [line.line_id, line]),
  );
  const pictures = await deps.media.pictures(reader, [
    ...new Set([
      ...all.flatMap((row) => [...row.picture_ids, ...row.freight_picture_ids]),
      ...[...entries.values()].flat().flatMap((entry) => entry.picture_ids),
    ]),
  ]);
  const shops = await deps.shops.cards(reader, [...new Set(all.map((row) => row.shop_id))]);
  const buyers = await deps.accounts.publicAccounts(reader, [...new Set(all.map((row) => row.buyer_id))]);
  const opener = {
    currency: ctx.config.currency,
    at: ctx.clock.now(),
    note: (sealed: string | null) => (sealed === null ? "" : ctx.seal.open(sealed, purposes.note)),
    description: (sealed: string) => ctx.seal.open(sealed, purposes.reason),
    address: (sealed: string | null) =>
      sealed === null ? null : (JSON.parse(ctx.seal.open(sealed, purposes.address)) as z.output<typeof ReturnAddress>),
  };
  // Agreed by itself, while the shop had named no address: the one it names now is where the goods go.
  const nowhere = all.filter((row) => row.state === "await_return" && row.return_address_sealed === null);
  const rules =
    nowhere.length === 0
      ? new Map<string, ShopRuleRow>()
      : await shopRules(
          reader,
          nowhere.map((row) => row.shop_id),
        );
  const named = ({ shop_id }: AftersaleKey) => rules.get(shop_id)?.return_address_sealed ?? null;
  return keys.flatMap((key) => {
    const found = rows.get(key.aftersale_id);
    if (found === undefined) return [];
    const row = nowhere.includes(found) ? { ...found, return_address_sealed: named(found) } : found;
    const facts = {
      row,
      lines: lines.get(row.aftersale_id) ?? [],
      entries: entries.get(row.aftersale_id) ?? [],
      refunds: refunds.get(row.aftersale_id) ?? [],
      pages,
      pictures,
      shop: present(shops.get(row.shop_id), "an after-sale's shop exists"),
      buyer_name: buyers.get(row.buyer_id)?.name ?? "",
    };
    return [viewAftersale(facts, side, opener)];
  });
}
