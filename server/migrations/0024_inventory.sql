-- From how many available units down stock is low; null: the default of the house.
alter table inventory.stock add column low_at integer check (low_at between 0 and 10000000);

-- A variant's movements are read newest first: what people changed stands in adjustment, what orders held back, gave back and
-- took stands in reservation.
create index reservation_variant on inventory.reservation (shop_id, variant_id, reserved_at);
