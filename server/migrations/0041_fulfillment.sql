-- Parcels: an order goes in one or several. `whole`: this one holds all of it, so that its lines need not be written again.
-- kind: shop
create table fulfillment.parcel (
  shop_id text not null,
  parcel_id text not null,
  order_id text not null,
  whole boolean not null,
  carrier text not null,
  tracking_number text not null,
  state text not null check (state in ('shipped', 'in_transit', 'out_for_delivery', 'problem', 'delivered', 'returned')),
  shipped_by text not null,
  shipped_at timestamptz not null,
  delivered_at timestamptz,
  -- When the carrier was last heard of: while it is, receipt does not confirm itself under way.
  heard_at timestamptz,
  primary key (shop_id, parcel_id)
);
create index parcel_order on fulfillment.parcel (shop_id, order_id);

-- kind: shop
create table fulfillment.parcel_line (
  shop_id text not null,
  parcel_id text not null,
  line_id text not null,
  quantity integer not null check (quantity > 0),
  primary key (shop_id, parcel_id, line_id)
);

-- What carrier and number of a parcel were before they were corrected. Only added to.
-- kind: shop
create table fulfillment.correction (
  shop_id text not null,
  parcel_id text not null,
  seq bigint generated always as identity,
  carrier text not null,
  tracking_number text not null,
  corrected_by text not null,
  corrected_at timestamptz not null,
  primary key (shop_id, parcel_id, seq)
);

-- What carriers, or sellers by hand, said of a parcel; each event of a carrier once.
-- kind: shop
create table fulfillment.tracking_event (
  shop_id text not null,
  parcel_id text not null,
  event_id text not null,
  code text not null check (code in ('in_transit', 'out_for_delivery', 'problem', 'delivered', 'returned')),
  at timestamptz not null,
  text text not null,
  place text not null,
  source text not null check (source in ('carrier', 'shop')),
  received_at timestamptz not null,
  primary key (shop_id, parcel_id, event_id)
);

insert into fulfillment.parcel (shop_id, parcel_id, order_id, whole, carrier, tracking_number, state, shipped_by, shipped_at)
  select shop_id, shipment_id, order_id, true, carrier, tracking_number, 'shipped', shipped_by, shipped_at from fulfillment.shipment;
drop table fulfillment.shipment;

-- What one side asks of the other before an order is shipped; at most one is open. Addresses and reasons are ciphertext.
-- kind: shop
create table fulfillment.ask (
  shop_id text not null,
  ask_id text not null,
  order_id text not null,
  kind text not null check (kind in ('address', 'delay')),
  state text not null check (state in ('asked', 'accepted', 'refused', 'withdrawn', 'lapsed')),
  asked_by text not null,
  asked_at timestamptz not null,
  answer_by timestamptz not null,
  ended_at timestamptz,
  content_sealed text not null,
  answer_sealed text,
  primary key (shop_id, ask_id),
  check ((state = 'asked') = (ended_at is null))
);
create index ask_order on fulfillment.ask (shop_id, order_id);
create unique index ask_open on fulfillment.ask (shop_id, order_id) where state = 'asked';

-- How often the buyer reminded the shop to ship, and when last.
-- kind: shop
create table fulfillment.reminder (
  shop_id text not null,
  order_id text not null,
  count integer not null,
  at timestamptz not null,
  primary key (shop_id, order_id)
);

-- What a buyer got because dispatch was late: once per order.
-- kind: shop
create table fulfillment.compensation (
  shop_id text not null,
  order_id text not null,
  refund_id text not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('paying', 'paid', 'failed')),
  promised timestamptz not null,
  decided_at timestamptz not null,
  ended_at timestamptz,
  primary key (shop_id, order_id)
);
create index compensation_refund on fulfillment.compensation (shop_id, refund_id);

alter table fulfillment.parcel_line add constraint parcel_line_parcel foreign key (shop_id, parcel_id) references fulfillment.parcel (shop_id, parcel_id);
alter table fulfillment.correction add constraint correction_parcel foreign key (shop_id, parcel_id) references fulfillment.parcel (shop_id, parcel_id);
alter table fulfillment.tracking_event add constraint tracking_event_parcel foreign key (shop_id, parcel_id) references fulfillment.parcel (shop_id, parcel_id);
