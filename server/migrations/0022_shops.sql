-- What staff may do; the owner may everything. Who worked here before keeps all but money and settings.
alter table shops.staff add column permissions text[];
update shops.staff set permissions = case
  when part = 'owner' then array['products', 'stock', 'orders', 'money', 'live', 'settings']
  else array['products', 'stock', 'orders', 'live'] end;
alter table shops.staff alter column permissions set not null;
alter table shops.staff add constraint staff_permissions
  check (permissions <@ array['products', 'stock', 'orders', 'money', 'live', 'settings']);

-- What the shop's page shows above its goods.
alter table shops.shop add column banner_picture_id text;
alter table shops.shop add column announcement text;
update shops.shop set announcement = '';
alter table shops.shop alter column announcement set not null;

-- What delivery costs, by province. rules: [{regions, delivers, base_fee, item_fee}], a province in one of them at most.

-- kind: shop
create table shops.shipping_template (
  shop_id text not null,
  id text not null,
  name text not null,
  base_fee bigint not null check (base_fee >= 0),
  item_fee bigint not null check (item_fee >= 0),
  free_from bigint check (free_from > 0),
  rules jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (shop_id, id)
);

alter table shops.shipping_template add constraint shipping_template_shop foreign key (shop_id) references shops.shop (shop_id);
