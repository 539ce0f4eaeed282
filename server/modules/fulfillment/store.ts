import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { OrderKey } from "../orders/index.ts";
import type { ShipmentRow } from "./tables.ts";

export async function insertShipment(tx: Tx, row: ShipmentRow): Promise<void> {
  await sql`insert into fulfillment.shipment (shop_id, order_id, shipment_id, carrier, tracking_number, shipped_by, shipped_at)
    values (${row.shop_id}, ${row.order_id}, ${row.shipment_id}, ${row.carrier}, ${row.tracking_number}, ${row.shipped_by}, ${row.shipped_at})`.execute(
    tx,
  );
}

export async function shipmentsByKey(reader: Reader, keys: readonly OrderKey[]): Promise<ShipmentRow[]> {
  const result = await sql<ShipmentRow>`select * from fulfillment.shipment
    where (shop_id, order_id) in (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.order_id)}::text[]))`.execute(
    reader,
  );
  return result.rows;
}

/** Records that somebody looked at a whole address. */
export async function insertAddressLook(tx: Tx, look: OrderKey & { account_id: string; at: Date }): Promise<void> {
  await sql`insert into fulfillment.address_look (shop_id, order_id, account_id, at) values (${look.shop_id}, ${look.order_id}, ${look.account_id}, ${look.at})`.execute(
    tx,
  );
}
