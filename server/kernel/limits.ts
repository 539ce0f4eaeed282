import { limits as shared } from "../../contract/limits.ts";

/** Everything has a limit (law 9): one file, the unit in the name. Whole-number constants; changing one is a review. */
export const limits = {
  // what clients must know too
  ...shared,
  // http
  request_body_bytes_max: 1024 * 1024,
  picture_pixels_max: 40_000_000,
  picture_side_px_max: 1600,
  header_bytes_max: 16 * 1024,
  request_timeout_ms: 30_000,
  // rates, per window of one minute unless named otherwise
  codes_per_identifier_per_hour_max: 10,
  codes_per_address_per_hour_max: 60,
  code_attempts_max: 5,
  code_ttl_ms: 10 * 60_000,
  code_resend_ms: 30_000,
  sign_ins_per_address_per_minute_max: 60,
  writes_per_account_per_minute_max: 240,
  pictures_per_account_per_hour_max: 200,
  // accounts
  session_ttl_ms: 60 * 24 * 3600_000,
  sessions_per_account_max: 50,
  addresses_per_account_max: 20,
  verification_valid_months: 6,
  // catalog and orders
  shops_per_account_max: 10,
  products_per_shop_max: 10_000,
  order_batch_max: 500,
  intake_queue_per_lane_max: 4096,
  variant_shops_remembered_max: 100_000,
  order_list_stride_keys: 200,
  order_list_strides_max: 10,
  // money
  ledger_problems_listed_max: 100,
  payment_provider_answer_ms_max: 5_000,
  payment_provider_answer_bytes_max: 64 * 1024,
  webhook_age_ms_max: 5 * 60_000,
  webhook_batch_max: 200,
  webhook_queue_per_shop_max: 2048,
  payment_asks_per_sweep_max: 200,
  payment_ask_again_ms: 60_000,
  refund_attempts_max: 20,
  refund_stale_ms: 10 * 60_000,
  sandbox_webhook_attempts_max: 12,
  sandbox_webhooks_per_delivery_max: 100,
  // live
  rooms_listed_max: 100,
  encoder_resume_ms: 30_000,
  // chat and sockets
  chat_lines_per_10s_max: 10,
  likes_per_second_max: 20,
  socket_frame_bytes_max: 8 * 1024,
  socket_frames_per_10s_max: 200,
  socket_buffer_bytes_max: 1024 * 1024,
  sockets_per_address_max: 500,
  sockets_max: 20_000,
  channel_history_frames_max: 300,
  chat_sampled_lines_per_second_max: 50,
  // media
  rtmp_connections_max: 256,
  rtmp_connections_per_address_max: 32,
  rtmp_handshake_ms: 10_000,
  rtmp_idle_ms: 15_000,
  rtmp_chunk_bytes_max: 65_536,
  rtmp_message_bytes_max: 4 * 1024 * 1024,
  rtmp_command_bytes_max: 16 * 1024,
  hub_gop_bytes_max: 16 * 1024 * 1024,
  hub_viewer_queue_bytes_max: 4 * 1024 * 1024,
  hub_viewers_per_stream_max: 20_000,
} as const;
