import type { NotificationKind } from "../../../contract/notifications.ts";
import type { ItemParams } from "./item.ts";

/** notifications.item */
export interface ItemRow {
  account_id: string;
  id: string;
  kind: NotificationKind;
  cause: string;
  params: ItemParams;
  in_app: boolean;
  at: Date;
  read_at: Date | null;
}

/** notifications.setting */
export interface SettingRow {
  account_id: string;
  kind: NotificationKind;
  in_app: boolean;
  push: boolean;
  mail: boolean;
}

/** notifications.push_subscription */
export interface SubscriptionRow {
  account_id: string;
  id: string;
  auth_session_id: string;
  endpoint_index: string;
  content_sealed: string;
  device: string;
  created_at: Date;
}

/** notifications.delivery: `target` is a push subscription's id, or `mail`. */
export interface DeliveryRow {
  account_id: string;
  item_id: string;
  target: string;
  state: "waiting" | "sending" | "sent" | "dropped" | "unknown";
  attempts: number;
  next_at: Date;
}

/** notifications.fan_out: `account_id` is the host's. */
export interface FanOutRow {
  account_id: string;
  id: string;
  kind: "host_live" | "host_soon" | "host_rescheduled" | "host_cancelled";
  cause: string;
  params: ItemParams;
  at: Date;
  stage: "followers" | "reminded" | "done";
  cursor_id: string | null;
}
