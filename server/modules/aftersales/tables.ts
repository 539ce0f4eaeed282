export type RefundState = "paying" | "success";

/** aftersales.refund */
export interface RefundRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly refund_id: string;
  readonly amount: bigint;
  readonly state: RefundState;
  readonly reason_sealed: string;
  readonly decided_by: string;
  readonly created_at: Date;
  readonly succeeded_at: Date | null;
}
