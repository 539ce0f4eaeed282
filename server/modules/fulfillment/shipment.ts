import type { Reader } from "../../kernel/db.ts";
import type { OrderKey, WireShipment } from "../orders/index.ts";
import { shipmentsByKey } from "./store.ts";

/** "sf 1234-5678" → "SF12345678", or null where it cannot be a tracking number: 5 to 40 letters and digits. */
export function normalizeTracking(typed: string): string | null {
  const plain = typed.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();
  return /^[0-9A-Z]{5,40}$/.test(plain) ? plain : null;
}

/** Parcels by order id; the app hands this down to orders, which shows them. */
export async function readShipments(reader: Reader, keys: readonly OrderKey[]): Promise<Map<string, WireShipment>> {
  const rows = await shipmentsByKey(reader, keys);
  return new Map(
    rows.map((row) => [
      row.order_id,
      {
        id: row.shipment_id,
        object: "shipment",
        carrier: row.carrier,
        tracking_number: row.tracking_number,
        shipped_at: row.shipped_at.toISOString(),
      },
    ]),
  );
}
