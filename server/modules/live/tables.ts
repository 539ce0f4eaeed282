import type { SessionState } from "../../../contract/live.ts";

export type SessionRow = {
  readonly room_id: string;
  readonly session_id: string;
  readonly host_id: string;
  readonly shop_id: string;
  readonly title: string;
  readonly cover_picture_id: string | null;
  readonly broadcast: "self" | "shop";
  readonly state: SessionState;
  readonly end_reason: "host" | "encoder_lost" | "operator" | "shop" | null;
  /** Written before 0026 and moved into the sealed column at our start; null since. */
  readonly stop_reason: string | null;
  readonly stop_reason_sealed: string | null;
  readonly planned_at: Date | null;
  readonly teaser: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  readonly resume_by: Date | null;
  readonly base_offset_ms: bigint | null;
  readonly newest_offset_ms: bigint;
  readonly offset_saved_at: Date | null;
  readonly pinned_product_id: string | null;
  readonly likes: bigint;
  readonly chat_lines: bigint;
  readonly viewers_peak: number;
};

export type LiveTables = {
  "live.room": { room_id: string; host_id: string; created_at: Date };
  "live.host_room": { account_id: string; room_id: string };
  "live.session": SessionRow;
  "live.bag_product": {
    room_id: string;
    session_id: string;
    product_id: string;
    position: number;
    talking_points: string | null;
    planned_minutes: number | null;
  };
  "live.reminder": { room_id: string; session_id: string; account_id: string; asked_at: Date };
  "live.minute": { room_id: string; session_id: string; minute: number; viewers: number };
  "live.pin": {
    room_id: string;
    session_id: string;
    seq: number;
    product_id: string | null;
    offset_ms: bigint;
    at: Date;
  };
  "live.watcher": { room_id: string; session_id: string; person: string; first_at: Date };
};

export type SaleTables = {
  "live.sale": {
    room_id: string;
    session_id: string;
    order_id: string;
    buyer_id: string;
    placed_at: Date | null;
    paid_at: Date | null;
    gross: bigint;
    refunded: bigint;
  };
  "live.sale_line": {
    room_id: string;
    session_id: string;
    order_id: string;
    line: number;
    product_id: string;
    title: string;
    quantity: number;
    total: bigint;
  };
};
