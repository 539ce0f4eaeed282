create schema promotion;

-- A flash sale of one variant in one broadcast. While it is announced, open or sold out its units lie in
-- inventory.set_aside under its id, so many as `left_units`.

-- kind: shop
create table promotion.flash_sale (
  shop_id text not null,
  flash_sale_id text not null,
  room_id text not null,
  session_id text not null,
  host_id text not null,
  product_id text not null,
  variant_id text not null,
  title text not null,
  variant_title text not null,
  picture jsonb,
  state text not null check (state in ('prepared', 'announced', 'open', 'sold_out', 'ended', 'cancelled')),
  end_reason text check (end_reason in ('host', 'time', 'sold_out', 'session')),
  price bigint not null check (price > 0),
  normal_price bigint not null,
  quantity integer not null check (quantity > 0),
  left_units integer not null check (left_units >= 0),
  unpaid_units integer not null check (unpaid_units >= 0),
  paid_units integer not null check (paid_units >= 0),
  per_buyer_max integer not null check (per_buyer_max > 0),
  fans_only boolean not null,
  duration_s integer,
  created_at timestamptz not null,
  announced_at timestamptz,
  opens_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  primary key (shop_id, flash_sale_id),
  -- Nothing is sold twice: what is set aside, ordered and paid is what was announced.
  constraint flash_sale_units check (state in ('ended', 'cancelled') or left_units + unpaid_units + paid_units = quantity),
  constraint flash_sale_announced check (state in ('prepared', 'cancelled') or (announced_at is not null and opens_at is not null)),
  constraint flash_sale_end check ((state in ('ended', 'cancelled')) = (ended_at is not null))
);
create index flash_sale_id on promotion.flash_sale (flash_sale_id);
create index flash_sale_session on promotion.flash_sale (session_id);
create index flash_sale_room on promotion.flash_sale (room_id, created_at);
-- A broadcast has one at a time.
create unique index flash_sale_running on promotion.flash_sale (shop_id, session_id) where state in ('announced', 'open', 'sold_out');

-- What a buyer ordered in it. returned: the order came to nothing, its units went back.

-- kind: shop
create table promotion.flash_order (
  shop_id text not null,
  order_id text not null,
  flash_sale_id text not null,
  buyer_id text not null,
  quantity integer not null check (quantity > 0),
  state text not null check (state in ('unpaid', 'paid', 'returned')),
  ordered_at timestamptz not null,
  primary key (shop_id, order_id)
);
create index flash_order_buyer on promotion.flash_order (shop_id, flash_sale_id, buyer_id);
create index flash_order_account on promotion.flash_order (buyer_id);
alter table promotion.flash_order add constraint flash_order_sale foreign key (shop_id, flash_sale_id) references promotion.flash_sale (shop_id, flash_sale_id);

-- What a coupon promises. Written once; only stopping it changes a row.

-- kind: reference
create table promotion.coupon (
  coupon_id text primary key,
  -- Null: the platform's.
  shop_id text,
  title text not null,
  kind text not null check (kind in ('amount', 'percent')),
  -- amount: what it takes off. percent: at most so much, null where nothing bounds it.
  amount bigint check (amount > 0),
  percent_off integer check (percent_off between 1 and 99),
  minimum_spend bigint not null check (minimum_spend >= 0),
  product_ids text[] not null,
  goes_with_flash boolean not null,
  total_count integer not null check (total_count > 0),
  per_person_max integer not null check (per_person_max > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_by text not null,
  created_at timestamptz not null,
  stopped_at timestamptz,
  check (ends_at > starts_at),
  check ((kind = 'percent') = (percent_off is not null)),
  check (kind = 'percent' or amount is not null)
);
create index coupon_shop on promotion.coupon (shop_id, coupon_id);

-- How many were claimed. Apart from the coupon, so that orders read it without meeting those who claim.

-- kind: single-node
create table promotion.coupon_count (
  coupon_id text primary key,
  total_count integer not null,
  claimed_count integer not null,
  constraint coupon_never_overclaimed check (claimed_count between 0 and total_count)
);

-- A coupon somebody holds, the `nth` of its kind. used: it stands in exactly one order.

-- kind: account
create table promotion.held_coupon (
  account_id text not null,
  held_coupon_id text not null,
  coupon_id text not null,
  nth integer not null,
  state text not null check (state in ('held', 'used')),
  claimed_at timestamptz not null,
  expires_at timestamptz not null,
  shop_id text,
  order_id text,
  saved bigint,
  used_at timestamptz,
  told_at timestamptz,
  primary key (account_id, held_coupon_id),
  unique (account_id, coupon_id, nth),
  constraint held_coupon_use check ((state = 'used') = (order_id is not null and shop_id is not null and saved is not null and used_at is not null))
);
create index held_coupon_id on promotion.held_coupon (held_coupon_id);
create index held_coupon_order on promotion.held_coupon (order_id) where order_id is not null;
create index held_coupon_of on promotion.held_coupon (coupon_id, state);
create index held_coupon_expiring on promotion.held_coupon (expires_at) where state = 'held' and told_at is null;
