accounts.account
  id text not null
  name_sealed text not null
  email_sealed text
  email_index text
  email_verified boolean not null
  phone_sealed text
  phone_index text
  phone_verified boolean not null
  avatar_picture_id text
  locale text not null
  roles text[] not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  deleted_at timestamp with time zone
  CHECK (((email_sealed IS NULL) = (email_index IS NULL)))
  CHECK (((phone_sealed IS NULL) = (phone_index IS NULL)))
  PRIMARY KEY (id)
  UNIQUE (email_index)
  UNIQUE (phone_index)
  INDEX account_hosts ON accounts.account USING btree (id) WHERE ('host'::text = ANY (roles))

accounts.address
  account_id text not null
  id text not null
  fields_sealed text not null
  is_default boolean not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  PRIMARY KEY (account_id, id)
  UNIQUE INDEX address_default ON accounts.address USING btree (account_id) WHERE is_default

accounts.api_key
  id text not null
  account_id text not null
  secret_index text not null
  name text not null
  scopes text[] not null
  ends_with text not null
  created_at timestamp with time zone not null
  last_used_at timestamp with time zone
  expires_at timestamp with time zone
  PRIMARY KEY (id)
  UNIQUE (secret_index)
  INDEX api_key_account ON accounts.api_key USING btree (account_id)

accounts.audit
  account_id text not null
  id text not null
  action text not null
  subject_id text not null
  reason_sealed text
  at timestamp with time zone not null
  PRIMARY KEY (account_id, id)
  INDEX audit_newest ON accounts.audit USING btree (id)
  INDEX audit_subject ON accounts.audit USING btree (subject_id)

accounts.auth_session
  id text not null
  account_id text not null
  token_index text not null
  device text not null
  address text not null
  created_at timestamp with time zone not null
  last_seen_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  proved_at timestamp with time zone
  FOREIGN KEY (account_id) REFERENCES accounts.account(id)
  PRIMARY KEY (id)
  UNIQUE (token_index)
  INDEX auth_session_account ON accounts.auth_session USING btree (account_id)
  INDEX auth_session_expiry ON accounts.auth_session USING btree (expires_at)

accounts.code
  identifier_index text not null
  issue text not null
  code_index text not null
  attempts integer not null
  sent_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  PRIMARY KEY (identifier_index)
  INDEX code_expiry ON accounts.code USING btree (expires_at)

accounts.consent
  account_id text not null
  document text not null
  version text not null
  at timestamp with time zone not null
  CHECK ((document = ANY (ARRAY['terms'::text, 'privacy'::text])))
  PRIMARY KEY (account_id, document, version)

accounts.credential
  id text not null
  account_id text not null
  provider_id text not null
  provider_account_id text not null
  password_hash text
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  FOREIGN KEY (account_id) REFERENCES accounts.account(id)
  PRIMARY KEY (id)
  UNIQUE (provider_id, provider_account_id)
  INDEX credential_account ON accounts.credential USING btree (account_id)

accounts.deletion
  account_id text not null
  asked_at timestamp with time zone not null
  due_at timestamp with time zone not null
  done_at timestamp with time zone
  PRIMARY KEY (account_id)
  INDEX deletion_due ON accounts.deletion USING btree (due_at) WHERE (done_at IS NULL)

accounts.export
  account_id text not null
  id text not null
  content_sealed text
  asked_at timestamp with time zone not null
  ready_at timestamp with time zone
  expires_at timestamp with time zone
  CHECK (((ready_at IS NULL) = (expires_at IS NULL)))
  PRIMARY KEY (account_id, id)
  INDEX export_expiry ON accounts.export USING btree (expires_at)

accounts.host_profile
  account_id text not null
  headline text not null
  bio text not null
  region text not null
  banner_picture_id text
  updated_at timestamp with time zone not null
  PRIMARY KEY (account_id)

accounts.note
  account_id text not null
  id text not null
  text_sealed text not null
  written_by text not null
  written_at timestamp with time zone not null
  PRIMARY KEY (account_id, id)

accounts.preference
  account_id text not null
  personalization boolean not null
  updated_at timestamp with time zone not null
  PRIMARY KEY (account_id)

accounts.rate
  key text not null
  window_start timestamp with time zone not null
  window_end timestamp with time zone not null
  count integer not null
  PRIMARY KEY (key, window_start)
  INDEX rate_end ON accounts.rate USING btree (window_end)

accounts.suspension
  account_id text not null
  id text not null
  reason_sealed text not null
  suspended_by text not null
  suspended_at timestamp with time zone not null
  lifted_at timestamp with time zone
  lifted_by text
  lift_reason_sealed text
  CHECK (((lifted_at IS NULL) = (lift_reason_sealed IS NULL)))
  CHECK (((lifted_at IS NULL) = (lifted_by IS NULL)))
  PRIMARY KEY (account_id, id)
  UNIQUE INDEX suspension_standing ON accounts.suspension USING btree (account_id) WHERE (lifted_at IS NULL)

accounts.training
  account_id text not null
  acknowledged_at timestamp with time zone not null
  version text not null
  valid_until timestamp with time zone not null
  PRIMARY KEY (account_id, acknowledged_at)

accounts.verification
  account_id text not null
  id text not null
  kind text not null
  state text not null
  fields_sealed text not null
  reason_sealed text
  created_at timestamp with time zone not null
  decided_at timestamp with time zone
  decided_by text
  valid_until timestamp with time zone
  CHECK (((state = 'approved'::text) = (valid_until IS NOT NULL)))
  CHECK (((state = 'pending'::text) = (decided_at IS NULL)))
  CHECK ((kind = ANY (ARRAY['host'::text, 'seller'::text])))
  CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text])))
  PRIMARY KEY (account_id, id)
  INDEX verification_state ON accounts.verification USING btree (state, id)
  UNIQUE INDEX verification_pending ON accounts.verification USING btree (account_id, kind) WHERE (state = 'pending'::text)

aftersales.aftersale
  shop_id text not null
  aftersale_id text not null
  order_id text not null
  buyer_id text not null
  state text not null
  way text not null
  reason text not null
  opened_by text not null
  before_shipping boolean not null
  goods_most bigint not null
  shipping_most bigint not null
  goods bigint not null
  shipping bigint not null
  goods_due boolean not null
  version integer not null
  rounds integer not null
  proposal_way text
  proposal_amount bigint
  deadline_at timestamp with time zone
  evidence_until timestamp with time zone
  description_sealed text not null
  picture_ids text[] not null
  return_address_sealed text
  return_carrier text
  return_tracking text
  return_sent_at timestamp with time zone
  exchange_carrier text
  exchange_tracking text
  exchange_sent_at timestamp with time zone
  freight_means text not null
  freight bigint not null
  freight_picture_ids text[] not null
  ruling_outcome text
  ruling_amount bigint
  ruling_goods_back boolean
  ruling_note_sealed text
  ruling_at timestamp with time zone
  pay_failed boolean not null
  created_at timestamp with time zone not null
  ended_at timestamp with time zone
  CHECK (((goods <= goods_most) AND (shipping <= shipping_most)))
  CHECK (((state = ANY (ARRAY['success'::text, 'closed'::text])) = (ended_at IS NOT NULL)))
  CHECK ((freight >= 0))
  CHECK ((freight_means = ANY (ARRAY['none'::text, 'own'::text, 'collect'::text, 'claim'::text])))
  CHECK ((goods >= 0))
  CHECK ((goods_most >= 0))
  CHECK ((opened_by = ANY (ARRAY['buyer'::text, 'operator'::text])))
  CHECK ((ruling_outcome = ANY (ARRAY['for_buyer'::text, 'for_seller'::text])))
  CHECK ((shipping >= 0))
  CHECK ((shipping_most >= 0))
  CHECK ((state = ANY (ARRAY['applied'::text, 'proposed'::text, 'seller_refused'::text, 'dispute'::text, 'platform_confirmed'::text, 'await_return'::text, 'returned'::text, 'exchange_sent'::text, 'paying'::text, 'success'::text, 'closed'::text])))
  CHECK ((version > 0))
  CHECK ((way = ANY (ARRAY['refund_only'::text, 'return_refund'::text, 'exchange'::text])))
  PRIMARY KEY (shop_id, aftersale_id)
  INDEX aftersale_by_id ON aftersales.aftersale USING btree (aftersale_id)
  INDEX aftersale_order ON aftersales.aftersale USING btree (shop_id, order_id)
  INDEX aftersale_turn ON aftersales.aftersale USING btree (shop_id, state, aftersale_id)

aftersales.buyer_aftersale
  account_id text not null
  aftersale_id text not null
  shop_id text not null
  PRIMARY KEY (account_id, aftersale_id)

