import { sql } from "kysely";
import type { Tx } from "../../../kernel/db.ts";
import type { ReservationState } from "../tables.ts";

/** Adds to what holders have set aside, or takes from it. A CHECK refuses to take more than is there. */
export async function changeAsides(
  tx: Tx,
  shop_id: string,
  changes: readonly { readonly holder_id: string; readonly variant_id: string; readonly change: number }[],
  at: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const holders = changes.map((one) => one.holder_id);
  const variants = changes.map((one) => one.variant_id);
  const units = changes.map((one) => one.change);
  // Not an upsert: its row would have to satisfy the CHECK before it meets the one that is there.
  await sql`insert into inventory.set_aside (shop_id, holder_id, variant_id, quantity, updated_at)
    select ${shop_id}, h, v, 0, ${at} from unnest(${holders}::text[], ${variants}::text[]) as w(h, v)
    on conflict do nothing`.execute(tx);
  await sql`update inventory.set_aside s set quantity = s.quantity + w.c, updated_at = ${at}
    from unnest(${holders}::text[], ${units}::integer[]) as w(h, c)
    where s.shop_id = ${shop_id} and s.holder_id = w.h`.execute(tx);
}

/** Ends what these orders still hold; returns only what this call ended. */
export async function endReservationsOf(
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
  from: readonly ReservationState[],
  at: Date,
): Promise<readonly { readonly order_id: string; readonly variant_id: string; readonly quantity: number }[]> {
  const ended = await sql<{
    order_id: string;
    variant_id: string;
    quantity: number;
  }>`update inventory.reservation set state = 'released', ended_at = ${at}
    where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[]) and state = any(${[...from]}::text[])
    returning order_id, variant_id, quantity`.execute(tx);
  return ended.rows;
}
