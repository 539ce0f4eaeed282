create schema shops;

-- A shop and the account that answers for it. Its name is public, not personal.

-- kind: shop
create table shops.shop (
  shop_id text not null,
  owner_id text not null,
  name text not null,
  intro text not null,
  logo_picture_id text,
  dispatch_hours integer not null check (dispatch_hours between 1 and 360),
  state text not null check (state in ('open', 'closed')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (shop_id)
);
create index shop_owner on shops.shop (owner_id);

-- Who works for a shop, its owner included.

-- kind: shop
create table shops.staff (
  shop_id text not null,
  account_id text not null,
  part text not null check (part in ('owner', 'staff')),
  since timestamptz not null,
  primary key (shop_id, account_id)
);
create index staff_account on shops.staff (account_id);
create unique index staff_one_owner on shops.staff (shop_id) where part = 'owner';

alter table shops.staff add constraint staff_shop foreign key (shop_id) references shops.shop (shop_id);