aftersales.entry
  shop_id text not null
  aftersale_id text not null
  version integer not null
  action text not null
  by_whom text not null
  account_id text
  state text not null
  amount bigint
  note_sealed text
  picture_ids text[] not null
  at timestamp with time zone not null
  CHECK ((by_whom = ANY (ARRAY['buyer'::text, 'seller'::text, 'operator'::text, 'system'::text])))
  FOREIGN KEY (shop_id, aftersale_id) REFERENCES aftersales.aftersale(shop_id, aftersale_id)
  PRIMARY KEY (shop_id, aftersale_id, version)

aftersales.line
  shop_id text not null
  aftersale_id text not null
  line_id text not null
  order_id text not null
  variant_id text not null
  quantity integer not null
  most bigint not null
  amount bigint not null
  units_gone integer not null
  restocked integer not null
  open boolean not null
  CHECK (((amount >= 0) AND (amount <= most)))
  CHECK (((restocked >= 0) AND (restocked <= quantity)))
  CHECK (((units_gone >= 0) AND (units_gone <= quantity)))
  CHECK ((most >= 0))
  CHECK ((quantity > 0))
  FOREIGN KEY (shop_id, aftersale_id) REFERENCES aftersales.aftersale(shop_id, aftersale_id)
  PRIMARY KEY (shop_id, aftersale_id, line_id)
  INDEX line_order ON aftersales.line USING btree (shop_id, order_id)
  UNIQUE INDEX one_open_aftersale_per_line ON aftersales.line USING btree (shop_id, line_id) WHERE open

aftersales.refund
  shop_id text not null
  order_id text not null
  refund_id text not null
  amount bigint not null
  state text not null
  reason_sealed text not null
  decided_by text
  created_at timestamp with time zone not null
  succeeded_at timestamp with time zone
  aftersale_id text
  kind text not null
  CHECK (((state = 'success'::text) = (succeeded_at IS NOT NULL)))
  CHECK ((amount > 0))
  CHECK ((kind = ANY (ARRAY['goods'::text, 'freight'::text])))
  CHECK ((state = ANY (ARRAY['paying'::text, 'success'::text, 'failed'::text])))
  PRIMARY KEY (shop_id, refund_id)
  INDEX refund_order ON aftersales.refund USING btree (shop_id, order_id)

aftersales.shop_rule
  shop_id text not null
  agree_unshipped_at_once boolean not null
  return_address_sealed text
  updated_at timestamp with time zone not null
  PRIMARY KEY (shop_id)

catalog.category
  slug text not null
  place integer not null
  name_en text not null
  name_zh text not null
  icon text not null
  PRIMARY KEY (slug)

catalog.featured
  shop_id text not null
  product_id text not null
  place integer not null
  CHECK ((place >= 0))
  FOREIGN KEY (shop_id, product_id) REFERENCES catalog.product(shop_id, id)
  PRIMARY KEY (shop_id, product_id)

catalog.price_change
  shop_id text not null
  variant_id text not null
  version integer not null
  product_id text not null
  price bigint
  at timestamp with time zone not null
  CHECK ((price > 0))
  FOREIGN KEY (shop_id, product_id) REFERENCES catalog.product(shop_id, id)
  PRIMARY KEY (shop_id, variant_id, version)
  INDEX price_change_product ON catalog.price_change USING btree (shop_id, product_id, at)

catalog.product
  shop_id text not null
  id text not null
  state text not null
  title text not null
  description text not null
  unit text not null
  picture_ids text[] not null
  shipping_fee bigint not null
  return_policy text not null
  version integer not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  category text not null default 'other'::text
  shipping_template_id text
  limit_per_buyer integer
  CHECK (((limit_per_buyer >= 1) AND (limit_per_buyer <= 999)))
  CHECK ((shipping_fee >= 0))
  CHECK ((state = ANY (ARRAY['draft'::text, 'on_sale'::text, 'off'::text])))
  CHECK ((version > 0))
  FOREIGN KEY (category) REFERENCES catalog.category(slug)
  FOREIGN KEY (shop_id) REFERENCES shops.shop(shop_id)
  FOREIGN KEY (shop_id, shipping_template_id) REFERENCES shops.shipping_template(shop_id, id)
  PRIMARY KEY (shop_id, id)
  INDEX product_id ON catalog.product USING btree (id)
  INDEX product_on_sale ON catalog.product USING btree (id) WHERE (state = 'on_sale'::text)
  INDEX product_on_sale_category ON catalog.product USING btree (category, id) WHERE (state = 'on_sale'::text)

catalog.takedown
  shop_id text not null
  product_id text not null
  reason_sealed text not null
  taken_by text not null
  taken_at timestamp with time zone not null
  FOREIGN KEY (shop_id, product_id) REFERENCES catalog.product(shop_id, id)
  PRIMARY KEY (shop_id, product_id)

catalog.variant
  shop_id text not null
  id text not null
  product_id text not null
  place integer not null
  title text not null
  price bigint not null
  compare_at_price bigint
  compare_at_basis text
  retired_at timestamp with time zone
  sku_code text
  CHECK ((((compare_at_price IS NULL) AND (compare_at_basis IS NULL)) OR ((compare_at_price > price) AND (compare_at_basis <> ''::text))))
  CHECK ((price > 0))
  FOREIGN KEY (shop_id, product_id) REFERENCES catalog.product(shop_id, id)
  PRIMARY KEY (shop_id, id)
  INDEX variant_id ON catalog.variant USING btree (id)
  INDEX variant_product ON catalog.variant USING btree (shop_id, product_id)
  UNIQUE INDEX variant_sku ON catalog.variant USING btree (shop_id, sku_code) WHERE (retired_at IS NULL)

chat.line
  room_id text not null
  line_id text not null
  session_id text not null
  account_id text not null
  role text not null
  body text not null
  at timestamp with time zone not null
  CHECK ((role = ANY (ARRAY['viewer'::text, 'host'::text, 'staff'::text])))
  PRIMARY KEY (room_id, line_id)
  INDEX line_by_session ON chat.line USING btree (room_id, session_id, line_id)

fans.fan
  account_id text not null
  fan_id text not null
  since timestamp with time zone not null
  PRIMARY KEY (account_id, fan_id)
  INDEX fan_since ON fans.fan USING btree (account_id, since)

fans.follow
  account_id text not null
  host_id text not null
  since timestamp with time zone not null
  PRIMARY KEY (account_id, host_id)

fans.reach
  account_id text not null
  followers bigint not null
  CHECK ((followers >= 0))
  PRIMARY KEY (account_id)

fulfillment.address_look
  shop_id text not null
  order_id text not null
  seq bigint not null identity
  account_id text not null
  at timestamp with time zone not null
  PRIMARY KEY (shop_id, order_id, seq)

fulfillment.ask
  shop_id text not null
  ask_id text not null
  order_id text not null
  kind text not null
  state text not null
  asked_by text not null
  asked_at timestamp with time zone not null
  answer_by timestamp with time zone not null
  ended_at timestamp with time zone
  content_sealed text not null
  answer_sealed text
  CHECK (((state = 'asked'::text) = (ended_at IS NULL)))
  CHECK ((kind = ANY (ARRAY['address'::text, 'delay'::text])))
  CHECK ((state = ANY (ARRAY['asked'::text, 'accepted'::text, 'refused'::text, 'withdrawn'::text, 'lapsed'::text])))
  PRIMARY KEY (shop_id, ask_id)
  INDEX ask_order ON fulfillment.ask USING btree (shop_id, order_id)
  UNIQUE INDEX ask_open ON fulfillment.ask USING btree (shop_id, order_id) WHERE (state = 'asked'::text)

fulfillment.compensation
  shop_id text not null
  order_id text not null
  refund_id text not null
  amount bigint not null
  state text not null
  promised timestamp with time zone not null
  decided_at timestamp with time zone not null
  ended_at timestamp with time zone
  tries integer not null
  again_at timestamp with time zone
  CHECK ((amount > 0))
  CHECK ((state = ANY (ARRAY['paying'::text, 'paid'::text, 'failed'::text])))
  CHECK ((tries > 0))
  PRIMARY KEY (shop_id, order_id)
  INDEX compensation_refund ON fulfillment.compensation USING btree (shop_id, refund_id)

fulfillment.correction
  shop_id text not null
  parcel_id text not null
  seq bigint not null identity
  carrier text not null
  tracking_number text not null
  corrected_by text not null
  corrected_at timestamp with time zone not null
  FOREIGN KEY (shop_id, parcel_id) REFERENCES fulfillment.parcel(shop_id, parcel_id)
  PRIMARY KEY (shop_id, parcel_id, seq)

fulfillment.parcel
  shop_id text not null
  parcel_id text not null
  order_id text not null
  whole boolean not null
  carrier text not null
  tracking_number text not null
  state text not null
  shipped_by text not null
  shipped_at timestamp with time zone not null
  delivered_at timestamp with time zone
  heard_at timestamp with time zone
  CHECK ((state = ANY (ARRAY['shipped'::text, 'in_transit'::text, 'out_for_delivery'::text, 'problem'::text, 'delivered'::text, 'returned'::text])))
  PRIMARY KEY (shop_id, parcel_id)
  INDEX parcel_order ON fulfillment.parcel USING btree (shop_id, order_id)

