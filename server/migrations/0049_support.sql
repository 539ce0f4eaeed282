create schema support;

-- A buyer and a shop talk in one conversation, for good. Words are ciphertext: they name people and places.
-- kind: shop
create table support.conversation (
  shop_id text not null,
  conversation_id text not null,
  buyer_id text not null,
  last_from text not null check (last_from in ('buyer', 'shop')),
  last_sealed text not null,
  last_pictures integer not null,
  last_at timestamptz not null,
  -- How many each side has said, and how many of them the other side has read.
  buyer_said integer not null,
  buyer_said_read integer not null,
  shop_said integer not null,
  shop_said_read integer not null,
  buyer_read_at timestamptz,
  shop_read_at timestamptz,
  -- Since when the buyer waits for an answer.
  waiting_since timestamptz,
  primary key (shop_id, conversation_id),
  constraint conversation_once unique (shop_id, buyer_id),
  check (buyer_said_read <= buyer_said and shop_said_read <= shop_said),
  check ((last_from = 'buyer') = (waiting_since is not null))
);
create index conversation_newest on support.conversation (shop_id, last_at, conversation_id);
create index conversation_by_id on support.conversation (conversation_id);

-- kind: shop
create table support.message (
  shop_id text not null,
  conversation_id text not null,
  message_id text not null,
  from_side text not null check (from_side in ('buyer', 'shop')),
  account_id text not null,
  body_sealed text not null,
  picture_ids text[] not null,
  about_kind text check (about_kind in ('order', 'product')),
  about_id text,
  at timestamptz not null,
  primary key (shop_id, conversation_id, message_id),
  check ((about_kind is null) = (about_id is null))
);

-- Where a buyer's conversations are.
-- kind: account
create table support.buyer_conversation (
  account_id text not null,
  conversation_id text not null,
  shop_id text not null,
  primary key (account_id, conversation_id)
);

alter table support.message add constraint message_conversation foreign key (shop_id, conversation_id) references support.conversation (shop_id, conversation_id);
