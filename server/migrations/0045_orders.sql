-- A buyer's order is filed, and with it its key claimed, before it is placed: a key buys once at whatever shop. Where the old order of
-- things let a key buy at two shops in the same instant, the later order's key gives way.
update orders.buyer_order b set idempotency_key = b.idempotency_key || ':' || b.order_id
where exists (select from orders.buyer_order f where f.account_id = b.account_id and f.idempotency_key = b.idempotency_key and f.order_id < b.order_id);
drop index orders.buyer_order_key;
alter table orders.buyer_order add constraint buyer_order_key unique (account_id, idempotency_key);

-- Checked for every line of a flash sale these cost more than the line itself, and each locks a row once more (ADR 0016). Lines, their
-- order and their page are written in one transaction by one use case, and none of them is ever deleted.
alter table orders.line drop constraint line_order;
alter table orders.line drop constraint line_page;
