-- Deadlines of what belongs to one account: a checkout over several shops.

-- kind: account
create table kernel.account_timer (
  account_id text not null,
  name text not null,
  subject_id text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  primary key (account_id, name, subject_id)
);
create index account_timer_due on kernel.account_timer (due_at);