fulfillment.parcel_line
  shop_id text not null
  parcel_id text not null
  line_id text not null
  quantity integer not null
  CHECK ((quantity > 0))
  FOREIGN KEY (shop_id, parcel_id) REFERENCES fulfillment.parcel(shop_id, parcel_id)
  PRIMARY KEY (shop_id, parcel_id, line_id)

fulfillment.reminder
  shop_id text not null
  order_id text not null
  count integer not null
  at timestamp with time zone not null
  PRIMARY KEY (shop_id, order_id)

fulfillment.tracking_event
  shop_id text not null
  parcel_id text not null
  event_id text not null
  code text not null
  at timestamp with time zone not null
  text text not null
  place text not null
  source text not null
  received_at timestamp with time zone not null
  CHECK ((code = ANY (ARRAY['in_transit'::text, 'out_for_delivery'::text, 'problem'::text, 'delivered'::text, 'returned'::text])))
  CHECK ((source = ANY (ARRAY['carrier'::text, 'shop'::text])))
  FOREIGN KEY (shop_id, parcel_id) REFERENCES fulfillment.parcel(shop_id, parcel_id)
  PRIMARY KEY (shop_id, parcel_id, event_id)

integrations.attempt
  shop_id text not null
  delivery_id text not null
  number integer not null
  at timestamp with time zone not null
  duration_ms integer not null
  status integer
  error text
  answer text not null
  FOREIGN KEY (shop_id, delivery_id) REFERENCES integrations.delivery(shop_id, delivery_id) ON DELETE CASCADE
  PRIMARY KEY (shop_id, delivery_id, number)

integrations.delivery
  shop_id text not null
  delivery_id text not null
  endpoint_id text not null
  event_id text not null
  type text not null
  body text not null
  state text not null
  attempts integer not null
  next_at timestamp with time zone
  leased_until timestamp with time zone
  created_at timestamp with time zone not null
  CHECK (((state = 'waiting'::text) = (next_at IS NOT NULL)))
  CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
  FOREIGN KEY (shop_id, endpoint_id) REFERENCES integrations.endpoint(shop_id, endpoint_id) ON DELETE CASCADE
  PRIMARY KEY (shop_id, delivery_id)
  UNIQUE (shop_id, endpoint_id, event_id)
  INDEX delivery_age ON integrations.delivery USING btree (created_at)
  INDEX delivery_due ON integrations.delivery USING btree (next_at) WHERE (state = 'waiting'::text)

integrations.endpoint
  shop_id text not null
  endpoint_id text not null
  url_sealed text not null
  description text not null
  types text[] not null
  state text not null
  secret_sealed text not null
  previous_secret_sealed text
  previous_until timestamp with time zone
  created_at timestamp with time zone not null
  last_delivered_at timestamp with time zone
  last_failed_at timestamp with time zone
  failing_since timestamp with time zone
  CHECK ((state = ANY (ARRAY['enabled'::text, 'paused'::text, 'failing'::text])))
  PRIMARY KEY (shop_id, endpoint_id)

inventory.adjustment
  shop_id text not null
  seq bigint not null identity
  variant_id text not null
  change integer not null
  on_hand integer not null
  reason text not null
  account_id text not null
  at timestamp with time zone not null
  CHECK ((change <> 0))
  FOREIGN KEY (shop_id, variant_id) REFERENCES inventory.stock(shop_id, variant_id)
  PRIMARY KEY (shop_id, seq)
  INDEX adjustment_variant ON inventory.adjustment USING btree (shop_id, variant_id, seq)

inventory.reservation
  shop_id text not null
  line_id text not null
  order_id text not null
  variant_id text not null
  quantity integer not null
  state text not null
  reserved_at timestamp with time zone not null
  ended_at timestamp with time zone
  CHECK (((state = 'reserved'::text) = (ended_at IS NULL)))
  CHECK ((quantity > 0))
  CHECK ((state = ANY (ARRAY['reserved'::text, 'released'::text, 'consumed'::text])))
  PRIMARY KEY (shop_id, line_id)
  INDEX reservation_order ON inventory.reservation USING btree (shop_id, order_id)
  INDEX reservation_variant ON inventory.reservation USING btree (shop_id, variant_id, reserved_at)

inventory.set_aside
  shop_id text not null
  holder_id text not null
  variant_id text not null
  quantity integer not null
  updated_at timestamp with time zone not null
  CHECK ((quantity >= 0))
  FOREIGN KEY (shop_id, variant_id) REFERENCES inventory.stock(shop_id, variant_id)
  PRIMARY KEY (shop_id, holder_id)
  INDEX set_aside_variant ON inventory.set_aside USING btree (shop_id, variant_id)

inventory.stock
  shop_id text not null
  variant_id text not null
  product_id text not null
  on_hand integer not null
  reserved integer not null
  updated_at timestamp with time zone not null
  low_at integer
  CHECK (((low_at >= 0) AND (low_at <= 10000000)))
  CHECK (((on_hand >= 0) AND (on_hand <= 10000000)))
  CHECK ((reserved <= on_hand))
  CHECK ((reserved >= 0))
  FOREIGN KEY (shop_id, variant_id) REFERENCES catalog.variant(shop_id, id)
  PRIMARY KEY (shop_id, variant_id)
  INDEX stock_variant ON inventory.stock USING btree (variant_id)

