/** fulfillment.shipment */
export interface ShipmentRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly shipment_id: string;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly shipped_by: string;
  readonly shipped_at: Date;
}
