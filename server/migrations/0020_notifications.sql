create schema notifications;

-- What somebody should know, once per cause. `params` names things by their ids and holds no person's name, number or
-- address: the words are made when it is read or sent, in the reader's language.
-- kind: account
create table notifications.item (
  account_id text not null,
  id text not null,
  kind text not null,
  cause text not null,
  params jsonb not null,
  in_app boolean not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (account_id, id),
  unique (account_id, cause)
);
create index item_unread on notifications.item (account_id, id) where read_at is null and in_app;
create index item_age on notifications.item (at);

-- What somebody chose differently from the table in contract/notifications.ts.
-- kind: account
create table notifications.setting (
  account_id text not null,
  kind text not null,
  in_app boolean not null,
  push boolean not null,
  mail boolean not null,
  updated_at timestamptz not null,
  primary key (account_id, kind)
);

-- A browser that takes pushes for an account, as long as the sign-in it was made with holds.
-- kind: account
create table notifications.push_subscription (
  account_id text not null,
  id text not null,
  auth_session_id text not null,
  endpoint_index text not null,
  content_sealed text not null,
  device text not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, endpoint_index)
);
create index push_subscription_endpoint on notifications.push_subscription (endpoint_index);

-- One item on its way to one place: `target` is a push subscription's id, or `mail`. `unknown`: the process died while a
-- mail was being handed over; it is not sent again, so that nobody gets it twice.
-- kind: account
create table notifications.delivery (
  account_id text not null,
  item_id text not null,
  target text not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'dropped', 'unknown')),
  attempts integer not null,
  next_at timestamptz not null,
  primary key (account_id, item_id, target)
);
create index delivery_open on notifications.delivery (next_at) where state in ('waiting', 'sending');

-- Something all followers of a host should know; account_id is the host's. `cursor_id` is the last follower told, so that
-- whoever goes on after a kill tells the others and nobody twice.
-- kind: account
create table notifications.fan_out (
  account_id text not null,
  id text not null,
  kind text not null,
  cause text not null,
  params jsonb not null,
  at timestamptz not null,
  stage text not null check (stage in ('followers', 'reminded', 'done')),
  cursor_id text,
  primary key (account_id, id),
  unique (account_id, cause)
);

-- Who followed a host on which day, so that one who follows again and again counts once.
-- kind: account
create table notifications.follow_tally (
  account_id text not null,
  day text not null,
  follower_id text not null,
  primary key (account_id, day, follower_id)
);

alter table notifications.delivery add constraint delivery_item foreign key (account_id, item_id) references notifications.item (account_id, id);
