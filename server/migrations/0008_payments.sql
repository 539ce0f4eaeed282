create schema payments;

-- kind: shop
create table payments.intent (
  shop_id text not null,
  id text not null,
  order_id text not null,
  buyer_id text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  provider text not null,
  state text not null check (state in ('requires_payment', 'captured', 'voided', 'refunded')),
  -- The provider's own id of the payment, once it told us, and its page.
  payment_id text,
  pay_url text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  captured_at timestamptz,
  voided_at timestamptz,
  refunded_at timestamptz,
  -- When the provider is asked what became of the payment, until it has said something final.
  ask_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, order_id)
);
create index intent_ask on payments.intent (ask_at) where ask_at is not null;

-- kind: shop
create table payments.refund (
  shop_id text not null,
  id text not null,
  intent_id text not null,
  order_id text not null,
  amount bigint not null check (amount >= 0),
  cause text not null check (cause in ('operator', 'late_payment')),
  state text not null check (state in ('paying', 'success')),
  created_at timestamptz not null,
  -- When the provider is asked again, should the job that does it be lost.
  ask_at timestamptz,
  succeeded_at timestamptz,
  primary key (shop_id, id),
  -- Refunds are whole: one per intent.
  unique (shop_id, intent_id)
);
create index refund_ask on payments.refund (ask_at) where ask_at is not null;

-- What providers told us, so that telling it again changes nothing.
-- kind: shop
create table payments.event (
  shop_id text not null,
  provider text not null,
  event_id text not null,
  type text not null,
  intent_id text not null,
  received_at timestamptz not null,
  primary key (shop_id, provider, event_id)
);

alter table payments.refund add constraint refund_intent foreign key (shop_id, intent_id) references payments.intent (shop_id, id);
alter table payments.event add constraint event_intent foreign key (shop_id, intent_id) references payments.intent (shop_id, id);
