create schema fans;

-- Whom an account follows: the truth.
-- kind: account
create table fans.follow (
  account_id text not null,
  host_id text not null,
  since timestamptz not null,
  primary key (account_id, host_id)
);

-- The same from the host's side, filled through the outbox: account_id is the host who is followed.
-- kind: account
create table fans.fan (
  account_id text not null,
  fan_id text not null,
  since timestamptz not null,
  primary key (account_id, fan_id)
);

-- How many rows of fans.fan a host has, kept by the transaction that writes them, so that nobody counts a million rows.
-- kind: account
create table fans.reach (
  account_id text not null,
  followers bigint not null check (followers >= 0),
  primary key (account_id)
);
