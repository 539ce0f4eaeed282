-- Law and life: what people agreed to, what they chose, the training of hosts, exports and deletion.

-- kind: account
create table accounts.consent (
  account_id text not null,
  document text not null check (document in ('terms', 'privacy')),
  version text not null,
  at timestamptz not null,
  primary key (account_id, document, version)
);

-- Choices that differ from what everybody has; no row is the default.
-- kind: account
create table accounts.preference (
  account_id text not null,
  personalization boolean not null,
  updated_at timestamptz not null,
  primary key (account_id)
);

-- Each time a host passed the training; the newest counts.
-- kind: account
create table accounts.training (
  account_id text not null,
  acknowledged_at timestamptz not null,
  version text not null,
  valid_until timestamptz not null,
  primary key (account_id, acknowledged_at)
);

-- Everything held about somebody, gathered on their demand; ciphertext, gone when its time is over.
-- kind: account
create table accounts.export (
  account_id text not null,
  id text not null,
  content_sealed text,
  asked_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  primary key (account_id, id),
  check ((ready_at is null) = (expires_at is null))
);
create index export_expiry on accounts.export (expires_at);

-- Asked for and not taken back; done_at once what was personal is gone.
-- kind: account
create table accounts.deletion (
  account_id text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  primary key (account_id)
);
create index deletion_due on accounts.deletion (due_at) where done_at is null;

-- When whoever holds this sign-in last showed again who they are.
alter table accounts.auth_session add column proved_at timestamptz;
alter table accounts.account add column deleted_at timestamptz;
