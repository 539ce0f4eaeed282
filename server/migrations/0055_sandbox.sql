-- The sandbox bank's own books. It keeps the end of an account number only: what it decides is decided when it is asked.

-- kind: single-node
create table sandbox.transfer (
  id text primary key,
  -- The merchant's own id; asking twice with the same one is one transfer.
  reference text not null unique,
  shop text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null check (state in ('pending', 'paid', 'failed', 'returned')),
  reason text,
  -- What it will become, and when; null where it stays.
  next_state text check (next_state in ('paid', 'returned')),
  created_at timestamptz not null,
  -- When something is to be done about it next: become, or be told to the merchant.
  next_at timestamptz,
  told boolean not null,
  attempts integer not null
);
create index transfer_next on sandbox.transfer (next_at) where next_at is not null;
