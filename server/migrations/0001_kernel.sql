create schema kernel;

-- Events that modules say to each other, written in the transaction that made them true. One outbox for each kind of
-- key, so that a hot transaction touches one key of one kind. A row leaves when every listener has done its part.

-- kind: shop
create table kernel.shop_outbox (
  shop_id text not null,
  seq bigint generated always as identity,
  event_id text not null,
  type text not null,
  body jsonb not null,
  at timestamptz not null,
  done text[] not null default '{}',
  attempts integer not null default 0,
  next_at timestamptz not null,
  primary key (shop_id, seq)
);
create index shop_outbox_seq on kernel.shop_outbox (seq);
create index shop_outbox_next on kernel.shop_outbox (next_at);

-- kind: account
create table kernel.account_outbox (
  account_id text not null,
  seq bigint generated always as identity,
  event_id text not null,
  type text not null,
  body jsonb not null,
  at timestamptz not null,
  done text[] not null default '{}',
  attempts integer not null default 0,
  next_at timestamptz not null,
  primary key (account_id, seq)
);
create index account_outbox_seq on kernel.account_outbox (seq);
create index account_outbox_next on kernel.account_outbox (next_at);

-- kind: room
create table kernel.room_outbox (
  room_id text not null,
  seq bigint generated always as identity,
  event_id text not null,
  type text not null,
  body jsonb not null,
  at timestamptz not null,
  done text[] not null default '{}',
  attempts integer not null default 0,
  next_at timestamptz not null,
  primary key (room_id, seq)
);
create index room_outbox_seq on kernel.room_outbox (seq);
create index room_outbox_next on kernel.room_outbox (next_at);

-- Deadlines of single things, written in the transaction that sets them.

-- kind: shop
create table kernel.shop_timer (
  shop_id text not null,
  name text not null,
  subject_id text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  primary key (shop_id, name, subject_id)
);
create index shop_timer_due on kernel.shop_timer (due_at);

-- kind: room
create table kernel.room_timer (
  room_id text not null,
  name text not null,
  subject_id text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  primary key (room_id, name, subject_id)
);
create index room_timer_due on kernel.room_timer (due_at);

-- The first answer to an Idempotency-Key, repeated to whoever asks again.

-- kind: account
create table kernel.saved_answer (
  account_id text not null,
  idempotency_key text not null,
  fingerprint text not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (account_id, idempotency_key)
);
create index saved_answer_age on kernel.saved_answer (created_at);
