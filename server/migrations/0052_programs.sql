-- How long an unpaid order of a flash sale keeps its units; policies before this were written by a default of ours (DOMAIN §3).
alter table programs.policy add column flash_unpaid_close_minutes integer not null default 5 check (flash_unpaid_close_minutes between 1 and 1440);
alter table programs.policy alter column flash_unpaid_close_minutes drop default;
