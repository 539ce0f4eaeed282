-- Of what was given back, what the platform had added with its coupon: it went back to the platform, not to the buyer. Null: nothing did.
-- Orders refunded in full knew it already; of those refunded in part it was counted as the buyer's, in proportion to the goods.
alter table orders.orders add column subsidy_returned bigint;
update orders.orders set subsidy_returned = case when close_reason = 'refunded' then subsidy
    else subsidy * refunded_goods / (goods - shop_discount) end
  where subsidy > 0 and refunded_goods > 0 and goods > shop_discount;
