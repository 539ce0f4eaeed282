-- Why an operator closed a shop; gone when it is open again. The audit log keeps both.

-- kind: shop
create table shops.closure (
  shop_id text not null,
  reason_sealed text not null,
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (shop_id)
);

alter table shops.closure add constraint closure_shop foreign key (shop_id) references shops.shop (shop_id);
