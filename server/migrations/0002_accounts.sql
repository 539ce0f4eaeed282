create schema accounts;

-- People, their sign-ins and sessions, kept by better-auth through our adapter; addresses, verifications and the audit
-- log are ours. Columns named *_sealed are ciphertext; columns named *_index are keyed fingerprints to find them by.

-- kind: single-node
create table accounts.account (
  id text primary key,
  name_sealed text not null,
  email_sealed text,
  email_index text unique,
  email_verified boolean not null,
  phone_sealed text,
  phone_index text unique,
  phone_verified boolean not null,
  avatar_picture_id text,
  locale text not null,
  roles text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((email_sealed is null) = (email_index is null)),
  check ((phone_sealed is null) = (phone_index is null))
);

-- A way to prove who one is: here a password (provider `credential`), hashed with argon2id.
-- kind: single-node
create table accounts.credential (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  provider_account_id text not null,
  password_hash text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, provider_account_id)
);
create index credential_account on accounts.credential (account_id);

-- Somebody signed in on a device. The token itself is nowhere; the network address is kept without its last part.
-- kind: single-node
create table accounts.auth_session (
  id text primary key,
  account_id text not null,
  token_index text not null unique,
  device text not null,
  address text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index auth_session_account on accounts.auth_session (account_id);
create index auth_session_expiry on accounts.auth_session (expires_at);

-- The newest sign-in code of an e-mail address or phone number.
-- kind: single-node
create table accounts.code (
  identifier_index text primary key,
  issue text not null,
  code_index text not null,
  attempts integer not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null
);
create index code_expiry on accounts.code (expires_at);

-- How often something happened in a window of time. `key` holds a fingerprint, never an address or a number.
-- kind: single-node
create table accounts.rate (
  key text not null,
  window_start timestamptz not null,
  window_end timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);
create index rate_end on accounts.rate (window_end);

-- kind: account
create table accounts.address (
  account_id text not null,
  id text not null,
  fields_sealed text not null,
  is_default boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create unique index address_default on accounts.address (account_id) where is_default;

-- kind: account
create table accounts.verification (
  account_id text not null,
  id text not null,
  kind text not null check (kind in ('host', 'seller')),
  state text not null check (state in ('pending', 'approved', 'rejected')),
  fields_sealed text not null,
  reason_sealed text,
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  valid_until timestamptz,
  primary key (account_id, id),
  check ((state = 'approved') = (valid_until is not null)),
  check ((state = 'pending') = (decided_at is null))
);
create unique index verification_pending on accounts.verification (account_id, kind) where state = 'pending';
create index verification_state on accounts.verification (state, id);

-- What operators did. Rows are only ever added; `account_id` is who acted.
-- kind: account
create table accounts.audit (
  account_id text not null,
  id text not null,
  action text not null,
  subject_id text not null,
  reason_sealed text,
  at timestamptz not null,
  primary key (account_id, id)
);
create index audit_subject on accounts.audit (subject_id);

alter table accounts.credential add constraint credential_account_fk foreign key (account_id) references accounts.account (id);
alter table accounts.auth_session add constraint auth_session_account_fk foreign key (account_id) references accounts.account (id);
