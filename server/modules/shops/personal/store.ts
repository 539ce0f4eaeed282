import { sql } from "kysely";
import type { Tx } from "../../../kernel/db.ts";

/** Whoever is gone works nowhere, and what they owned is closed. Returns the shops that were open. */
export async function leaveShops(tx: Tx, account_id: string, at: Date): Promise<string[]> {
  const { rows } = await sql<{ shop_id: string }>`update shops.shop set state = 'closed', updated_at = ${at} where owner_id = ${account_id} and state = 'open' returning shop_id`.execute(
    tx,
  );
  await sql`delete from shops.staff where account_id = ${account_id} and part <> 'owner'`.execute(tx);
  return rows.map((row) => row.shop_id);
}
