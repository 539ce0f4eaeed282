create schema live;

-- The place. A host has one, for ever; its address outlives every session.
-- kind: room
create table live.room (
  room_id text primary key,
  host_id text not null,
  created_at timestamptz not null
);

-- Which room is a host's: the row that makes it one per host.
-- kind: account
create table live.host_room (
  account_id text primary key,
  room_id text not null
);

-- One broadcast in a room. Offsets are milliseconds; base_offset_ms is where the room's stream stood at the start,
-- newest_offset_ms how far the session has come, both kept so that a restart goes on where it was.
-- kind: room
create table live.session (
  room_id text not null,
  session_id text not null,
  host_id text not null,
  shop_id text not null,
  title text not null,
  cover_picture_id text,
  broadcast text not null check (broadcast in ('self', 'shop')),
  state text not null check (state in ('draft', 'on_air', 'interrupted', 'ended', 'cancelled')),
  end_reason text check (end_reason in ('host', 'encoder_lost', 'operator')),
  stop_reason text,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  resume_by timestamptz,
  base_offset_ms bigint,
  newest_offset_ms bigint not null,
  offset_saved_at timestamptz,
  pinned_product_id text,
  likes bigint not null,
  chat_lines bigint not null,
  viewers_peak integer not null,
  primary key (room_id, session_id),
  check ((state = 'ended') = (end_reason is not null)),
  check ((state = 'interrupted') = (resume_by is not null)),
  check ((state in ('on_air', 'interrupted', 'ended')) = (started_at is not null and base_offset_ms is not null)),
  check (newest_offset_ms >= 0)
);
create unique index session_open on live.session (room_id) where state in ('draft', 'on_air', 'interrupted');
create index session_by_id on live.session (session_id);
create index session_on_air on live.session (state) where state in ('on_air', 'interrupted');

-- What can be bought in a session, in the host's order.
-- kind: room
create table live.bag_product (
  room_id text not null,
  session_id text not null,
  product_id text not null,
  position integer not null,
  primary key (room_id, session_id, product_id)
);
create index bag_product_by_product on live.bag_product (product_id);

-- What was pinned from which moment on; an order's moment looks here.
-- kind: room
create table live.pin (
  room_id text not null,
  session_id text not null,
  seq integer not null,
  product_id text,
  offset_ms bigint not null,
  at timestamptz not null,
  primary key (room_id, session_id, seq)
);

-- Everybody who watched, once: a keyed fingerprint of the account or the device.
-- kind: room
create table live.watcher (
  room_id text not null,
  session_id text not null,
  person text not null,
  first_at timestamptz not null,
  primary key (room_id, session_id, person)
);

-- Orders that came from a session, as the recap counts them.
-- kind: room
create table live.sale (
  room_id text not null,
  session_id text not null,
  order_id text not null,
  buyer_id text not null,
  placed_at timestamptz,
  paid_at timestamptz,
  gross bigint not null check (gross >= 0),
  refunded bigint not null check (refunded >= 0),
  primary key (room_id, session_id, order_id)
);

-- kind: room
create table live.sale_line (
  room_id text not null,
  session_id text not null,
  order_id text not null,
  line integer not null,
  product_id text not null,
  title text not null,
  quantity integer not null,
  total bigint not null,
  primary key (room_id, session_id, order_id, line)
);

alter table live.session add constraint session_room foreign key (room_id) references live.room (room_id);
alter table live.bag_product add constraint bag_product_session foreign key (room_id, session_id) references live.session (room_id, session_id);
alter table live.pin add constraint pin_session foreign key (room_id, session_id) references live.session (room_id, session_id);
alter table live.watcher add constraint watcher_session foreign key (room_id, session_id) references live.session (room_id, session_id);
alter table live.sale add constraint sale_session foreign key (room_id, session_id) references live.session (room_id, session_id);
alter table live.sale_line add constraint sale_line_sale foreign key (room_id, session_id, order_id) references live.sale (room_id, session_id, order_id);
