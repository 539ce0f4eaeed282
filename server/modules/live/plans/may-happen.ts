import type { Reader } from "../../../kernel/db.ts";
import type { LiveParts } from "../live-parts.ts";
import type { SessionRow } from "../tables.ts";

/**
 * Which of these sessions could go on air as things stand: the shop is open and its owner a verified seller, the host
 * is verified and still goes on air for it; nobody of them is suspended. What cannot is neither listed nor announced; it comes back by itself once it can.
 */
export async function mayHappen(
  live: LiveParts,
  reader: Reader,
  rows: readonly SessionRow[],
  at: Date,
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const shopIds = [...new Set(rows.map((row) => row.shop_id))];
  const [shops, staff, hosts] = await Promise.all([
    live.shops.shops(reader, shopIds),
    live.shops.staffOf(reader, shopIds, "live"),
    live.accounts.verified(reader, "host", [...new Set(rows.map((row) => row.host_id))], at),
  ]);
  const owners = [...new Set([...shops.values()].map((shop) => shop.owner_id))];
  const sellers = await live.accounts.verified(reader, "seller", owners, at);
  const sells = (shop_id: string): boolean => {
    const shop = shops.get(shop_id);
    return shop !== undefined && shop.state === "open" && sellers.has(shop.owner_id);
  };
  return new Set(
    rows
      .filter(
        (row) =>
          sells(row.shop_id) &&
          hosts.has(row.host_id) &&
          staff.get(row.shop_id)?.has(row.host_id) === true,
      )
      .map((row) => row.session_id),
  );
}
