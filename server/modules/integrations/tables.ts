import type { WebhookType } from "../../../contract/webhooks.ts";

/** integrations.endpoint */
export interface EndpointRow {
  readonly shop_id: string;
  readonly endpoint_id: string;
  readonly url_sealed: string;
  readonly description: string;
  readonly types: WebhookType[];
  readonly state: "enabled" | "paused" | "failing";
  readonly secret_sealed: string;
  readonly previous_secret_sealed: string | null;
  readonly previous_until: Date | null;
  readonly created_at: Date;
  readonly last_delivered_at: Date | null;
  readonly last_failed_at: Date | null;
  readonly failing_since: Date | null;
}

/** integrations.delivery, with the newest attempt where there is one. */
export interface DeliveryRow {
  readonly shop_id: string;
  readonly delivery_id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly type: string;
  readonly body: string;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attempts: number;
  readonly next_at: Date | null;
  readonly created_at: Date;
}

/** integrations.attempt */
export interface AttemptRow {
  readonly shop_id: string;
  readonly delivery_id: string;
  readonly number: number;
  readonly at: Date;
  readonly duration_ms: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string;
}
