/** inventory.stock */
export interface StockRow {
  readonly shop_id: string;
  readonly variant_id: string;
  readonly product_id: string;
  readonly on_hand: number;
  readonly reserved: number;
}

/** inventory.reservation */
export interface ReservationRow {
  readonly shop_id: string;
  readonly line_id: string;
  readonly order_id: string;
  readonly variant_id: string;
  readonly quantity: number;
  readonly state: ReservationState;
}

/** What an order took of a variant. */
export type TakenVariant = Pick<ReservationRow, "shop_id" | "order_id" | "variant_id">;
export interface KeptUnits extends TakenVariant {
  readonly units: number;
}

export type ReservationState = "reserved" | "released" | "consumed";

/** inventory.adjustment; `on_hand` is what the change came to. */
export interface AdjustmentRow {
  readonly shop_id: string;
  readonly variant_id: string;
  readonly change: number;
  readonly on_hand: number;
  readonly reason: string;
  readonly account_id: string;
  readonly at: Date;
}

/** A movement of stock, put together from adjustment and reservation. `place` tells movements of one instant apart. */
export interface MovementRow {
  readonly kind: "adjusted" | "reserved" | "released" | "consumed";
  readonly at: Date;
  readonly place: string;
  readonly on_hand_change: number;
  readonly reserved_change: number;
  readonly on_hand: number | null;
  readonly reason: string | null;
  readonly account_id: string | null;
  readonly order_id: string | null;
}
