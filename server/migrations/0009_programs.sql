create schema programs;

-- Dated fee policies: the newest that has begun is the one that holds. A change is a new row, so that what was quoted
-- can be looked up. The first row holds DOMAIN §3's defaults; operators change them by adding a row.

-- kind: reference
create table programs.policy (
  id text primary key,
  name text not null,
  take_rate_permille integer not null check (take_rate_permille between 0 and 1000),
  settlement_days integer not null check (settlement_days between 0 and 365),
  unpaid_close_minutes integer not null check (unpaid_close_minutes between 1 and 1440),
  auto_receive_days integer not null check (auto_receive_days between 1 and 365),
  valid_from timestamptz not null unique
);

insert into programs.policy (id, name, take_rate_permille, settlement_days, unpaid_close_minutes, auto_receive_days, valid_from)
values ('policy_standard_1', 'standard', 50, 7, 15, 10, '2000-01-01T00:00:00Z');
