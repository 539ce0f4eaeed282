create schema invoices;

-- The invoice of an order: what the buyer asked for, and what the shop issued. Whom it is made out to is ciphertext.
-- kind: shop
create table invoices.invoice (
  shop_id text not null,
  order_id text not null,
  invoice_id text not null,
  kind text not null check (kind in ('personal', 'company')),
  state text not null check (state in ('requested', 'withdrawn', 'issued', 'stale', 'void')),
  fields_sealed text not null,
  requested_at timestamptz not null,
  number text,
  amount bigint check (amount > 0),
  link text,
  file_type text check (file_type in ('application/pdf', 'image/png', 'image/jpeg')),
  issued_at timestamptz,
  reason_sealed text,
  primary key (shop_id, order_id),
  unique (shop_id, invoice_id),
  check ((issued_at is null) = (state in ('requested', 'withdrawn')))
);
