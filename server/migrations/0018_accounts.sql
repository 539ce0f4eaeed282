-- What a host tells everybody about themselves. Public by its owner's choice, so not sealed.
-- kind: account
create table accounts.host_profile (
  account_id text not null,
  headline text not null,
  bio text not null,
  region text not null,
  banner_picture_id text,
  updated_at timestamptz not null,
  primary key (account_id)
);
create index account_hosts on accounts.account (id) where 'host' = any (roles);
