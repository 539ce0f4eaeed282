create schema sandbox;

-- The sandbox payment provider's own books: an outside world for development, tests and the demo. No money is in it.

-- kind: single-node
create table sandbox.payment (
  id text primary key,
  -- The merchant's own id; asking twice with the same one gives the same payment.
  reference text not null unique,
  shop text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  title text not null,
  return_url text not null,
  locale text not null,
  state text not null check (state in ('unpaid', 'paid')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  paid_at timestamptz
);

-- kind: single-node
create table sandbox.refund (
  id text primary key,
  reference text not null,
  payment_id text not null,
  amount bigint not null check (amount >= 0),
  created_at timestamptz not null,
  unique (payment_id, reference)
);

-- What the merchant has to be told, until it has answered.
-- kind: single-node
create table sandbox.webhook (
  id text primary key,
  body text not null,
  created_at timestamptz not null,
  -- When it is sent next; null once it was delivered or given up.
  next_at timestamptz,
  attempts integer not null,
  delivered_at timestamptz
);
create index webhook_next on sandbox.webhook (next_at) where next_at is not null;

alter table sandbox.refund add constraint refund_payment foreign key (payment_id) references sandbox.payment (id);
