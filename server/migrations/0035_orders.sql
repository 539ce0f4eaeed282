-- What an order may be worth less by, who pays for it, and what was given back. `shop_discount` is a shop's coupon, which the shop
-- bears; `subsidy` is a platform's coupon, which the platform pays. Lines hold their share of both, so that a refund by line is exact.
-- Constant defaults only fill the rows that are here already; the application names every value.
alter table orders.orders add column shop_discount bigint not null default 0 check (shop_discount >= 0);
alter table orders.orders add column subsidy bigint not null default 0 check (subsidy >= 0);
alter table orders.orders add column refunded_goods bigint not null default 0 check (refunded_goods >= 0);
alter table orders.orders add column refunded_shipping bigint not null default 0 check (refunded_shipping >= 0);
alter table orders.orders alter column shop_discount drop default, alter column subsidy drop default,
  alter column refunded_goods drop default, alter column refunded_shipping drop default;
-- The checkout it was placed by and the flash sale it was bought in; null: neither.
alter table orders.orders add column checkout_id text;
alter table orders.orders add column flash_sale_id text;
alter table orders.orders drop constraint orders_check;
alter table orders.orders add constraint order_total
  check (total >= 0 and total = goods + shipping - shop_discount - subsidy);
alter table orders.orders add constraint order_refunded
  check (refunded_goods <= goods - shop_discount and refunded_shipping <= shipping);

alter table orders.line add column shop_discount bigint not null default 0 check (shop_discount >= 0);
alter table orders.line add column subsidy bigint not null default 0 check (subsidy >= 0);
alter table orders.line alter column shop_discount drop default, alter column subsidy drop default;
alter table orders.line add constraint line_discounts check (shop_discount + subsidy <= unit_price * quantity);
