-- What somebody means to buy: one line per variant. Price and moment are those of putting it in.
-- kind: account
create table orders.cart_line (
  account_id text not null,
  variant_id text not null,
  product_id text not null,
  shop_id text not null,
  quantity integer not null check (quantity > 0),
  selected boolean not null,
  price_seen bigint not null check (price_seen >= 0),
  put_in_at timestamptz not null,
  moment jsonb,
  primary key (account_id, variant_id)
);

-- One row per cart, taken by whoever changes it: two tabs wait for each other here.
-- kind: account
create table orders.cart (
  account_id text primary key,
  version bigint not null
);

-- One payment over several shops: what was asked of each, and how far it is. Address and words to the shops are ciphertext.
-- kind: account
create table orders.checkout (
  account_id text not null,
  checkout_id text not null,
  idempotency_key text not null,
  fingerprint text not null,
  state text not null check (state in ('placing', 'awaiting_choice', 'open', 'closing', 'paid', 'closed')),
  close_reason text check (close_reason in ('refused', 'released', 'cancelled', 'expired')),
  address_sealed text not null,
  answer_sealed text,
  created_at timestamptz not null,
  place_by timestamptz not null,
  choose_by timestamptz,
  pay_by timestamptz,
  primary key (account_id, checkout_id),
  constraint checkout_once unique (account_id, idempotency_key),
  check (state <> 'closed' or close_reason is not null),
  check ((state = 'placing') = (answer_sealed is null))
);

-- What one shop is asked for, and the order it became.
-- kind: account
create table orders.checkout_part (
  account_id text not null,
  checkout_id text not null,
  shop_id text not null,
  position integer not null,
  state text not null check (state in ('waiting', 'placed', 'refused', 'paid', 'closed')),
  order_id text,
  wish_sealed text not null,
  lines jsonb not null,
  goods bigint not null check (goods >= 0),
  shipping bigint not null check (shipping >= 0),
  total bigint not null check (total >= 0),
  refusal jsonb,
  primary key (account_id, checkout_id, shop_id),
  check ((state = 'refused') = (refusal is not null)),
  check (state not in ('placed', 'paid', 'closed') or order_id is not null)
);

alter table orders.checkout_part add constraint part_checkout foreign key (account_id, checkout_id) references orders.checkout (account_id, checkout_id);

-- Another shop of the same checkout could not deliver, and the buyer did not take the rest.
alter table orders.orders drop constraint orders_close_reason_check;
alter table orders.orders add constraint orders_close_reason_check
  check (close_reason in ('buyer_cancelled', 'unpaid_expired', 'checkout_released', 'refunded'));
