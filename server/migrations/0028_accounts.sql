-- What the operator's desk keeps about accounts.

-- While one stands (lifted_at is null) the account is kept out. Rows are never removed.
-- kind: account
create table accounts.suspension (
  account_id text not null,
  id text not null,
  reason_sealed text not null,
  suspended_by text not null,
  suspended_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason_sealed text,
  primary key (account_id, id),
  check ((lifted_at is null) = (lifted_by is null)),
  check ((lifted_at is null) = (lift_reason_sealed is null))
);
create unique index suspension_standing on accounts.suspension (account_id) where lifted_at is null;

-- What operators tell each other about an account.
-- kind: account
create table accounts.note (
  account_id text not null,
  id text not null,
  text_sealed text not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (account_id, id)
);

create index audit_newest on accounts.audit (id);
