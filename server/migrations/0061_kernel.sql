-- The events of a batch are written once, read once and deleted: to compress them costs more than the disk they save.
alter table kernel.shop_outbox alter column events set storage external;
alter table kernel.account_outbox alter column events set storage external;
alter table kernel.room_outbox alter column events set storage external;
