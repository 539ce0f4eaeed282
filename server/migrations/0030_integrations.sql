create schema integrations;

-- Where a shop's events are sent. Addresses and secrets are sealed: an address may carry a token.

-- kind: shop
create table integrations.endpoint (
  shop_id text not null,
  endpoint_id text not null,
  url_sealed text not null,
  description text not null,
  types text[] not null,
  state text not null check (state in ('enabled', 'paused', 'failing')),
  secret_sealed text not null,
  previous_secret_sealed text,
  previous_until timestamptz,
  created_at timestamptz not null,
  last_delivered_at timestamptz,
  last_failed_at timestamptz,
  -- The first failure since anything was accepted.
  failing_since timestamptz,
  primary key (shop_id, endpoint_id)
);

-- One event for one endpoint; `body` is sent as it is, byte for byte, at every attempt.

-- kind: shop
create table integrations.delivery (
  shop_id text not null,
  delivery_id text not null,
  endpoint_id text not null,
  event_id text not null,
  type text not null,
  body text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null,
  next_at timestamptz,
  -- Taken by a process until then; one that died leaves it to others.
  leased_until timestamptz,
  created_at timestamptz not null,
  primary key (shop_id, delivery_id),
  unique (shop_id, endpoint_id, event_id),
  check ((state = 'waiting') = (next_at is not null))
);
create index delivery_due on integrations.delivery (next_at) where state = 'waiting';
create index delivery_age on integrations.delivery (created_at);

-- kind: shop
create table integrations.attempt (
  shop_id text not null,
  delivery_id text not null,
  number integer not null,
  at timestamptz not null,
  duration_ms integer not null,
  status integer,
  error text,
  answer text not null,
  primary key (shop_id, delivery_id, number)
);

alter table integrations.delivery add constraint delivery_endpoint foreign key (shop_id, endpoint_id) references integrations.endpoint (shop_id, endpoint_id) on delete cascade;
alter table integrations.attempt add constraint attempt_delivery foreign key (shop_id, delivery_id) references integrations.delivery (shop_id, delivery_id) on delete cascade;
