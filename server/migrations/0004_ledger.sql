create schema ledger;

-- Transfers and entries are only ever added. Each shop has its own four accounts, so that no row is shared by all orders.

-- kind: shop
create table ledger.transfer (
  shop_id text not null,
  id text not null,
  kind text not null check (kind in ('capture', 'settle_shop', 'settle_platform', 'refund', 'late_refund')),
  -- What made it happen; a cause posts once.
  cause text not null,
  order_id text,
  currency text not null,
  at timestamptz not null,
  primary key (shop_id, id),
  constraint transfer_cause unique (shop_id, cause)
);
create index transfer_order on ledger.transfer (shop_id, order_id);

-- kind: shop
create table ledger.entry (
  shop_id text not null,
  transfer_id text not null,
  account text not null check (account in ('provider', 'escrow', 'shop', 'platform')),
  amount bigint not null,
  primary key (shop_id, transfer_id, account)
);
create index entry_newest on ledger.entry (transfer_id, account);

-- What the entries of an account add up to, kept in the transaction that adds them.
-- kind: shop
create table ledger.balance (
  shop_id text not null,
  account text not null check (account in ('provider', 'escrow', 'shop', 'platform')),
  amount bigint not null,
  primary key (shop_id, account),
  -- Escrow is other people's money: it can be empty, never overdrawn.
  constraint balance_escrow check (account <> 'escrow' or amount >= 0)
);

alter table ledger.entry add constraint entry_transfer foreign key (shop_id, transfer_id) references ledger.transfer (shop_id, id);