invoices.invoice
  shop_id text not null
  order_id text not null
  invoice_id text not null
  kind text not null
  state text not null
  fields_sealed text not null
  requested_at timestamp with time zone not null
  number text
  amount bigint
  link text
  file_type text
  issued_at timestamp with time zone
  reason_sealed text
  CHECK (((issued_at IS NULL) = (state = ANY (ARRAY['requested'::text, 'withdrawn'::text]))))
  CHECK ((amount > 0))
  CHECK ((file_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
  CHECK ((kind = ANY (ARRAY['personal'::text, 'company'::text])))
  CHECK ((state = ANY (ARRAY['requested'::text, 'withdrawn'::text, 'issued'::text, 'stale'::text, 'void'::text])))
  PRIMARY KEY (shop_id, order_id)
  UNIQUE (shop_id, invoice_id)

kernel.account_outbox
  account_id text not null
  seq bigint not null identity
  event_id text not null
  type text not null
  body jsonb
  at timestamp with time zone not null
  done text[] not null default '{}'::text[]
  attempts integer not null default 0
  next_at timestamp with time zone not null
  part integer not null default 0
  count integer not null default 1
  events text
  CHECK (((body IS NULL) = (events IS NOT NULL)))
  CHECK ((count > 0))
  PRIMARY KEY (account_id, seq, part)
  INDEX account_outbox_next ON kernel.account_outbox USING btree (next_at)
  INDEX account_outbox_seq ON kernel.account_outbox USING btree (seq)

kernel.account_timer
  account_id text not null
  name text not null
  subject_id text not null
  due_at timestamp with time zone not null
  attempts integer not null default 0
  PRIMARY KEY (account_id, name, subject_id)
  INDEX account_timer_due ON kernel.account_timer USING btree (due_at)

kernel.room_outbox
  room_id text not null
  seq bigint not null identity
  event_id text not null
  type text not null
  body jsonb
  at timestamp with time zone not null
  done text[] not null default '{}'::text[]
  attempts integer not null default 0
  next_at timestamp with time zone not null
  part integer not null default 0
  count integer not null default 1
  events text
  CHECK (((body IS NULL) = (events IS NOT NULL)))
  CHECK ((count > 0))
  PRIMARY KEY (room_id, seq, part)
  INDEX room_outbox_next ON kernel.room_outbox USING btree (next_at)
  INDEX room_outbox_seq ON kernel.room_outbox USING btree (seq)

kernel.room_timer
  room_id text not null
  name text not null
  subject_id text not null
  due_at timestamp with time zone not null
  attempts integer not null default 0
  PRIMARY KEY (room_id, name, subject_id)
  INDEX room_timer_due ON kernel.room_timer USING btree (due_at)

kernel.saved_answer
  account_id text not null
  idempotency_key text not null
  fingerprint text not null
  answer jsonb
  created_at timestamp with time zone not null
  PRIMARY KEY (account_id, idempotency_key)
  INDEX saved_answer_age ON kernel.saved_answer USING btree (created_at)

kernel.shop_outbox
  shop_id text not null
  seq bigint not null identity
  event_id text not null
  type text not null
  body jsonb
  at timestamp with time zone not null
  done text[] not null default '{}'::text[]
  attempts integer not null default 0
  next_at timestamp with time zone not null
  part integer not null default 0
  count integer not null default 1
  events text
  CHECK (((body IS NULL) = (events IS NOT NULL)))
  CHECK ((count > 0))
  PRIMARY KEY (shop_id, seq, part)
  INDEX shop_outbox_next ON kernel.shop_outbox USING btree (next_at)
  INDEX shop_outbox_seq ON kernel.shop_outbox USING btree (seq)

kernel.shop_timer
  shop_id text not null
  name text not null
  subject_id text not null
  due_at timestamp with time zone not null
  attempts integer not null default 0
  PRIMARY KEY (shop_id, name, subject_id)
  INDEX shop_timer_due ON kernel.shop_timer USING btree (due_at)

ledger.balance
  shop_id text not null
  account text not null
  amount bigint not null
  pending_in bigint not null
  pending_out bigint not null
  CHECK (((account <> 'deposit'::text) OR (amount >= pending_out)))
  CHECK (((account <> 'escrow'::text) OR (amount >= pending_out)))
  CHECK (((account <> 'payout'::text) OR (amount >= pending_out)))
  CHECK (((account <> 'receivable'::text) OR ((amount + pending_in) <= 0)))
  CHECK (((account <> 'shop'::text) OR (amount >= pending_out)))
  CHECK ((account = ANY (ARRAY['provider'::text, 'escrow'::text, 'shop'::text, 'platform'::text, 'subsidy'::text, 'deposit'::text, 'receivable'::text, 'payout'::text])))
  CHECK ((pending_in >= 0))
  CHECK ((pending_out >= 0))
  PRIMARY KEY (shop_id, account)

ledger.checked
  id text not null
  scope text not null
  at timestamp with time zone not null
  transfers bigint not null
  entries bigint not null
  problems jsonb not null
  CHECK ((scope = ANY (ARRAY['recent'::text, 'full'::text])))
  PRIMARY KEY (id)
  INDEX checked_newest ON ledger.checked USING btree (scope, at)

ledger.entry
  shop_id text not null
  transfer_id text not null
  account text not null
  amount bigint not null
  pending_in bigint not null
  pending_out bigint not null
  CHECK ((account = ANY (ARRAY['provider'::text, 'escrow'::text, 'shop'::text, 'platform'::text, 'subsidy'::text, 'deposit'::text, 'receivable'::text, 'payout'::text])))
  FOREIGN KEY (shop_id, transfer_id) REFERENCES ledger.transfer(shop_id, id)
  PRIMARY KEY (shop_id, transfer_id, account)
  INDEX entry_newest ON ledger.entry USING btree (transfer_id, account)

ledger.transfer
  shop_id text not null
  id text not null
  kind text not null
  cause text not null
  order_id text
  currency text not null
  at timestamp with time zone not null
  phase text not null
  resolves text
  base bigint
  CHECK (((phase = ANY (ARRAY['kept'::text, 'dropped'::text])) = (resolves IS NOT NULL)))
  CHECK ((kind = ANY (ARRAY['capture'::text, 'subsidy'::text, 'settle_shop'::text, 'settle_platform'::text, 'refund'::text, 'late_refund'::text, 'payout'::text, 'payout_returned'::text, 'deposit_paid'::text, 'deposit_moved'::text, 'deposit_returned'::text])))
  CHECK ((phase = ANY (ARRAY['posted'::text, 'pending'::text, 'kept'::text, 'dropped'::text])))
  PRIMARY KEY (shop_id, id)
  UNIQUE (shop_id, cause)
  INDEX transfer_at ON ledger.transfer USING btree (shop_id, at, id)
  INDEX transfer_order ON ledger.transfer USING btree (shop_id, order_id)
  INDEX transfer_pending ON ledger.transfer USING btree (at) WHERE (phase = 'pending'::text)
  UNIQUE INDEX transfer_resolved ON ledger.transfer USING btree (shop_id, resolves) WHERE (resolves IS NOT NULL)

live.bag_product
  room_id text not null
  session_id text not null
  product_id text not null
  position integer not null
  talking_points text
  planned_minutes integer
  CHECK ((planned_minutes > 0))
  FOREIGN KEY (room_id, session_id) REFERENCES live.session(room_id, session_id)
  PRIMARY KEY (room_id, session_id, product_id)
  INDEX bag_product_by_product ON live.bag_product USING btree (product_id)

live.host_room
  account_id text not null
  room_id text not null
  PRIMARY KEY (account_id)

live.minute
  room_id text not null
  session_id text not null
  minute integer not null
  viewers integer not null
  CHECK ((minute >= 0))
  CHECK ((viewers >= 0))
  FOREIGN KEY (room_id, session_id) REFERENCES live.session(room_id, session_id)
  PRIMARY KEY (room_id, session_id, minute)

live.pin
  room_id text not null
  session_id text not null
  seq integer not null
  product_id text
  offset_ms bigint not null
  at timestamp with time zone not null
  FOREIGN KEY (room_id, session_id) REFERENCES live.session(room_id, session_id)
  PRIMARY KEY (room_id, session_id, seq)

live.reminder
  room_id text not null
  session_id text not null
  account_id text not null
  asked_at timestamp with time zone not null
  FOREIGN KEY (room_id, session_id) REFERENCES live.session(room_id, session_id)
  PRIMARY KEY (room_id, session_id, account_id)
  INDEX reminder_account ON live.reminder USING btree (account_id)

live.room
  room_id text not null
  host_id text not null
  created_at timestamp with time zone not null
  PRIMARY KEY (room_id)

live.sale
  room_id text not null
  session_id text not null
  order_id text not null
  buyer_id text not null
  placed_at timestamp with time zone
  paid_at timestamp with time zone
  gross bigint not null
  refunded bigint not null
  CHECK ((gross >= 0))
  CHECK ((refunded >= 0))
  FOREIGN KEY (room_id, session_id) REFERENCES live.session(room_id, session_id)
  PRIMARY KEY (room_id, session_id, order_id)

live.sale_line
  room_id text not null
  session_id text not null
  order_id text not null
  line integer not null
  product_id text not null
  title text not null
  quantity integer not null
  total bigint not null
  FOREIGN KEY (room_id, session_id, order_id) REFERENCES live.sale(room_id, session_id, order_id)
  PRIMARY KEY (room_id, session_id, order_id, line)

live.session
  room_id text not null
  session_id text not null
  host_id text not null
  shop_id text not null
  title text not null
  cover_picture_id text
  broadcast text not null
  state text not null
  end_reason text
  stop_reason text
  created_at timestamp with time zone not null
  started_at timestamp with time zone
  ended_at timestamp with time zone
  resume_by timestamp with time zone
  base_offset_ms bigint
  newest_offset_ms bigint not null
  offset_saved_at timestamp with time zone
  pinned_product_id text
  likes bigint not null
  chat_lines bigint not null
  viewers_peak integer not null
  planned_at timestamp with time zone
  teaser text
  stop_reason_sealed text
  CHECK (((state <> ALL (ARRAY['scheduled'::text, 'lapsed'::text])) OR (planned_at IS NOT NULL)))
  CHECK (((state = 'ended'::text) = (end_reason IS NOT NULL)))
  CHECK (((state = 'interrupted'::text) = (resume_by IS NOT NULL)))
  CHECK (((state = ANY (ARRAY['on_air'::text, 'interrupted'::text, 'ended'::text])) = ((started_at IS NOT NULL) AND (base_offset_ms IS NOT NULL))))
  CHECK ((broadcast = ANY (ARRAY['self'::text, 'shop'::text])))
  CHECK ((end_reason = ANY (ARRAY['host'::text, 'encoder_lost'::text, 'operator'::text, 'shop'::text])))
  CHECK ((newest_offset_ms >= 0))
  CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'rehearsing'::text, 'on_air'::text, 'interrupted'::text, 'ended'::text, 'cancelled'::text, 'lapsed'::text])))
  FOREIGN KEY (room_id) REFERENCES live.room(room_id)
  PRIMARY KEY (room_id, session_id)
  INDEX session_by_id ON live.session USING btree (session_id)
  INDEX session_on_air ON live.session USING btree (state) WHERE (state = ANY (ARRAY['on_air'::text, 'interrupted'::text]))
  INDEX session_planned ON live.session USING btree (planned_at, session_id) WHERE ((state = ANY (ARRAY['scheduled'::text, 'rehearsing'::text])) AND (planned_at IS NOT NULL))
  INDEX session_shop_open ON live.session USING btree (shop_id) WHERE (state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'rehearsing'::text, 'on_air'::text, 'interrupted'::text]))
  UNIQUE INDEX session_open ON live.session USING btree (room_id) WHERE (state = ANY (ARRAY['draft'::text, 'rehearsing'::text, 'on_air'::text, 'interrupted'::text]))

