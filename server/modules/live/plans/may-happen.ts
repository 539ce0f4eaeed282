import type { Reader } from "../../../kernel/db.ts";
import type { LiveParts } from "../live-parts.ts";
import type { SessionRow } from "../tables.ts";

/**
 * Which of these sessions could go on air as things stand: the shop is open, the host is verified and still goes on
 * air for it. What cannot is neither listed nor announced; it comes back by itself once it can.
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
  return new Set(
    rows
      .filter(
        (row) =>
          shops.get(row.shop_id)?.state === "open" &&
          hosts.has(row.host_id) &&
          staff.get(row.shop_id)?.has(row.host_id) === true,
      )
      .map((row) => row.session_id),
  );
}
