-- Every reservation locked its variant's row once more for this, which the same transaction holds and counts on already (ADR 0016).
alter table inventory.reservation drop constraint reservation_stock;