live.watcher
  room_id text not null
  session_id text not null
  person text not null
  first_at timestamp with time zone not null
  FOREIGN KEY (room_id, session_id) REFERENCES live.session(room_id, session_id)
  PRIMARY KEY (room_id, session_id, person)

media.picture
  account_id text not null
  id text not null
  width integer not null
  height integer not null
  created_at timestamp with time zone not null
  CHECK ((height > 0))
  CHECK ((width > 0))
  PRIMARY KEY (account_id, id)
  INDEX picture_id ON media.picture USING btree (id)

media.stream_key
  account_id text not null
  id text not null
  secret_index text not null
  hint text not null
  created_at timestamp with time zone not null
  revoked_at timestamp with time zone
  last_used_at timestamp with time zone
  PRIMARY KEY (account_id, id)
  UNIQUE (account_id, secret_index)
  INDEX stream_key_id ON media.stream_key USING btree (id)
  INDEX stream_key_secret ON media.stream_key USING btree (secret_index)
  UNIQUE INDEX stream_key_current ON media.stream_key USING btree (account_id) WHERE (revoked_at IS NULL)

media.upload_window
  account_id text not null
  began_at timestamp with time zone not null
  tries integer not null
  CHECK ((tries > 0))
  PRIMARY KEY (account_id)

notifications.delivery
  account_id text not null
  item_id text not null
  target text not null
  state text not null
  attempts integer not null
  next_at timestamp with time zone not null
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'sent'::text, 'dropped'::text, 'unknown'::text])))
  FOREIGN KEY (account_id, item_id) REFERENCES notifications.item(account_id, id)
  PRIMARY KEY (account_id, item_id, target)
  INDEX delivery_open ON notifications.delivery USING btree (next_at) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text]))

notifications.fan_out
  account_id text not null
  id text not null
  kind text not null
  cause text not null
  params jsonb not null
  at timestamp with time zone not null
  stage text not null
  cursor_id text
  CHECK ((stage = ANY (ARRAY['followers'::text, 'reminded'::text, 'done'::text])))
  PRIMARY KEY (account_id, id)
  UNIQUE (account_id, cause)

notifications.follow_tally
  account_id text not null
  day text not null
  follower_id text not null
  PRIMARY KEY (account_id, day, follower_id)

notifications.item
  account_id text not null
  id text not null
  kind text not null
  cause text not null
  params jsonb not null
  in_app boolean not null
  at timestamp with time zone not null
  read_at timestamp with time zone
  PRIMARY KEY (account_id, id)
  UNIQUE (account_id, cause)
  INDEX item_age ON notifications.item USING btree (at)
  INDEX item_unread ON notifications.item USING btree (account_id, id) WHERE ((read_at IS NULL) AND in_app)

notifications.push_subscription
  account_id text not null
  id text not null
  auth_session_id text not null
  endpoint_index text not null
  content_sealed text not null
  device text not null
  created_at timestamp with time zone not null
  PRIMARY KEY (account_id, id)
  UNIQUE (account_id, endpoint_index)
  INDEX push_subscription_endpoint ON notifications.push_subscription USING btree (endpoint_index)

notifications.setting
  account_id text not null
  kind text not null
  in_app boolean not null
  push boolean not null
  mail boolean not null
  updated_at timestamp with time zone not null
  PRIMARY KEY (account_id, kind)

orders.buyer_order
  account_id text not null
  order_id text not null
  shop_id text not null
  idempotency_key text not null
  fingerprint text not null
  PRIMARY KEY (account_id, order_id)
  UNIQUE (account_id, idempotency_key)

orders.cart
  account_id text not null
  version bigint not null
  PRIMARY KEY (account_id)

orders.cart_line
  account_id text not null
  variant_id text not null
  product_id text not null
  shop_id text not null
  quantity integer not null
  selected boolean not null
  price_seen bigint not null
  put_in_at timestamp with time zone not null
  moment jsonb
  CHECK ((price_seen >= 0))
  CHECK ((quantity > 0))
  PRIMARY KEY (account_id, variant_id)

orders.checkout
  account_id text not null
  checkout_id text not null
  idempotency_key text not null
  fingerprint text not null
  state text not null
  close_reason text
  address_sealed text not null
  answer_sealed text
  created_at timestamp with time zone not null
  place_by timestamp with time zone not null
  choose_by timestamp with time zone
  pay_by timestamp with time zone
  CHECK (((state <> 'closed'::text) OR (close_reason IS NOT NULL)))
  CHECK (((state = 'placing'::text) = (answer_sealed IS NULL)))
  CHECK ((close_reason = ANY (ARRAY['refused'::text, 'released'::text, 'cancelled'::text, 'expired'::text])))
  CHECK ((state = ANY (ARRAY['placing'::text, 'awaiting_choice'::text, 'open'::text, 'closing'::text, 'paid'::text, 'closed'::text])))
  PRIMARY KEY (account_id, checkout_id)
  UNIQUE (account_id, idempotency_key)

orders.checkout_part
  account_id text not null
  checkout_id text not null
  shop_id text not null
  position integer not null
  state text not null
  order_id text
  wish_sealed text not null
  lines jsonb not null
  goods bigint not null
  shipping bigint not null
  total bigint not null
  refusal jsonb
  CHECK (((state <> ALL (ARRAY['placed'::text, 'paid'::text, 'closed'::text])) OR (order_id IS NOT NULL)))
  CHECK (((state = 'refused'::text) = (refusal IS NOT NULL)))
  CHECK ((goods >= 0))
  CHECK ((shipping >= 0))
  CHECK ((state = ANY (ARRAY['waiting'::text, 'placed'::text, 'refused'::text, 'paid'::text, 'closed'::text])))
  CHECK ((total >= 0))
  FOREIGN KEY (account_id, checkout_id) REFERENCES orders.checkout(account_id, checkout_id)
  PRIMARY KEY (account_id, checkout_id, shop_id)

orders.entry
  shop_id text not null
  order_id text not null
  seq bigint not null identity
  event text not null
  at timestamp with time zone not null
  by_whom text not null
  note text not null
  CHECK ((by_whom = ANY (ARRAY['buyer'::text, 'shop'::text, 'operator'::text, 'system'::text])))
  FOREIGN KEY (shop_id, order_id) REFERENCES orders.orders(shop_id, order_id)
  PRIMARY KEY (shop_id, order_id, seq)

orders.line
  shop_id text not null
  order_id text not null
  line_id text not null
  position integer not null
  product_id text not null
  variant_id text not null
  quantity integer not null
  unit_price bigint not null
  page_hash text not null
  shop_discount bigint not null
  subsidy bigint not null
  CHECK (((shop_discount + subsidy) <= (unit_price * quantity)))
  CHECK ((quantity > 0))
  CHECK ((shop_discount >= 0))
  CHECK ((subsidy >= 0))
  CHECK ((unit_price >= 0))
  PRIMARY KEY (shop_id, order_id, line_id)
  INDEX line_product ON orders.line USING btree (shop_id, product_id)

orders.orders
  shop_id text not null
  order_id text not null
  buyer_id text not null
  idempotency_key text not null
  fingerprint text not null
  state text not null
  close_reason text
  goods bigint not null
  shipping bigint not null
  total bigint not null
  delivery_sealed text not null
  moment jsonb
  policy_id text not null
  take_rate_permille integer not null
  settlement_days integer not null
  auto_receive_days integer not null
  settlement_held boolean not null
  placed_at timestamp with time zone not null
  pay_by timestamp with time zone not null
  paid_at timestamp with time zone
  shipped_at timestamp with time zone
  auto_receive_at timestamp with time zone
  received_at timestamp with time zone
  settles_at timestamp with time zone
  settled_at timestamp with time zone
  closed_at timestamp with time zone
  dispatch_hours integer not null
  ship_by timestamp with time zone
  shipping_basis jsonb
  shop_discount bigint not null
  subsidy bigint not null
  refunded_goods bigint not null
  refunded_shipping bigint not null
  checkout_id text
  flash_sale_id text
  delivery_changed_sealed text
  receipt_extended_at timestamp with time zone
  subsidy_returned bigint
  CHECK (((refunded_goods <= (goods - shop_discount)) AND (refunded_shipping <= shipping)))
  CHECK (((state = 'closed'::text) = (close_reason IS NOT NULL)))
  CHECK (((state = 'success'::text) = (settled_at IS NOT NULL)))
  CHECK (((take_rate_permille >= 0) AND (take_rate_permille <= 1000)))
  CHECK (((total >= 0) AND (total = (((goods + shipping) - shop_discount) - subsidy))))
  CHECK ((close_reason = ANY (ARRAY['buyer_cancelled'::text, 'unpaid_expired'::text, 'checkout_released'::text, 'refunded'::text])))
  CHECK ((goods >= 0))
  CHECK ((refunded_goods >= 0))
  CHECK ((refunded_shipping >= 0))
  CHECK ((shipping >= 0))
  CHECK ((shop_discount >= 0))
  CHECK ((state = ANY (ARRAY['unpaid'::text, 'to_ship'::text, 'shipped'::text, 'received'::text, 'success'::text, 'closed'::text])))
  CHECK ((subsidy >= 0))
  PRIMARY KEY (shop_id, order_id)
  UNIQUE (shop_id, buyer_id, idempotency_key)
  INDEX orders_by_deadline ON orders.orders USING btree (shop_id, ship_by) WHERE (state = 'to_ship'::text)
  INDEX orders_by_order ON orders.orders USING btree (order_id)
  INDEX orders_by_payment ON orders.orders USING btree (shop_id, paid_at) WHERE (paid_at IS NOT NULL)
  INDEX orders_by_state ON orders.orders USING btree (shop_id, state, order_id)

