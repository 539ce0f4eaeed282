create schema media;

-- Pictures people uploaded. The bytes, re-encoded by us, are objects under pictures/<id>/.

-- kind: account
create table media.picture (
  account_id text not null,
  id text not null,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  created_at timestamptz not null,
  primary key (account_id, id)
);
create index picture_id on media.picture (id);

-- How often an account tried to upload in the hour that began at began_at, whether or not it was a picture.

-- kind: account
create table media.upload_window (
  account_id text not null,
  began_at timestamptz not null,
  tries integer not null check (tries > 0),
  primary key (account_id)
);

-- What encoders publish with. The secret itself is nowhere: secret_index is its keyed fingerprint, hint its last 4
-- characters. At most one key of an account is not revoked.

-- kind: account
create table media.stream_key (
  account_id text not null,
  id text not null,
  secret_index text not null,
  hint text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (account_id, id),
  unique (account_id, secret_index)
);
create unique index stream_key_current on media.stream_key (account_id) where revoked_at is null;
create index stream_key_id on media.stream_key (id);
create index stream_key_secret on media.stream_key (secret_index);
