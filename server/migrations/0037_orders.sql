-- What was given back stands on every order: until now a refund was always of the whole.
update orders.orders set refunded_goods = goods - shop_discount, refunded_shipping = shipping where close_reason = 'refunded';
