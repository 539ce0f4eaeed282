create schema reviews;

-- What buyers say of things they received. Words and stars are written once and never changed or deleted; what was appended, the shop's
-- answers and an operator's cover are filled in once each.
-- kind: shop
create table reviews.review (
  shop_id text not null,
  review_id text not null,
  order_id text not null,
  line_id text not null,
  product_id text not null,
  product_title text not null,
  variant_title text not null,
  buyer_id text not null,
  goods smallint not null check (goods between 1 and 5),
  service smallint not null check (service between 1 and 5),
  delivery smallint not null check (delivery between 1 and 5),
  body text not null,
  picture_ids text[] not null,
  at timestamptz not null,
  reply text,
  replied_at timestamptz,
  replied_by text,
  appended_body text,
  appended_picture_ids text[],
  appended_at timestamptz,
  appended_reply text,
  appended_replied_at timestamptz,
  appended_replied_by text,
  cover_reason text,
  covered_at timestamptz,
  primary key (shop_id, review_id),
  constraint review_once unique (shop_id, order_id, line_id),
  check ((reply is null) = (replied_at is null)),
  check ((appended_body is null) = (appended_at is null)),
  check ((appended_reply is null) = (appended_replied_at is null)),
  check (appended_reply is null or appended_body is not null),
  check ((cover_reason is null) = (covered_at is null))
);
create index review_product on reviews.review (product_id, review_id);
create index review_by_id on reviews.review (review_id);

-- What the reviews of a product add up to, kept in the transaction that adds one.
-- kind: shop
create table reviews.tally (
  shop_id text not null,
  product_id text not null,
  goods_sum bigint not null,
  service_sum bigint not null,
  delivery_sum bigint not null,
  -- How many gave the goods 1 to 5 stars; their sum is the number of reviews.
  stars_1 bigint not null,
  stars_2 bigint not null,
  stars_3 bigint not null,
  stars_4 bigint not null,
  stars_5 bigint not null,
  with_pictures bigint not null,
  appended bigint not null,
  primary key (shop_id, product_id)
);

-- Where somebody's reviews are; filed by a listener.
-- kind: account
create table reviews.written (
  account_id text not null,
  review_id text not null,
  shop_id text not null,
  primary key (account_id, review_id)
);
