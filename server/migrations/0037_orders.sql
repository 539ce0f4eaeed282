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
