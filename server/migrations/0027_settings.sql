create schema settings;

-- What operators decided about the market's rules. A row is a decision and is never edited; one that has not begun can be
-- withdrawn. What holds at an instant is the newest that has begun by then, else the default in the contract.

-- kind: reference
create table settings.change (
  id text primary key,
  name text not null,
  from_value integer not null,
  to_value integer not null,
  reason_sealed text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  valid_from timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  check (valid_from >= changed_at),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check (withdrawn_at is null or withdrawn_at < valid_from)
);
create index change_name on settings.change (name, id);
