/** The ids a path may name; `:id` by itself is told apart by the path. */
export const namedIds = {
  shop_id: "shop",
  product_id: "prod",
  variant_id: "var",
  order_id: "ord",
  checkout_id: "chk",
  room_id: "room",
  session_id: "sess",
  account_id: "acct",
  host_id: "acct",
  subject_id: "prod",
  template_id: "tpl",
  endpoint_id: "hook",
  delivery_id: "dlv",
  change_id: "set",
  event_id: "evt",
  line_id: "line",
  review_id: "rev",
  conversation_id: "conv",
  flash_sale_id: "flash",
  coupon_id: "coup",
  parcel_id: "ship",
  ask_id: "ask",
  aftersale_id: "aft",
  payout_id: "po",
  file_id: "pof",
  deposit_id: "dep",
} as const;
/** What an `:id` by itself is, by a part of its path. */
export const ownIds = [
  ["auth/sessions", "authsess"],
  ["addresses", "addr"],
  ["verifications", "ver"],
  ["account/exports", "exp"],
  ["notifications", "ntf"],
  ["push_subscriptions", "push"],
  ["api_keys", "apikey"],
] as const;
/** Parts of a path that are no ids. */
export const pathWords: Readonly<Record<string, string>> = {
  provider: "sandbox",
  feed: "sandbox",
  // Long before there was any statement.
  day: "2020-01-01",
  difference: "0".repeat(32),
  owner: `shop_${"0".repeat(26)}`,
  name: "auto_receive_days",
  job_id: "00000000-0000-4000-8000-000000000000",
};

/** What a route wants to know beside its path. */
export const queries: Readonly<Record<string, string>> = {
  getShopOverview: "?from=2026-01-01&to=2026-01-02",
  getShopStatement: "?from=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z",
};