orders.page
  shop_id text not null
  page_hash text not null
  body jsonb not null
  PRIMARY KEY (shop_id, page_hash)

orders.remark
  shop_id text not null
  order_id text not null
  flag text not null
  text_sealed text not null
  written_by text not null
  updated_at timestamp with time zone not null
  CHECK ((flag = ANY (ARRAY['none'::text, 'red'::text, 'yellow'::text, 'green'::text, 'blue'::text, 'purple'::text])))
  FOREIGN KEY (shop_id, order_id) REFERENCES orders.orders(shop_id, order_id)
  PRIMARY KEY (shop_id, order_id)
  INDEX remark_flag ON orders.remark USING btree (shop_id, flag, order_id)

payments.capture
  shop_id text not null
  intent_id text not null
  reference text not null
  provider text not null
  payment_id text not null
  page_id text
  amount bigint not null
  payment_amount bigint not null
  kept boolean not null
  paid_at timestamp with time zone not null
  captured_at timestamp with time zone not null
  CHECK ((amount >= 0))
  CHECK ((payment_amount >= amount))
  FOREIGN KEY (shop_id, intent_id) REFERENCES payments.intent(shop_id, id)
  PRIMARY KEY (shop_id, intent_id, reference)
  INDEX capture_paid ON payments.capture USING btree (provider, paid_at)
  INDEX capture_payment ON payments.capture USING btree (payment_id)

payments.charge
  account_id text not null
  id text not null
  amount bigint not null
  currency text not null
  state text not null
  provider text
  method text
  payment_id text
  page_id text
  pay_url text
  expires_at timestamp with time zone not null
  created_at timestamp with time zone not null
  paid_at timestamp with time zone
  captured_at timestamp with time zone
  failure text
  ask_at timestamp with time zone
  CHECK ((amount >= 0))
  CHECK ((state = ANY (ARRAY['open'::text, 'captured'::text, 'closed'::text])))
  PRIMARY KEY (account_id, id)
  INDEX charge_ask ON payments.charge USING btree (ask_at) WHERE (ask_at IS NOT NULL)
  INDEX charge_created ON payments.charge USING brin (created_at)
  INDEX charge_payment ON payments.charge USING btree (payment_id) WHERE (payment_id IS NOT NULL)

payments.charge_event
  account_id text not null
  provider text not null
  event_id text not null
  charge_id text not null
  received_at timestamp with time zone not null
  FOREIGN KEY (account_id, charge_id) REFERENCES payments.charge(account_id, id)
  PRIMARY KEY (account_id, provider, event_id)

payments.charge_member
  account_id text not null
  charge_id text not null
  shop_id text not null
  order_id text not null
  intent_id text not null
  amount bigint not null
  CHECK ((amount >= 0))
  FOREIGN KEY (account_id, charge_id) REFERENCES payments.charge(account_id, id)
  PRIMARY KEY (account_id, charge_id, intent_id)
  INDEX charge_member_charge ON payments.charge_member USING btree (charge_id)
  INDEX charge_member_intent ON payments.charge_member USING btree (account_id, intent_id)

payments.event
  shop_id text not null
  provider text not null
  event_id text not null
  type text not null
  intent_id text not null
  received_at timestamp with time zone not null
  FOREIGN KEY (shop_id, intent_id) REFERENCES payments.intent(shop_id, id)
  PRIMARY KEY (shop_id, provider, event_id)

payments.intent
  shop_id text not null
  id text not null
  order_id text not null
  buyer_id text not null
  amount bigint not null
  currency text not null
  provider text not null
  state text not null
  payment_id text
  pay_url text
  expires_at timestamp with time zone not null
  created_at timestamp with time zone not null
  captured_at timestamp with time zone
  voided_at timestamp with time zone
  refunded_at timestamp with time zone
  ask_at timestamp with time zone
  refunded bigint not null
  charge_id text
  method text
  page_id text
  paid_by text
  paid_provider text
  failure text
  CHECK (((refunded >= 0) AND (refunded <= amount)))
  CHECK ((amount >= 0))
  CHECK ((state = ANY (ARRAY['requires_payment'::text, 'failed'::text, 'captured'::text, 'voided'::text, 'expired'::text, 'refunded'::text])))
  PRIMARY KEY (shop_id, id)
  UNIQUE (shop_id, order_id)
  INDEX intent_ask ON payments.intent USING btree (ask_at) WHERE (ask_at IS NOT NULL)
  INDEX intent_buyer ON payments.intent USING btree (buyer_id, id)
  INDEX intent_created ON payments.intent USING brin (created_at)
  INDEX intent_newest ON payments.intent USING btree (state, id)
  INDEX intent_order ON payments.intent USING btree (order_id)
  INDEX intent_payment ON payments.intent USING btree (payment_id) WHERE (payment_id IS NOT NULL)

payments.reconciled
  provider text not null
  kind text not null
  movement_id text not null
  day date not null
  CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text])))
  PRIMARY KEY (provider, kind, movement_id)

payments.reconciliation
  provider text not null
  day date not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  state text not null
  reason text
  attempts integer not null
  next_at timestamp with time zone
  claim text
  claimed_until timestamp with time zone
  run_id text
  CHECK ((state = ANY (ARRAY['waiting'::text, 'balanced'::text, 'differs'::text, 'unfetched'::text])))
  PRIMARY KEY (provider, day)
  INDEX reconciliation_next ON payments.reconciliation USING btree (next_at) WHERE (next_at IS NOT NULL)

payments.reconciliation_difference
  run_id text not null
  position integer not null
  fingerprint text not null
  rule text not null
  kind text
  movement_id text
  shop_id text
  order_id text
  here jsonb
  there jsonb
  row_read jsonb
  FOREIGN KEY (run_id) REFERENCES payments.reconciliation_run(id)
  PRIMARY KEY (run_id, "position")

payments.reconciliation_remark
  provider text not null
  day date not null
  fingerprint text not null
  id text not null
  account_id text not null
  remark text not null
  at timestamp with time zone not null
  PRIMARY KEY (provider, day, fingerprint, id)

payments.reconciliation_run
  id text not null
  provider text not null
  day date not null
  account_id text
  at timestamp with time zone not null
  outcome text not null
  reason text
  totals jsonb
  differences integer not null
  CHECK ((outcome = ANY (ARRAY['balanced'::text, 'differs'::text, 'unfetched'::text])))
  PRIMARY KEY (id)
  INDEX reconciliation_run_day ON payments.reconciliation_run USING btree (provider, day, id)

payments.refund
  shop_id text not null
  id text not null
  intent_id text not null
  order_id text not null
  amount bigint not null
  cause text not null
  state text not null
  created_at timestamp with time zone not null
  ask_at timestamp with time zone
  succeeded_at timestamp with time zone
  reference text not null
  paid_at timestamp with time zone
  failure text
  failed_at timestamp with time zone
  CHECK ((amount >= 0))
  CHECK ((cause = ANY (ARRAY['operator'::text, 'late_payment'::text, 'double_payment'::text, 'aftersale'::text, 'late_dispatch'::text])))
  CHECK ((state = ANY (ARRAY['paying'::text, 'success'::text, 'failed'::text])))
  FOREIGN KEY (shop_id, intent_id) REFERENCES payments.intent(shop_id, id)
  FOREIGN KEY (shop_id, intent_id, reference) REFERENCES payments.capture(shop_id, intent_id, reference)
  PRIMARY KEY (shop_id, id)
  INDEX refund_ask ON payments.refund USING btree (ask_at) WHERE (ask_at IS NOT NULL)
  INDEX refund_created ON payments.refund USING brin (created_at)
  INDEX refund_id ON payments.refund USING btree (id)
  INDEX refund_intent ON payments.refund USING btree (shop_id, intent_id)
  INDEX refund_paid ON payments.refund USING btree (paid_at) WHERE (paid_at IS NOT NULL)

payouts.bank_account
  shop_id text not null
  sealed text not null
  changed_by text not null
  changed_at timestamp with time zone not null
  PRIMARY KEY (shop_id)

