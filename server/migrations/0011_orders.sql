create schema orders;

-- What a buyer bought of one shop. The address and the remark are ciphertext; whatever happened is told by orders.entry.
-- kind: shop
create table orders.orders (
  shop_id text not null,
  order_id text not null,
  buyer_id text not null,
  idempotency_key text not null,
  fingerprint text not null,
  state text not null check (state in ('unpaid', 'to_ship', 'shipped', 'received', 'success', 'closed')),
  close_reason text check (close_reason in ('buyer_cancelled', 'unpaid_expired', 'refunded')),
  goods bigint not null check (goods >= 0),
  shipping bigint not null check (shipping >= 0),
  total bigint not null,
  delivery_sealed text not null,
  moment jsonb,
  policy_id text not null,
  take_rate_permille integer not null check (take_rate_permille between 0 and 1000),
  settlement_days integer not null,
  auto_receive_days integer not null,
  settlement_held boolean not null,
  placed_at timestamptz not null,
  pay_by timestamptz not null,
  paid_at timestamptz,
  shipped_at timestamptz,
  auto_receive_at timestamptz,
  received_at timestamptz,
  settles_at timestamptz,
  settled_at timestamptz,
  closed_at timestamptz,
  primary key (shop_id, order_id),
  constraint order_once unique (shop_id, buyer_id, idempotency_key),
  check (total = goods + shipping),
  check ((state = 'closed') = (close_reason is not null)),
  check ((state = 'success') = (settled_at is not null))
);
create index orders_by_state on orders.orders (shop_id, state, order_id);
create index orders_by_order on orders.orders (order_id);

-- Item pages as they were when ordered, each kept once however many orders it was bought by.
-- kind: shop
create table orders.page (
  shop_id text not null,
  page_hash text not null,
  body jsonb not null,
  primary key (shop_id, page_hash)
);

-- kind: shop
create table orders.line (
  shop_id text not null,
  order_id text not null,
  line_id text not null,
  position integer not null,
  product_id text not null,
  variant_id text not null,
  quantity integer not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  page_hash text not null,
  primary key (shop_id, order_id, line_id)
);

-- An order's timeline after it was placed.
-- kind: shop
create table orders.entry (
  shop_id text not null,
  order_id text not null,
  seq bigint generated always as identity,
  event text not null,
  at timestamptz not null,
  by_whom text not null check (by_whom in ('buyer', 'shop', 'operator', 'system')),
  note text not null,
  primary key (shop_id, order_id, seq)
);

-- Where a buyer's orders are: facts that never change, filed again by a listener should the first filing have failed.
-- kind: account
create table orders.buyer_order (
  account_id text not null,
  order_id text not null,
  shop_id text not null,
  idempotency_key text not null,
  fingerprint text not null,
  primary key (account_id, order_id)
);
create index buyer_order_key on orders.buyer_order (account_id, idempotency_key);

alter table orders.line add constraint line_order foreign key (shop_id, order_id) references orders.orders (shop_id, order_id);
alter table orders.line add constraint line_page foreign key (shop_id, page_hash) references orders.page (shop_id, page_hash);
alter table orders.entry add constraint entry_order foreign key (shop_id, order_id) references orders.orders (shop_id, order_id);
