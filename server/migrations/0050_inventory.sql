-- Units set aside for a flash sale: counted in stock.reserved like what orders hold back, so that nobody else can buy them.
-- For every variant: stock.reserved = its reservations in state reserved + what is set aside.

-- kind: shop
create table inventory.set_aside (
  shop_id text not null,
  holder_id text not null,
  variant_id text not null,
  quantity integer not null check (quantity >= 0),
  updated_at timestamptz not null,
  primary key (shop_id, holder_id)
);
create index set_aside_variant on inventory.set_aside (shop_id, variant_id);
alter table inventory.set_aside add constraint set_aside_stock foreign key (shop_id, variant_id) references inventory.stock (shop_id, variant_id);
