create schema aftersales;

-- Refunds in full, decided by an operator; an order has at most one. The reason is ciphertext: words name people.
-- kind: shop
create table aftersales.refund (
  shop_id text not null,
  order_id text not null,
  refund_id text not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('paying', 'success')),
  reason_sealed text not null,
  decided_by text not null,
  created_at timestamptz not null,
  succeeded_at timestamptz,
  primary key (shop_id, order_id),
  check ((state = 'success') = (succeeded_at is not null))
);
create index refund_by_id on aftersales.refund (shop_id, refund_id);