payouts.deposit_payment
  shop_id text not null
  id text not null
  amount bigint not null
  asked_by text not null
  created_at timestamp with time zone not null
  paid_at timestamp with time zone
  CHECK ((amount > 0))
  PRIMARY KEY (shop_id, id)

payouts.event
  shop_id text not null
  carrier text not null
  event_id text not null
  payout_id text not null
  received_at timestamp with time zone not null
  PRIMARY KEY (shop_id, carrier, event_id)

payouts.hold
  shop_id text not null
  reason_sealed text not null
  held_by text not null
  held_at timestamp with time zone not null
  PRIMARY KEY (shop_id)

payouts.payout
  shop_id text not null
  id text not null
  amount bigint not null
  currency text not null
  state text not null
  by_whom text not null
  account_sealed text not null
  carrier text
  file_id text
  reason_sealed text
  decided_by text
  created_at timestamp with time zone not null
  decided_at timestamp with time zone
  sent_at timestamp with time zone
  ended_at timestamp with time zone
  ask_at timestamp with time zone
  CHECK (((carrier = 'file'::text) = (file_id IS NOT NULL)))
  CHECK ((amount > 0))
  CHECK ((by_whom = ANY (ARRAY['shop'::text, 'schedule'::text])))
  CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'sending'::text, 'paid'::text, 'refused'::text, 'cancelled'::text, 'failed'::text, 'returned'::text])))
  PRIMARY KEY (shop_id, id)
  INDEX payout_ask ON payouts.payout USING btree (ask_at) WHERE (ask_at IS NOT NULL)
  INDEX payout_file ON payouts.payout USING btree (file_id) WHERE (file_id IS NOT NULL)
  INDEX payout_newest ON payouts.payout USING btree (id)
  INDEX payout_state ON payouts.payout USING btree (state, id)

payouts.rhythm
  shop_id text not null
  rhythm text not null
  next_at timestamp with time zone not null
  CHECK ((rhythm = ANY (ARRAY['day'::text, 'week'::text, 'month'::text])))
  PRIMARY KEY (shop_id)
  INDEX rhythm_next ON payouts.rhythm USING btree (next_at)

programs.policy
  id text not null
  name text not null
  take_rate_permille integer not null
  settlement_days integer not null
  unpaid_close_minutes integer not null
  auto_receive_days integer not null
  valid_from timestamp with time zone not null
  flash_unpaid_close_minutes integer not null
  CHECK (((auto_receive_days >= 1) AND (auto_receive_days <= 365)))
  CHECK (((flash_unpaid_close_minutes >= 1) AND (flash_unpaid_close_minutes <= 1440)))
  CHECK (((settlement_days >= 0) AND (settlement_days <= 365)))
  CHECK (((take_rate_permille >= 0) AND (take_rate_permille <= 1000)))
  CHECK (((unpaid_close_minutes >= 1) AND (unpaid_close_minutes <= 1440)))
  PRIMARY KEY (id)
  UNIQUE (valid_from)

promotion.coupon
  coupon_id text not null
  shop_id text
  title text not null
  kind text not null
  amount bigint
  percent_off integer
  minimum_spend bigint not null
  product_ids text[] not null
  goes_with_flash boolean not null
  total_count integer not null
  per_person_max integer not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  created_by text not null
  created_at timestamp with time zone not null
  stopped_at timestamp with time zone
  CHECK (((kind = 'percent'::text) = (percent_off IS NOT NULL)))
  CHECK (((kind = 'percent'::text) OR (amount IS NOT NULL)))
  CHECK (((percent_off >= 1) AND (percent_off <= 99)))
  CHECK ((amount > 0))
  CHECK ((ends_at > starts_at))
  CHECK ((kind = ANY (ARRAY['amount'::text, 'percent'::text])))
  CHECK ((minimum_spend >= 0))
  CHECK ((per_person_max > 0))
  CHECK ((total_count > 0))
  PRIMARY KEY (coupon_id)
  INDEX coupon_shop ON promotion.coupon USING btree (shop_id, coupon_id)

promotion.coupon_count
  coupon_id text not null
  total_count integer not null
  claimed_count integer not null
  CHECK (((claimed_count >= 0) AND (claimed_count <= total_count)))
  PRIMARY KEY (coupon_id)

promotion.flash_order
  shop_id text not null
  order_id text not null
  flash_sale_id text not null
  buyer_id text not null
  quantity integer not null
  state text not null
  ordered_at timestamp with time zone not null
  CHECK ((quantity > 0))
  CHECK ((state = ANY (ARRAY['unpaid'::text, 'paid'::text, 'returned'::text])))
  FOREIGN KEY (shop_id, flash_sale_id) REFERENCES promotion.flash_sale(shop_id, flash_sale_id)
  PRIMARY KEY (shop_id, order_id)
  INDEX flash_order_account ON promotion.flash_order USING btree (buyer_id)
  INDEX flash_order_buyer ON promotion.flash_order USING btree (shop_id, flash_sale_id, buyer_id)

promotion.flash_sale
  shop_id text not null
  flash_sale_id text not null
  room_id text not null
  session_id text not null
  host_id text not null
  product_id text not null
  variant_id text not null
  title text not null
  variant_title text not null
  picture jsonb
  state text not null
  end_reason text
  price bigint not null
  normal_price bigint not null
  quantity integer not null
  left_units integer not null
  unpaid_units integer not null
  paid_units integer not null
  per_buyer_max integer not null
  fans_only boolean not null
  duration_s integer
  created_at timestamp with time zone not null
  announced_at timestamp with time zone
  opens_at timestamp with time zone
  ends_at timestamp with time zone
  ended_at timestamp with time zone
  CHECK (((state = ANY (ARRAY['ended'::text, 'cancelled'::text])) = (ended_at IS NOT NULL)))
  CHECK (((state = ANY (ARRAY['ended'::text, 'cancelled'::text])) OR (((left_units + unpaid_units) + paid_units) = quantity)))
  CHECK (((state = ANY (ARRAY['prepared'::text, 'cancelled'::text])) OR ((announced_at IS NOT NULL) AND (opens_at IS NOT NULL))))
  CHECK ((end_reason = ANY (ARRAY['host'::text, 'time'::text, 'sold_out'::text, 'session'::text])))
  CHECK ((left_units >= 0))
  CHECK ((paid_units >= 0))
  CHECK ((per_buyer_max > 0))
  CHECK ((price > 0))
  CHECK ((quantity > 0))
  CHECK ((state = ANY (ARRAY['prepared'::text, 'announced'::text, 'open'::text, 'sold_out'::text, 'ended'::text, 'cancelled'::text])))
  CHECK ((unpaid_units >= 0))
  PRIMARY KEY (shop_id, flash_sale_id)
  INDEX flash_sale_id ON promotion.flash_sale USING btree (flash_sale_id)
  INDEX flash_sale_room ON promotion.flash_sale USING btree (room_id, created_at)
  INDEX flash_sale_session ON promotion.flash_sale USING btree (session_id)
  UNIQUE INDEX flash_sale_running ON promotion.flash_sale USING btree (shop_id, session_id) WHERE (state = ANY (ARRAY['announced'::text, 'open'::text, 'sold_out'::text]))

promotion.held_coupon
  account_id text not null
  held_coupon_id text not null
  coupon_id text not null
  nth integer not null
  state text not null
  claimed_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  shop_id text
  order_id text
  saved bigint
  used_at timestamp with time zone
  told_at timestamp with time zone
  CHECK (((state = 'used'::text) = ((order_id IS NOT NULL) AND (shop_id IS NOT NULL) AND (saved IS NOT NULL) AND (used_at IS NOT NULL))))
  CHECK ((state = ANY (ARRAY['held'::text, 'used'::text])))
  PRIMARY KEY (account_id, held_coupon_id)
  UNIQUE (account_id, coupon_id, nth)
  INDEX held_coupon_expiring ON promotion.held_coupon USING btree (expires_at) WHERE ((state = 'held'::text) AND (told_at IS NULL))
  INDEX held_coupon_id ON promotion.held_coupon USING btree (held_coupon_id)
  INDEX held_coupon_of ON promotion.held_coupon USING btree (coupon_id, state)
  INDEX held_coupon_order ON promotion.held_coupon USING btree (order_id) WHERE (order_id IS NOT NULL)

