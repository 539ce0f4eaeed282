create schema inventory;

-- Units of a variant. available = on_hand - reserved; the checks are what makes overselling impossible.

-- kind: shop
create table inventory.stock (
  shop_id text not null,
  variant_id text not null,
  product_id text not null,
  on_hand integer not null check (on_hand between 0 and 10000000),
  reserved integer not null check (reserved >= 0),
  updated_at timestamptz not null,
  primary key (shop_id, variant_id),
  constraint stock_never_oversold check (reserved <= on_hand)
);
create index stock_variant on inventory.stock (variant_id);

-- What an order line holds back. reserved: counted in stock.reserved. released: given back. consumed: left the house.

-- kind: shop
create table inventory.reservation (
  shop_id text not null,
  line_id text not null,
  order_id text not null,
  variant_id text not null,
  quantity integer not null check (quantity > 0),
  state text not null check (state in ('reserved', 'released', 'consumed')),
  reserved_at timestamptz not null,
  ended_at timestamptz,
  primary key (shop_id, line_id),
  constraint reservation_end check ((state = 'reserved') = (ended_at is null))
);
create index reservation_order on inventory.reservation (shop_id, order_id);

-- Every change of the units on hand made by people: how many, why, by whom, and what it came to.

-- kind: shop
create table inventory.adjustment (
  shop_id text not null,
  seq bigint generated always as identity,
  variant_id text not null,
  change integer not null check (change <> 0),
  on_hand integer not null,
  reason text not null,
  account_id text not null,
  at timestamptz not null,
  primary key (shop_id, seq)
);
create index adjustment_variant on inventory.adjustment (shop_id, variant_id, seq);

alter table inventory.stock add constraint stock_variant foreign key (shop_id, variant_id) references catalog.variant (shop_id, id);
alter table inventory.reservation add constraint reservation_stock foreign key (shop_id, variant_id) references inventory.stock (shop_id, variant_id);
alter table inventory.adjustment add constraint adjustment_stock foreign key (shop_id, variant_id) references inventory.stock (shop_id, variant_id);
