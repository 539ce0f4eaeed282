import type { AskKind, AskState, ParcelState, TrackingCode } from "../../../contract/order-life.ts";

/** fulfillment.parcel */
export interface ParcelRow {
  readonly shop_id: string;
  readonly parcel_id: string;
  readonly order_id: string;
  readonly whole: boolean;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly state: ParcelState;
  readonly shipped_by: string;
  readonly shipped_at: Date;
  readonly delivered_at: Date | null;
  readonly heard_at: Date | null;
}

/** fulfillment.parcel_line */
export interface ParcelLineRow {
  readonly shop_id: string;
  readonly parcel_id: string;
  readonly line_id: string;
  readonly quantity: number;
}
/** A parcel with what is in it; no lines where it holds the whole order. */
export interface PackedRow extends ParcelRow {
  readonly lines: readonly ParcelLineRow[];
}

/** fulfillment.correction */
export interface CorrectionRow {
  readonly shop_id: string;
  readonly parcel_id: string;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly corrected_by: string;
  readonly corrected_at: Date;
}

/** fulfillment.tracking_event */
export interface TrackingEventRow {
  readonly shop_id: string;
  readonly parcel_id: string;
  readonly event_id: string;
  readonly code: TrackingCode;
  readonly at: Date;
  readonly text: string;
  readonly place: string;
  readonly source: "carrier" | "shop";
  readonly received_at: Date;
}

/** fulfillment.ask */
export interface AskRow {
  readonly shop_id: string;
  readonly ask_id: string;
  readonly order_id: string;
  readonly kind: AskKind;
  readonly state: AskState;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly answer_by: Date;
  readonly ended_at: Date | null;
  readonly content_sealed: string;
  readonly answer_sealed: string | null;
}

/** fulfillment.reminder */
export interface ReminderRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly count: number;
  readonly at: Date;
}

/** fulfillment.compensation */
export interface CompensationRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly refund_id: string;
  readonly amount: bigint;
  readonly state: "paying" | "paid" | "failed";
  /** How often the provider was asked; each try is a refund of its own, of which `refund_id` is the last. */
  readonly tries: number;
  /** When it is tried again; null while the provider has the last try, and at the end. */
  readonly again_at: Date | null;
  readonly promised: Date;
  readonly decided_at: Date;
  readonly ended_at: Date | null;
}
