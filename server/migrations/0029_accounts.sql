-- A credential for programs that acts as its account within its scopes. The secret itself is nowhere. Looked up by its
-- fingerprint alone, as sessions are.
-- kind: single-node
create table accounts.api_key (
  id text primary key,
  account_id text not null,
  secret_index text not null unique,
  name text not null,
  scopes text[] not null,
  ends_with text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz
);
create index api_key_account on accounts.api_key (account_id);
