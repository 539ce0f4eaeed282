-- Each day of each provider's statement, compared with what we have. The head says how it stands; what runs found is only added.

-- kind: single-node
create table payments.reconciliation (
  provider text not null,
  -- By the clock the provider's statement follows.
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('waiting', 'balanced', 'differs', 'unfetched')),
  reason text,
  attempts integer not null,
  -- When it is compared by itself; null: nothing is left to do.
  next_at timestamptz,
  -- Whoever compares it right now, and until when nobody else does.
  claim text,
  claimed_until timestamptz,
  -- The run that the state is of.
  run_id text,
  primary key (provider, day)
);
create index reconciliation_next on payments.reconciliation (next_at) where next_at is not null;

-- kind: single-node
create table payments.reconciliation_run (
  id text primary key,
  provider text not null,
  day date not null,
  -- The operator who asked for it; null: by itself.
  account_id text,
  at timestamptz not null,
  outcome text not null check (outcome in ('balanced', 'differs', 'unfetched')),
  reason text,
  totals jsonb,
  differences integer not null
);
create index reconciliation_run_day on payments.reconciliation_run (provider, day, id);

-- kind: single-node
create table payments.reconciliation_difference (
  run_id text not null,
  position integer not null,
  -- What it is, so that it is the same one in the next run.
  fingerprint text not null,
  rule text not null,
  kind text,
  movement_id text,
  shop_id text,
  order_id text,
  here jsonb,
  there jsonb,
  row_read jsonb,
  primary key (run_id, position)
);

-- What operators found out about differences, newest last.
-- kind: single-node
create table payments.reconciliation_remark (
  provider text not null,
  day date not null,
  fingerprint text not null,
  id text not null,
  account_id text not null,
  remark text not null,
  at timestamptz not null,
  primary key (provider, day, fingerprint, id)
);

-- Which day's statement had which movement of ours: none stands on two.
-- kind: single-node
create table payments.reconciled (
  provider text not null,
  kind text not null check (kind in ('payment', 'refund')),
  movement_id text not null,
  day date not null,
  primary key (provider, kind, movement_id)
);

-- A statement names movements without their shop. Ids say when they were made, so that few blocks are read.
create index intent_created on payments.intent using brin (created_at);
create index refund_created on payments.refund using brin (created_at);
create index charge_created on payments.charge using brin (created_at);

alter table payments.reconciliation_difference add constraint reconciliation_difference_run foreign key (run_id) references payments.reconciliation_run (id);