reviews.review
  shop_id text not null
  review_id text not null
  order_id text not null
  line_id text not null
  product_id text not null
  product_title text not null
  variant_title text not null
  buyer_id text not null
  goods smallint not null
  service smallint not null
  delivery smallint not null
  body text not null
  picture_ids text[] not null
  at timestamp with time zone not null
  reply text
  replied_at timestamp with time zone
  replied_by text
  appended_body text
  appended_picture_ids text[]
  appended_at timestamp with time zone
  appended_reply text
  appended_replied_at timestamp with time zone
  appended_replied_by text
  cover_reason text
  covered_at timestamp with time zone
  CHECK (((appended_body IS NULL) = (appended_at IS NULL)))
  CHECK (((appended_reply IS NULL) = (appended_replied_at IS NULL)))
  CHECK (((appended_reply IS NULL) OR (appended_body IS NOT NULL)))
  CHECK (((cover_reason IS NULL) = (covered_at IS NULL)))
  CHECK (((delivery >= 1) AND (delivery <= 5)))
  CHECK (((goods >= 1) AND (goods <= 5)))
  CHECK (((reply IS NULL) = (replied_at IS NULL)))
  CHECK (((service >= 1) AND (service <= 5)))
  PRIMARY KEY (shop_id, review_id)
  UNIQUE (shop_id, order_id, line_id)
  INDEX review_by_id ON reviews.review USING btree (review_id)
  INDEX review_product ON reviews.review USING btree (product_id, review_id)

reviews.tally
  shop_id text not null
  product_id text not null
  goods_sum bigint not null
  service_sum bigint not null
  delivery_sum bigint not null
  stars_1 bigint not null
  stars_2 bigint not null
  stars_3 bigint not null
  stars_4 bigint not null
  stars_5 bigint not null
  with_pictures bigint not null
  appended bigint not null
  PRIMARY KEY (shop_id, product_id)

reviews.written
  account_id text not null
  review_id text not null
  shop_id text not null
  PRIMARY KEY (account_id, review_id)

sandbox.payment
  id text not null
  reference text not null
  shop text not null
  amount bigint not null
  currency text not null
  title text not null
  return_url text not null
  locale text not null
  state text not null
  expires_at timestamp with time zone not null
  created_at timestamp with time zone not null
  paid_at timestamp with time zone
  CHECK ((amount >= 0))
  CHECK ((state = ANY (ARRAY['unpaid'::text, 'paid'::text])))
  PRIMARY KEY (id)
  UNIQUE (reference)

sandbox.refund
  id text not null
  reference text not null
  payment_id text not null
  amount bigint not null
  created_at timestamp with time zone not null
  CHECK ((amount >= 0))
  FOREIGN KEY (payment_id) REFERENCES sandbox.payment(id)
  PRIMARY KEY (id)
  UNIQUE (payment_id, reference)

sandbox.tracking
  reference text not null
  carrier text not null
  tracking_number text not null
  step integer not null
  next_at timestamp with time zone
  attempts integer not null
  PRIMARY KEY (reference)
  INDEX tracking_next ON sandbox.tracking USING btree (next_at) WHERE (next_at IS NOT NULL)

sandbox.transfer
  id text not null
  reference text not null
  shop text not null
  amount bigint not null
  currency text not null
  state text not null
  reason text
  next_state text
  created_at timestamp with time zone not null
  next_at timestamp with time zone
  told boolean not null
  attempts integer not null
  CHECK ((amount > 0))
  CHECK ((next_state = ANY (ARRAY['paid'::text, 'returned'::text])))
  CHECK ((state = ANY (ARRAY['pending'::text, 'paid'::text, 'failed'::text, 'returned'::text])))
  PRIMARY KEY (id)
  UNIQUE (reference)
  INDEX transfer_next ON sandbox.transfer USING btree (next_at) WHERE (next_at IS NOT NULL)

sandbox.webhook
  id text not null
  body text not null
  created_at timestamp with time zone not null
  next_at timestamp with time zone
  attempts integer not null
  delivered_at timestamp with time zone
  PRIMARY KEY (id)
  INDEX webhook_next ON sandbox.webhook USING btree (next_at) WHERE (next_at IS NOT NULL)

search.edition
  edition integer not null
  built_at timestamp with time zone not null
  PRIMARY KEY (edition)

search.entry
  id text not null
  kind text not null
  category text[] not null
  title text
  terms tsvector not null
  at timestamp with time zone not null
  CHECK ((kind = ANY (ARRAY['room'::text, 'host'::text, 'shop'::text, 'product'::text])))
  PRIMARY KEY (id)
  INDEX entry_kind ON search.entry USING btree (kind, at)
  INDEX entry_terms ON search.entry USING gin (terms)

search.seen
  account_id text not null
  subject_id text not null
  at timestamp with time zone not null
  PRIMARY KEY (account_id, subject_id)
  INDEX seen_age ON search.seen USING btree (at)
  INDEX seen_at ON search.seen USING btree (account_id, at)

search.unseen
  account_id text not null
  since timestamp with time zone not null
  PRIMARY KEY (account_id)

settings.change
  id text not null
  name text not null
  from_value integer not null
  to_value integer not null
  reason_sealed text not null
  changed_by text not null
  changed_at timestamp with time zone not null
  valid_from timestamp with time zone not null
  withdrawn_at timestamp with time zone
  withdrawn_by text
  CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))
  CHECK (((withdrawn_at IS NULL) OR (withdrawn_at < valid_from)))
  CHECK ((valid_from >= changed_at))
  PRIMARY KEY (id)
  INDEX change_name ON settings.change USING btree (name, id)

shops.closure
  shop_id text not null
  reason_sealed text not null
  closed_by text not null
  closed_at timestamp with time zone not null
  FOREIGN KEY (shop_id) REFERENCES shops.shop(shop_id)
  PRIMARY KEY (shop_id)

shops.shipping_template
  shop_id text not null
  id text not null
  name text not null
  base_fee bigint not null
  item_fee bigint not null
  free_from bigint
  rules jsonb not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  CHECK ((base_fee >= 0))
  CHECK ((free_from > 0))
  CHECK ((item_fee >= 0))
  FOREIGN KEY (shop_id) REFERENCES shops.shop(shop_id)
  PRIMARY KEY (shop_id, id)

shops.shop
  shop_id text not null
  owner_id text not null
  name text not null
  intro text not null
  logo_picture_id text
  dispatch_hours integer not null
  state text not null
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  banner_picture_id text
  announcement text not null
  CHECK (((dispatch_hours >= 1) AND (dispatch_hours <= 360)))
  CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
  PRIMARY KEY (shop_id)
  INDEX shop_owner ON shops.shop USING btree (owner_id)

shops.staff
  shop_id text not null
  account_id text not null
  part text not null
  since timestamp with time zone not null
  permissions text[] not null
  CHECK ((part = ANY (ARRAY['owner'::text, 'staff'::text])))
  CHECK ((permissions <@ ARRAY['products'::text, 'stock'::text, 'orders'::text, 'money'::text, 'live'::text, 'settings'::text]))
  FOREIGN KEY (shop_id) REFERENCES shops.shop(shop_id)
  PRIMARY KEY (shop_id, account_id)
  INDEX staff_account ON shops.staff USING btree (account_id)
  UNIQUE INDEX staff_one_owner ON shops.staff USING btree (shop_id) WHERE (part = 'owner'::text)

support.buyer_conversation
  account_id text not null
  conversation_id text not null
  shop_id text not null
  PRIMARY KEY (account_id, conversation_id)

support.conversation
  shop_id text not null
  conversation_id text not null
  buyer_id text not null
  last_from text not null
  last_sealed text not null
  last_pictures integer not null
  last_at timestamp with time zone not null
  buyer_said integer not null
  buyer_said_read integer not null
  shop_said integer not null
  shop_said_read integer not null
  buyer_read_at timestamp with time zone
  shop_read_at timestamp with time zone
  waiting_since timestamp with time zone
  CHECK (((buyer_said_read <= buyer_said) AND (shop_said_read <= shop_said)))
  CHECK (((last_from = 'buyer'::text) = (waiting_since IS NOT NULL)))
  CHECK ((last_from = ANY (ARRAY['buyer'::text, 'shop'::text])))
  PRIMARY KEY (shop_id, conversation_id)
  UNIQUE (shop_id, buyer_id)
  INDEX conversation_by_id ON support.conversation USING btree (conversation_id)
  INDEX conversation_newest ON support.conversation USING btree (shop_id, last_at, conversation_id)

support.message
  shop_id text not null
  conversation_id text not null
  message_id text not null
  from_side text not null
  account_id text not null
  body_sealed text not null
  picture_ids text[] not null
  about_kind text
  about_id text
  at timestamp with time zone not null
  CHECK (((about_kind IS NULL) = (about_id IS NULL)))
  CHECK ((about_kind = ANY (ARRAY['order'::text, 'product'::text])))
  CHECK ((from_side = ANY (ARRAY['buyer'::text, 'shop'::text])))
  FOREIGN KEY (shop_id, conversation_id) REFERENCES support.conversation(shop_id, conversation_id)
  PRIMARY KEY (shop_id, conversation_id, message_id)

visits.tally
  day text not null
  page text not null
  opened bigint not null
  CHECK ((day ~ '^\d{4}-\d{2}-\d{2}$'::text))
  CHECK ((opened > 0))
  PRIMARY KEY (day, page)
