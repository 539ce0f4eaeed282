create schema chat;

-- Everything said in a room, also what a busy room did not show everybody. Line ids sort by time.
-- kind: room
create table chat.line (
  room_id text not null,
  line_id text not null,
  session_id text not null,
  account_id text not null,
  role text not null check (role in ('viewer', 'host', 'staff')),
  body text not null,
  at timestamptz not null,
  primary key (room_id, line_id)
);
create index line_by_session on chat.line (room_id, session_id, line_id);
