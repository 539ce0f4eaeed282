-- What buyers ask for after buying, and everything that is said and done about it. Words are ciphertext: they name people.

-- kind: shop
create table aftersales.aftersale (
  shop_id text not null,
  aftersale_id text not null,
  order_id text not null,
  buyer_id text not null,
  state text not null check (state in ('applied', 'proposed', 'seller_refused', 'dispute', 'platform_confirmed', 'await_return', 'returned', 'exchange_sent', 'paying', 'success', 'closed')),
  way text not null check (way in ('refund_only', 'return_refund', 'exchange')),
  reason text not null,
  opened_by text not null check (opened_by in ('buyer', 'operator')),
  before_shipping boolean not null,
  -- The most that could be given back, and what is asked or agreed; minor units.
  goods_most bigint not null check (goods_most >= 0),
  shipping_most bigint not null check (shipping_most >= 0),
  goods bigint not null check (goods >= 0),
  shipping bigint not null check (shipping >= 0),
  goods_due boolean not null,
  version integer not null check (version > 0),
  rounds integer not null,
  proposal_way text,
  proposal_amount bigint,
  deadline_at timestamptz,
  evidence_until timestamptz,
  description_sealed text not null,
  picture_ids text[] not null,
  return_address_sealed text,
  return_carrier text,
  return_tracking text,
  return_sent_at timestamptz,
  exchange_carrier text,
  exchange_tracking text,
  exchange_sent_at timestamptz,
  freight_means text not null check (freight_means in ('none', 'own', 'collect', 'claim')),
  freight bigint not null check (freight >= 0),
  freight_picture_ids text[] not null,
  ruling_outcome text check (ruling_outcome in ('for_buyer', 'for_seller')),
  ruling_amount bigint,
  ruling_goods_back boolean,
  ruling_note_sealed text,
  ruling_at timestamptz,
  pay_failed boolean not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (shop_id, aftersale_id),
  check (goods <= goods_most and shipping <= shipping_most),
  check ((state in ('success', 'closed')) = (ended_at is not null))
);
create index aftersale_order on aftersales.aftersale (shop_id, order_id);
create index aftersale_turn on aftersales.aftersale (shop_id, state, aftersale_id);
create index aftersale_by_id on aftersales.aftersale (aftersale_id);

-- Units an after-sale is about. One line has one that is open at a time.
-- kind: shop
create table aftersales.line (
  shop_id text not null,
  aftersale_id text not null,
  line_id text not null,
  order_id text not null,
  variant_id text not null,
  quantity integer not null check (quantity > 0),
  most bigint not null check (most >= 0),
  -- What went back in the end: money, and units (returned, or never sent).
  amount bigint not null check (amount between 0 and most),
  units_gone integer not null check (units_gone between 0 and quantity),
  restocked integer not null check (restocked between 0 and quantity),
  open boolean not null,
  primary key (shop_id, aftersale_id, line_id)
);
create unique index one_open_aftersale_per_line on aftersales.line (shop_id, line_id) where open;
create index line_order on aftersales.line (shop_id, order_id);

-- Everything that was done, each version once; notes and pictures are the evidence.
-- kind: shop
create table aftersales.entry (
  shop_id text not null,
  aftersale_id text not null,
  version integer not null,
  action text not null,
  by_whom text not null check (by_whom in ('buyer', 'seller', 'operator', 'system')),
  account_id text,
  state text not null,
  amount bigint,
  note_sealed text,
  picture_ids text[] not null,
  at timestamptz not null,
  primary key (shop_id, aftersale_id, version)
);

-- Where a buyer's after-sales are.
-- kind: account
create table aftersales.buyer_aftersale (
  account_id text not null,
  aftersale_id text not null,
  shop_id text not null,
  primary key (account_id, aftersale_id)
);

-- kind: shop
create table aftersales.shop_rule (
  shop_id text not null primary key,
  agree_unshipped_at_once boolean not null,
  return_address_sealed text,
  updated_at timestamptz not null
);

-- Payments back: goods with shipping, or return freight. Refunds from before after-sales existed have no after-sale.
alter table aftersales.refund drop constraint refund_pkey;
alter table aftersales.refund add primary key (shop_id, refund_id);
drop index aftersales.refund_by_id;
create index refund_order on aftersales.refund (shop_id, order_id);
alter table aftersales.refund add column aftersale_id text;
alter table aftersales.refund add column kind text;
update aftersales.refund set kind = 'goods';
alter table aftersales.refund alter column kind set not null;
alter table aftersales.refund add constraint refund_kind check (kind in ('goods', 'freight'));
alter table aftersales.refund alter column decided_by drop not null;
alter table aftersales.refund drop constraint refund_state_check;
alter table aftersales.refund add constraint refund_state_check check (state in ('paying', 'success', 'failed'));

alter table aftersales.line add constraint line_aftersale foreign key (shop_id, aftersale_id) references aftersales.aftersale (shop_id, aftersale_id);
alter table aftersales.entry add constraint entry_aftersale foreign key (shop_id, aftersale_id) references aftersales.aftersale (shop_id, aftersale_id);
