-- Products an operator took down: off, and not to be put on sale until it is lifted. The audit log keeps what was lifted.

-- kind: shop
create table catalog.takedown (
  shop_id text not null,
  product_id text not null,
  reason_sealed text not null,
  taken_by text not null,
  taken_at timestamptz not null,
  primary key (shop_id, product_id)
);

alter table catalog.takedown add constraint takedown_product foreign key (shop_id, product_id) references catalog.product (shop_id, id);
