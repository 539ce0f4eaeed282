-- Sessions that are announced, rehearsed, and lapse where the host does not come.
alter table live.session add column planned_at timestamptz;
alter table live.session add column teaser text;
-- What an operator wrote is about a person: sealed. The open column is emptied into it at the next start.
alter table live.session add column stop_reason_sealed text;
alter table live.session drop constraint session_state_check;
alter table live.session add constraint session_state_check
  check (state in ('draft', 'scheduled', 'rehearsing', 'on_air', 'interrupted', 'ended', 'cancelled', 'lapsed'));
alter table live.session drop constraint session_end_reason_check;
alter table live.session add constraint session_end_reason_check check (end_reason in ('host', 'encoder_lost', 'operator', 'shop'));
alter table live.session add constraint session_planned_check check (state not in ('scheduled', 'lapsed') or planned_at is not null);
drop index live.session_open;
create unique index session_open on live.session (room_id) where state in ('draft', 'rehearsing', 'on_air', 'interrupted');
create index session_planned on live.session (planned_at, session_id) where state in ('scheduled', 'rehearsing') and planned_at is not null;
create index session_shop_open on live.session (shop_id) where state in ('draft', 'scheduled', 'rehearsing', 'on_air', 'interrupted');

-- What the team says about a product and how long it is meant to be shown; viewers never read these.
alter table live.bag_product add column talking_points text;
alter table live.bag_product add column planned_minutes integer;
alter table live.bag_product add constraint bag_product_minutes_check check (planned_minutes > 0);

-- Who asked to be reminded of a session to come.
-- kind: room
create table live.reminder (
  room_id text not null,
  session_id text not null,
  account_id text not null,
  asked_at timestamptz not null,
  primary key (room_id, session_id, account_id)
);
create index reminder_account on live.reminder (account_id);

-- The most people at once within each minute of a broadcast.
-- kind: room
create table live.minute (
  room_id text not null,
  session_id text not null,
  minute integer not null check (minute >= 0),
  viewers integer not null check (viewers >= 0),
  primary key (room_id, session_id, minute)
);

alter table live.reminder add constraint reminder_session foreign key (room_id, session_id) references live.session (room_id, session_id);
alter table live.minute add constraint minute_session foreign key (room_id, session_id) references live.session (room_id, session_id);
