-- Many events of one batch travel in one row: `events` holds them all, in their order, and `body` is empty. They are of one type and
-- one key. Only where one of them cannot be heard is the row taken apart, each event its own `part` in the same place of the order.
alter table kernel.shop_outbox alter column body drop not null;
alter table kernel.shop_outbox add column part integer not null default 0;
alter table kernel.shop_outbox add column count integer not null default 1 check (count > 0);
alter table kernel.shop_outbox add column events text;
alter table kernel.shop_outbox alter column events set storage external;
alter table kernel.shop_outbox add constraint shop_outbox_body check ((body is null) = (events is not null));
alter table kernel.shop_outbox drop constraint shop_outbox_pkey;
alter table kernel.shop_outbox add primary key (shop_id, seq, part);

alter table kernel.account_outbox alter column body drop not null;
alter table kernel.account_outbox add column part integer not null default 0;
alter table kernel.account_outbox add column count integer not null default 1 check (count > 0);
alter table kernel.account_outbox add column events text;
alter table kernel.account_outbox alter column events set storage external;
alter table kernel.account_outbox add constraint account_outbox_body check ((body is null) = (events is not null));
alter table kernel.account_outbox drop constraint account_outbox_pkey;
alter table kernel.account_outbox add primary key (account_id, seq, part);

alter table kernel.room_outbox alter column body drop not null;
alter table kernel.room_outbox add column part integer not null default 0;
alter table kernel.room_outbox add column count integer not null default 1 check (count > 0);
alter table kernel.room_outbox add column events text;
alter table kernel.room_outbox alter column events set storage external;
alter table kernel.room_outbox add constraint room_outbox_body check ((body is null) = (events is not null));
alter table kernel.room_outbox drop constraint room_outbox_pkey;
alter table kernel.room_outbox add primary key (room_id, seq, part);
