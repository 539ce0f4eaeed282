create schema payouts;

-- Where a shop's money goes: holder, bank and number as ciphertext.
-- kind: shop
create table payouts.bank_account (
  shop_id text not null,
  sealed text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (shop_id)
);

-- Money on its way to a shop's bank. The account is kept as it was when the payout was asked for.
-- kind: shop
create table payouts.payout (
  shop_id text not null,
  id text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null check (state in ('requested', 'approved', 'sending', 'paid', 'refused', 'cancelled', 'failed', 'returned')),
  by_whom text not null check (by_whom in ('shop', 'schedule')),
  account_sealed text not null,
  -- Who carries it: an adapter's name, or 'file' for people with a bank file. Null until it is sent.
  carrier text,
  file_id text,
  reason_sealed text,
  decided_by text,
  created_at timestamptz not null,
  decided_at timestamptz,
  sent_at timestamptz,
  ended_at timestamptz,
  -- When the carrier is asked (again), until it has said something final.
  ask_at timestamptz,
  primary key (shop_id, id),
  check ((carrier = 'file') = (file_id is not null))
);
create index payout_newest on payouts.payout (id);
create index payout_state on payouts.payout (state, id);
create index payout_ask on payouts.payout (ask_at) where ask_at is not null;
create index payout_file on payouts.payout (file_id) where file_id is not null;

-- Payouts of these shops are held back by an operator; the row goes when they are let go, the audit log keeps both.
-- kind: shop
create table payouts.hold (
  shop_id text not null,
  reason_sealed text not null,
  held_by text not null,
  held_at timestamptz not null,
  primary key (shop_id)
);

-- kind: shop
create table payouts.rhythm (
  shop_id text not null,
  rhythm text not null check (rhythm in ('day', 'week', 'month')),
  next_at timestamptz not null,
  primary key (shop_id)
);
create index rhythm_next on payouts.rhythm (next_at);

-- A deposit that is filled by a payment; the intent is payments' and carries this id as what is paid for.
-- kind: shop
create table payouts.deposit_payment (
  shop_id text not null,
  id text not null,
  amount bigint not null check (amount > 0),
  asked_by text not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  primary key (shop_id, id)
);

-- What banks told us, so that telling it again changes nothing.
-- kind: shop
create table payouts.event (
  shop_id text not null,
  carrier text not null,
  event_id text not null,
  payout_id text not null,
  received_at timestamptz not null,
  primary key (shop_id, carrier, event_id)
);
