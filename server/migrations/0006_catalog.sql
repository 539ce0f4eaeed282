create schema catalog;

-- What a shop offers. version is raised by every change of the page, its variants or its state.

-- kind: shop
create table catalog.product (
  shop_id text not null,
  id text not null,
  state text not null check (state in ('draft', 'on_sale', 'off')),
  title text not null,
  description text not null,
  unit text not null,
  picture_ids text[] not null,
  shipping_fee bigint not null check (shipping_fee >= 0),
  return_policy text not null,
  version integer not null check (version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (shop_id, id)
);
create index product_id on catalog.product (id);

-- What is bought. A variant is never deleted, since orders and stock name it; left out of the page it is retired.

-- kind: shop
create table catalog.variant (
  shop_id text not null,
  id text not null,
  product_id text not null,
  place integer not null,
  title text not null,
  price bigint not null check (price > 0),
  compare_at_price bigint,
  compare_at_basis text,
  retired_at timestamptz,
  primary key (shop_id, id),
  constraint variant_compare check (
    (compare_at_price is null and compare_at_basis is null)
    or (compare_at_price > price and compare_at_basis <> '')
  )
);
create index variant_id on catalog.variant (id);
create index variant_product on catalog.variant (shop_id, product_id);

alter table catalog.product add constraint product_shop foreign key (shop_id) references shops.shop (shop_id);
alter table catalog.variant add constraint variant_product foreign key (shop_id, product_id) references catalog.product (shop_id, id);
