create schema search;

-- What can be found: one row per room on air, host, open shop and product on sale. Derived, and rebuilt at will. A host's
-- name is in terms only as keyed fingerprints, and not in title.
-- kind: single-node
create table search.entry (
  id text primary key,
  kind text not null check (kind in ('room', 'host', 'shop', 'product')),
  category text[] not null,
  title text,
  terms tsvector not null,
  at timestamptz not null
);
create index entry_terms on search.entry using gin (terms);
create index entry_kind on search.entry (kind, at);

-- Which way of cutting text the rows of entry were made by; another one in the program rebuilds them.
-- kind: single-node
create table search.edition (
  edition integer primary key,
  built_at timestamptz not null
);

-- What an account looked at, each thing once, the last time it did.
-- kind: account
create table search.seen (
  account_id text not null,
  subject_id text not null,
  at timestamptz not null,
  primary key (account_id, subject_id)
);
create index seen_at on search.seen (account_id, at);
create index seen_age on search.seen (at);

-- Who wants no history kept.
-- kind: account
create table search.unseen (
  account_id text not null,
  since timestamptz not null,
  primary key (account_id)
);
