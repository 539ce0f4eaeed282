create schema fulfillment;

-- The parcel of an order; one order, one parcel.
-- kind: shop
create table fulfillment.shipment (
  shop_id text not null,
  order_id text not null,
  shipment_id text not null,
  carrier text not null,
  tracking_number text not null,
  shipped_by text not null,
  shipped_at timestamptz not null,
  primary key (shop_id, order_id)
);

-- Who looked at whose whole address, and when.
-- kind: shop
create table fulfillment.address_look (
  shop_id text not null,
  order_id text not null,
  seq bigint generated always as identity,
  account_id text not null,
  at timestamptz not null,
  primary key (shop_id, order_id, seq)
);
