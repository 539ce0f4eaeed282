-- What the checks that run by themselves found, newest last. Kept so that every process, the desk and the next check know.
-- kind: single-node
create table ledger.checked (
  id text primary key,
  scope text not null check (scope in ('recent', 'full')),
  at timestamptz not null,
  transfers bigint not null,
  entries bigint not null,
  problems jsonb not null
);
create index checked_newest on ledger.checked (scope, at);
