-- Where it goes since the shop agreed to another address; null: as it was placed.
alter table orders.orders add column delivery_changed_sealed text;
-- When the buyer asked for more time before receipt confirms itself; it may be asked for once.
alter table orders.orders add column receipt_extended_at timestamptz;

-- The shop's own note on an order, ciphertext, and its color.
-- kind: shop
create table orders.remark (
  shop_id text not null,
  order_id text not null,
  flag text not null check (flag in ('none', 'red', 'yellow', 'green', 'blue', 'purple')),
  text_sealed text not null,
  written_by text not null,
  updated_at timestamptz not null,
  primary key (shop_id, order_id)
);
create index remark_flag on orders.remark (shop_id, flag, order_id);
alter table orders.remark add constraint remark_order foreign key (shop_id, order_id) references orders.orders (shop_id, order_id);
