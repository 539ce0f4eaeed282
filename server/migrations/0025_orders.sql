-- Within how many hours of payment the buyer was promised dispatch, and so until when. Told by the item pages the order was bought from.
alter table orders.orders add column dispatch_hours integer;
update orders.orders o set dispatch_hours = coalesce(
  (select min((p.body -> 'item_page' ->> 'dispatch_hours')::integer) from orders.line l
   join orders.page p on p.shop_id = l.shop_id and p.page_hash = l.page_hash
   where l.shop_id = o.shop_id and l.order_id = o.order_id), 48);
alter table orders.orders alter column dispatch_hours set not null;
alter table orders.orders add column ship_by timestamptz;
update orders.orders set ship_by = paid_at + make_interval(hours => dispatch_hours) where paid_at is not null;

-- How the shipping fee came about, as it was quoted: province, and per template what it asked. Null: flat fees only.
alter table orders.orders add column shipping_basis jsonb;

create index orders_by_payment on orders.orders (shop_id, paid_at) where paid_at is not null;
create index orders_by_deadline on orders.orders (shop_id, ship_by) where state = 'to_ship';
create index line_product on orders.line (shop_id, product_id);
