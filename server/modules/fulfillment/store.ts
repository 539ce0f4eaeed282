import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { OrderKey } from "../orders/index.ts";
import type { ShipmentRow } from "./tables.ts";

export async function insertShipments(tx: Tx, rows: readonly ShipmentRow[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (name: keyof ShipmentRow) => rows.map((row) => row[name]);
  await sql`insert into fulfillment.shipment (shop_id, order_id, shipment_id, carrier, tracking_number, shipped_by, shipped_at)
    select * from unnest(${of("shop_id")}::text[], ${of("order_id")}::text[], ${of("shipment_id")}::text[], ${of("carrier")}::text[], ${of("tracking_number")}::text[],
      ${of("shipped_by")}::text[], ${of("shipped_at")}::timestamptz[])`.execute(tx);
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
