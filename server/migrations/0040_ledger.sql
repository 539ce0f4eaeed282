-- Two-phase transfers: money can be promised (pending) before it moves, and a promise is kept or dropped by another
-- transfer that names it. Nothing is ever changed: each row says what it adds, also to what is pending.

alter table ledger.transfer drop constraint transfer_kind_check;
alter table ledger.transfer add constraint transfer_kind_check check (kind in (
  'capture', 'subsidy', 'settle_shop', 'settle_platform', 'refund', 'late_refund',
  'payout', 'payout_returned', 'deposit_paid', 'deposit_moved', 'deposit_returned'));
-- posted: moved at once. pending: promised. kept: a promise moves. dropped: a promise is let go.
alter table ledger.transfer add column phase text not null default 'posted' check (phase in ('posted', 'pending', 'kept', 'dropped'));
alter table ledger.transfer alter column phase drop default;
-- Which pending transfer this one ends.
alter table ledger.transfer add column resolves text;
-- What the platform's share relates to: of a settlement the goods it was taken from, of a refund after it the goods given back.
alter table ledger.transfer add column base bigint;
alter table ledger.transfer add constraint transfer_resolves check ((phase in ('kept', 'dropped')) = (resolves is not null));
create unique index transfer_resolved on ledger.transfer (shop_id, resolves) where resolves is not null;
create index transfer_pending on ledger.transfer (at) where phase = 'pending';
create index transfer_at on ledger.transfer (shop_id, at, id);

alter table ledger.entry drop constraint entry_account_check;
alter table ledger.entry add constraint entry_account_check check (account in (
  'provider', 'escrow', 'shop', 'platform', 'subsidy', 'deposit', 'receivable', 'payout'));
alter table ledger.entry add column pending_in bigint not null default 0;
alter table ledger.entry add column pending_out bigint not null default 0;
alter table ledger.entry alter column pending_in drop default;
alter table ledger.entry alter column pending_out drop default;

alter table ledger.balance drop constraint balance_account_check;
alter table ledger.balance add constraint balance_account_check check (account in (
  'provider', 'escrow', 'shop', 'platform', 'subsidy', 'deposit', 'receivable', 'payout'));
alter table ledger.balance add column pending_in bigint not null default 0 check (pending_in >= 0);
alter table ledger.balance add column pending_out bigint not null default 0 check (pending_out >= 0);
alter table ledger.balance alter column pending_in drop default;
alter table ledger.balance alter column pending_out drop default;
-- What is promised away is gone already for everybody else. A receivable is what a shop owes: it is repaid, never overpaid.
alter table ledger.balance drop constraint balance_escrow;
alter table ledger.balance add constraint balance_escrow check (account <> 'escrow' or amount >= pending_out);
alter table ledger.balance add constraint balance_shop check (account <> 'shop' or amount >= pending_out);
alter table ledger.balance add constraint balance_deposit check (account <> 'deposit' or amount >= pending_out);
alter table ledger.balance add constraint balance_receivable check (account <> 'receivable' or amount + pending_in <= 0);
alter table ledger.balance add constraint balance_payout check (account <> 'payout' or amount >= pending_out);
